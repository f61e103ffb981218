namespace Firmware.Tests.Device.References;

/// <summary>The C# spelling of single members; every body is extern, so nothing needs to be invented to fill it.</summary>
internal static class StubSyntax
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
    };

    // The full name must start at the root: inside nanoFramework.System.IO the word System means something else.
    public static string TypeName(string name) => name.Contains('.', StringComparison.Ordinal) ? "global::" + name : name;

    public static string Parameters(IEnumerable<ApiParameter> parameters) => string.Join(", ", parameters.Select(Parameter));

    public static string Member(ApiType owner, ApiMember member)
    {
        if (member.Kind == ApiMemberKind.EnumValue)
        {
            return Obsolete(member) + $"@{member.Name} = {member.Value},";
        }

        bool hasBody = owner.Keyword != "interface" && !member.Modifiers.Contains("abstract")
            && member.Kind is not (ApiMemberKind.Field or ApiMemberKind.Constant);
        IEnumerable<string> modifiers = owner.Keyword == "interface" ? [] : member.Modifiers;
        IEnumerable<string> words = modifiers.Prepend(member.IsProtected ? "" : "public").Append(hasBody ? "extern" : "");
        string lead = Obsolete(member) + IndexerName(member) + string.Join(' ', words.Where(word => word.Length > 0)) + " ";
        return lead + Declaration(owner, member);
    }

    public static string ExplicitMember(ApiType contract, ApiMember member)
    {
        string prefix = TypeName(contract.FullName) + ".";
        string type = TypeName(member.Type);
        return member.Kind switch
        {
            ApiMemberKind.Indexer => $"extern {type} {prefix}this[{Parameters(member.Parameters)}] {member.Accessors}",
            ApiMemberKind.Property => $"extern {type} {prefix}{member.Name} {member.Accessors}",
            ApiMemberKind.Event => $"extern event {type} {prefix}{member.Name};",
            _ => $"extern {type} {prefix}{member.Name}({Parameters(member.Parameters)});",
        };
    }

    private static string Declaration(ApiType owner, ApiMember member)
    {
        string type = TypeName(member.Type);
        string parameters = Parameters(member.Parameters);
        return member.Kind switch
        {
            ApiMemberKind.Constructor => $"{owner.Name}({parameters});",
            ApiMemberKind.Property => $"{type} @{member.Name} {member.Accessors}",
            ApiMemberKind.Indexer => $"{type} this[{parameters}] {member.Accessors}",
            ApiMemberKind.Field => $"{type} @{member.Name};",
            ApiMemberKind.Constant => $"const {type} @{member.Name} = {Constant(member.Type, member.Value!)};",
            ApiMemberKind.Event => $"event {type} @{member.Name};",
            _ when member.Name == "op_Implicit" => $"implicit operator {type}({parameters});",
            _ when member.Name == "op_Explicit" => $"explicit operator {type}({parameters});",
            _ when Operators.TryGetValue(member.Name, out string? sign) => $"{type} operator {sign}({parameters});",
            _ => $"{type} @{member.Name}({parameters});",
        };
    }

    private static string Parameter(ApiParameter parameter)
    {
        string attribute = parameter.Attribute is null ? "" : $"[global::System.Diagnostics.CodeAnalysis.{parameter.Attribute}] ";
        string modifier = parameter.Modifier is null ? "" : parameter.Modifier + " ";
        string value = parameter.DefaultValue is null ? "" : " = " + Constant(parameter.Type, parameter.DefaultValue);
        return $"{attribute}{modifier}{TypeName(parameter.Type)} @{parameter.Name}{value}";
    }

    private static string Constant(string type, string value) => value switch
    {
        "null" => "default",
        "NaN" => $"0 / ({type})0",
        "Infinity" => $"1 / ({type})0",
        "-Infinity" => $"-1 / ({type})0",
        _ when type == "float" => value + "f",
        _ when type.Contains('.', StringComparison.Ordinal) => $"({TypeName(type)})({value})",
        _ => value,
    };

    private static string Obsolete(ApiMember member) => member.IsObsolete ? "[global::System.Obsolete] " : "";

    // The indexer of System.String is called Chars in metadata; all the others have the default name.
    private static string IndexerName(ApiMember member) =>
        member is { Kind: ApiMemberKind.Indexer, Name: not "Item" }
            ? $"[global::System.Runtime.CompilerServices.IndexerName(\"{member.Name}\")] "
            : "";
}
