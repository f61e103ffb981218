using System.Runtime.CompilerServices;

namespace Firmware.Tests.Device.References;

/// <summary>A package that brings an assembly; a version may end in a star where the publisher's pin is not known.</summary>
public sealed record ApiPackage(string Id, string Version)
{
    public bool Brings(string version) =>
        Version.EndsWith('*') ? version.StartsWith(Version[..^1], StringComparison.Ordinal) : version == Version;
}

/// <summary>The public API of one device assembly, read from its listing in the folder api.</summary>
public sealed class ApiListing
{
    private ApiListing(
        string assembly,
        IReadOnlyList<ApiPackage> packages,
        IReadOnlyList<string> needs,
        IReadOnlyList<ApiType> types)
    {
        Assembly = assembly;
        Packages = packages;
        Needs = needs;
        Types = types;
    }

    public string Assembly { get; }

    public IReadOnlyList<ApiPackage> Packages { get; }

    /// <summary>Assemblies that must stand beside this one on the device.</summary>
    public IReadOnlyList<string> Needs { get; }

    /// <summary>All types, the nested ones too.</summary>
    public IReadOnlyList<ApiType> Types { get; }

    public static IReadOnlyList<ApiListing> ReadAll() =>
        Directory.GetFiles(ApiFolder(), "*.txt").Order(StringComparer.Ordinal)
            .Select(path => Read(File.ReadAllLines(path))).ToArray();

    public static ApiListing Read(IReadOnlyList<string> lines)
    {
        var types = new Dictionary<string, ApiType>(StringComparer.Ordinal);
        var members = new List<string>();
        foreach (string line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (ApiLine.TryReadType(line) is { } type)
            {
                types.Add(type.MetadataName, type);
            }
            else
            {
                members.Add(line);
            }
        }

        foreach ((string owner, ApiMember member) in members.Select(ApiLine.ReadMember))
        {
            types[owner].Add(member);
        }

        foreach (ApiType type in types.Values)
        {
            if (types.TryGetValue(type.Container, out ApiType? outer))
            {
                outer.Add(type);
            }
        }

        return new ApiListing(
            Header(lines, "assembly").Single()[0],
            Header(lines, "package").Select(words => new ApiPackage(words[0], words[1])).ToArray(),
            Header(lines, "needs").SelectMany(words => words).ToArray(),
            [.. types.Values]);
    }

    private static IEnumerable<string[]> Header(IReadOnlyList<string> lines, string word) =>
        lines.Where(line => line.StartsWith($"# {word} ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2..]);

    // The listings are read where they are kept, so that a corrected line needs no rebuild.
    private static string ApiFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "api"));
}
