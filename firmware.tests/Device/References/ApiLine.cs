using System.Text.RegularExpressions;

namespace Firmware.Tests.Device.References;

/// <summary>Reads one line of a listing: a type, or a member of the type named before its last dot.</summary>
internal static partial class ApiLine
{
    private static readonly string[] MemberWords =
        ["protected", "static", "virtual", "override", "abstract", "property", "field", "event", "const", "readonly"];

    public static ApiType? TryReadType(string line)
    {
        int colon = line.IndexOf(" : ", StringComparison.Ordinal);
        if (colon < 0 || line.AsSpan(0, colon).ContainsAny('(', '['))
        {
            return null;
        }

        Match shape = TypeShape().Match(WithoutAttributes(line[(colon + 3)..]));
        if (!shape.Success)
        {
            return null;
        }

        string keyword = shape.Groups["keyword"].Value;
        string tail = shape.Groups["tail"].Value.Trim();
        bool isDelegate = keyword == "delegate";
        return new ApiType(
            line[..colon],
            keyword,
            shape.Groups["modifiers"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isDelegate ? [] : tail.Split(", ", StringSplitOptions.RemoveEmptyEntries),
            line.EndsWith("[Obsolete]", StringComparison.Ordinal))
        {
            Invoke = isDelegate ? ReadInvoke(tail) : null,
        };
    }

    /// <summary>Splits a member line into the full name of its type and the member.</summary>
    public static (string Owner, ApiMember Member) ReadMember(string line)
    {
        Match value = EnumValueShape().Match(line);
        if (value.Success)
        {
            string name = value.Groups["name"].Value;
            string number = value.Groups["value"].Value;
            return (value.Groups["owner"].Value, Member(ApiMemberKind.EnumValue, name, "", [], [], "", number, line));
        }

        int colon = line.IndexOf(" : ", StringComparison.Ordinal);
        if (colon < 0)
        {
            throw new InvalidDataException($"Neither a type nor a member: {line}");
        }

        string head = line[..colon];
        int bracket = head.IndexOfAny(['(', '[']);
        string path = bracket < 0 ? head : head[..bracket];
        int dot = path.LastIndexOf('.');
        string parameters = bracket < 0 ? "" : head[(bracket + 1)..^1];
        return (path[..dot], ReadTail(path[(dot + 1)..], head, ReadParameters(parameters), line[(colon + 3)..], line));
    }

    private static ApiMember ReadTail(
        string name,
        string head,
        IReadOnlyList<ApiParameter> parameters,
        string tail,
        string line)
    {
        string[] words = WithoutAttributes(tail).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> modifiers = words.TakeWhile(MemberWords.Contains).ToList();
        string type = words[modifiers.Count];
        string rest = string.Join(' ', words.Skip(modifiers.Count + 1));

        ApiMemberKind kind =
            type == "new" ? ApiMemberKind.Constructor
            : modifiers.Contains("event") ? ApiMemberKind.Event
            : modifiers.Contains("const") ? ApiMemberKind.Constant
            : modifiers.Contains("field") ? ApiMemberKind.Field
            : modifiers.Contains("property") ? head.EndsWith(']') ? ApiMemberKind.Indexer : ApiMemberKind.Property
            : ApiMemberKind.Method;

        bool isProperty = kind is ApiMemberKind.Property or ApiMemberKind.Indexer;
        string? constant = kind == ApiMemberKind.Constant ? rest["= ".Length..] : null;
        modifiers.RemoveAll(word => word is "property" or "field" or "event" or "const");
        return Member(kind, name, type, modifiers, parameters, isProperty ? rest : "", constant, line);
    }

    private static ApiMember ReadInvoke(string tail)
    {
        int open = tail.IndexOf('(', StringComparison.Ordinal);
        IReadOnlyList<ApiParameter> parameters = ReadParameters(tail[(open + 1)..^1]);
        return Member(ApiMemberKind.Method, "Invoke", tail[..open].Trim(), [], parameters, "", null, tail);
    }

    private static IReadOnlyList<ApiParameter> ReadParameters(string text) =>
        text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(ReadParameter).ToArray();

    private static ApiParameter ReadParameter(string text)
    {
        Match shape = ParameterShape().Match(text);
        if (!shape.Success)
        {
            throw new InvalidDataException($"Not a parameter: {text}");
        }

        return new ApiParameter(
            Part("attribute"),
            Part("modifier"),
            shape.Groups["type"].Value,
            shape.Groups["name"].Value,
            Part("value"));

        string? Part(string group) => shape.Groups[group].Success ? shape.Groups[group].Value : null;
    }

    private static ApiMember Member(
        ApiMemberKind kind,
        string name,
        string type,
        IReadOnlyList<string> modifiers,
        IReadOnlyList<ApiParameter> parameters,
        string accessors,
        string? value,
        string line) =>
        new(kind, name, type, modifiers, parameters, accessors, value, line.EndsWith("[Obsolete]", StringComparison.Ordinal));

    private static string WithoutAttributes(string text) =>
        text.Replace(" [Flags]", "", StringComparison.Ordinal).Replace(" [Obsolete]", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<modifiers>(?:(?:abstract|sealed|static|readonly|ref) )*)"
        + @"(?<keyword>class|struct|interface|enum|delegate)\b(?<tail>.*)$")]
    private static partial Regex TypeShape();

    [GeneratedRegex(@"^(?<owner>[\w.]+)\.(?<name>\w+) = (?<value>-?\d+)(?: \[Obsolete\])?$")]
    private static partial Regex EnumValueShape();

    [GeneratedRegex(
        @"^(?:\[(?<attribute>[^\]]+)\] )?(?:(?<modifier>this|params|ref|out|in) )?"
        + @"(?<type>\S+) (?<name>\w+)(?: = (?<value>.+))?$")]
    private static partial Regex ParameterShape();
}
