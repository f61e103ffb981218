using System.Text;

namespace Firmware.Tests.Device.References;

/// <summary>Spells a listing as C# declarations without bodies. It adds no member a program could call.</summary>
internal sealed class StubSource(ApiCatalog catalog)
{
    // A struct without fields counts as assigned from the start, which would hide CS0165 from the check. The core's
    // own primitives hold themselves and need no field.
    private static readonly string[] FieldlessStructs =
    [
        "System.Boolean", "System.Byte", "System.SByte", "System.Char", "System.Int16", "System.UInt16", "System.Int32",
        "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.IntPtr",
        "System.UIntPtr", "System.Void", "System.TypedReference",
    ];

    private readonly StringBuilder _text = new();

    public static string For(ApiListing listing, ApiCatalog catalog)
    {
        var source = new StubSource(catalog);
        foreach (ApiType type in listing.Types.Where(type => catalog.FindType(type.Container) is null))
        {
            source._text.Append("namespace ").Append(type.Container).Append(" { ");
            source.WriteType(type);
            source._text.AppendLine("}");
        }

        return source._text.ToString();
    }

    private void WriteType(ApiType type)
    {
        if (type.IsObsolete)
        {
            _text.Append("[global::System.Obsolete] ");
        }

        // The listings do not carry AttributeUsage. The widest one lets InternalsVisibleTo stand twice, as it may.
        if (type.Bases is ["System.Attribute", ..])
        {
            _text.Append("[global::System.AttributeUsage(global::System.AttributeTargets.All, AllowMultiple = true)] ");
        }

        _text.Append("public ");
        if (type.Invoke is { } invoke)
        {
            WriteDelegate(type, invoke);
            return;
        }

        _text.AppendJoin(' ', type.Modifiers.Append(type.Keyword).Append(type.Name));
        if (type.Bases.Count > 0)
        {
            _text.Append(" : ").AppendJoin(", ", type.Bases.Select(StubSyntax.TypeName));
        }

        _text.AppendLine(" {");
        WriteBody(type);
        _text.AppendLine("}");
    }

    private void WriteBody(ApiType type)
    {
        foreach (ApiMember member in type.Members)
        {
            _text.AppendLine(StubSyntax.Member(type, member));
        }

        foreach ((ApiType contract, ApiMember member) in InterfaceGaps.Of(type, catalog))
        {
            _text.AppendLine(StubSyntax.ExplicitMember(contract, member));
        }

        foreach (ApiType nested in type.Nested)
        {
            WriteType(nested);
        }

        bool isInstantiable = type.Keyword == "class" && !type.Modifiers.Contains("static");
        if (isInstantiable && type.Members.All(member => member.Kind != ApiMemberKind.Constructor))
        {
            // No constructor in the listing means none that a program may call.
            _text.Append("private extern ").Append(type.Name).AppendLine("();");
        }

        if (type.Keyword == "struct" && !FieldlessStructs.Contains(type.FullName))
        {
            _text.AppendLine("private readonly int _state;");
        }
    }

    private void WriteDelegate(ApiType type, ApiMember invoke)
    {
        _text.Append("delegate ").Append(StubSyntax.TypeName(invoke.Type)).Append(' ').Append(type.Name);
        if (type.Arity > 0)
        {
            _text.Append('<').AppendJoin(", ", TypeParameters(type, invoke)).Append('>');
        }

        _text.Append('(').Append(StubSyntax.Parameters(invoke.Parameters)).AppendLine(");");
    }

    // A listing names a generic delegate only by its arity. Its type parameters are the short names in its signature,
    // the result last, as in Func.
    private static IEnumerable<string> TypeParameters(ApiType type, ApiMember invoke)
    {
        string[] names = invoke.Parameters.Select(parameter => parameter.Type).Append(invoke.Type)
            .Where(name => name.StartsWith('T') && !name.Contains('.', StringComparison.Ordinal)).Distinct().ToArray();
        return names.Length == type.Arity ? names : throw new InvalidDataException($"Type parameters of {type.MetadataName}?");
    }
}
