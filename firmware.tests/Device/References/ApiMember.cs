namespace Firmware.Tests.Device.References;

public enum ApiMemberKind { Constructor, Method, Property, Indexer, Field, Constant, Event, EnumValue }

/// <summary>One parameter as the listing spells it; every type name is full or a C# keyword.</summary>
public sealed record ApiParameter(string? Attribute, string? Modifier, string Type, string Name, string? DefaultValue)
{
    public string Signature => (Modifier is "ref" or "out" or "in" ? Modifier + " " : "") + Type;
}

/// <summary>One public or protected member of a device type.</summary>
public sealed record ApiMember(
    ApiMemberKind Kind,
    string Name,
    string Type,
    IReadOnlyList<string> Modifiers,
    IReadOnlyList<ApiParameter> Parameters,
    string Accessors,
    string? Value,
    bool IsObsolete)
{
    public bool IsStatic => Modifiers.Contains("static");

    public bool IsProtected => Modifiers.Contains("protected");

    /// <summary>What a class member must equal to implement an interface member implicitly.</summary>
    public string Signature => $"{Type} {Name}({string.Join(", ", Parameters.Select(parameter => parameter.Signature))})";
}
