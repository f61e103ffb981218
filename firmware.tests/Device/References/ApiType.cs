namespace Firmware.Tests.Device.References;

/// <summary>One public type of a device assembly, with the members its listing gives it and no others.</summary>
public sealed class ApiType
{
    private readonly List<ApiMember> _members = [];
    private readonly List<ApiType> _nested = [];

    public ApiType(
        string metadataName,
        string keyword,
        IReadOnlyList<string> modifiers,
        IReadOnlyList<string> bases,
        bool isObsolete)
    {
        int tick = metadataName.IndexOf('`', StringComparison.Ordinal);
        FullName = tick < 0 ? metadataName : metadataName[..tick];
        MetadataName = metadataName;
        Arity = tick < 0 ? 0 : int.Parse(metadataName[(tick + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        Keyword = keyword;
        Modifiers = modifiers;
        Bases = bases;
        IsObsolete = isObsolete;
    }

    public string FullName { get; }

    public string MetadataName { get; }

    public int Arity { get; }

    /// <summary>class, struct, interface, enum or delegate.</summary>
    public string Keyword { get; }

    public IReadOnlyList<string> Modifiers { get; }

    /// <summary>Base class and interfaces; of an enum, the underlying type.</summary>
    public IReadOnlyList<string> Bases { get; }

    public bool IsObsolete { get; }

    /// <summary>Invoke signature of a delegate, otherwise null.</summary>
    public ApiMember? Invoke { get; init; }

    public IReadOnlyList<ApiMember> Members => _members;

    public IReadOnlyList<ApiType> Nested => _nested;

    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

    public string Container => FullName[..Math.Max(0, FullName.LastIndexOf('.'))];

    public void Add(ApiMember member) => _members.Add(member);

    public void Add(ApiType nested) => _nested.Add(nested);
}
