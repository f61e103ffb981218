namespace Firmware.Tests.Device.References;

/// <summary>All the listings together: which assembly has a type, and what the type is.</summary>
public sealed class ApiCatalog
{
    private readonly Dictionary<string, (ApiListing Listing, ApiType Type)> _types = new(StringComparer.Ordinal);

    public ApiCatalog(IReadOnlyList<ApiListing> listings)
    {
        Listings = listings;
        foreach (ApiListing listing in listings)
        {
            foreach (ApiType type in listing.Types)
            {
                _types.Add(type.MetadataName, (listing, type));
            }
        }
    }

    public IReadOnlyList<ApiListing> Listings { get; }

    public ApiListing? FindAssembly(string assembly) => Listings.FirstOrDefault(listing => listing.Assembly == assembly);

    public ApiType? FindType(string fullName) => _types.TryGetValue(fullName, out var entry) ? entry.Type : null;

    /// <summary>Assemblies with a type of this short name: what a missing reference may have been meant to bring.</summary>
    public IEnumerable<string> AssembliesWith(string typeName) =>
        Listings.Where(listing => listing.Types.Any(type => type.Name == typeName)).Select(listing => listing.Assembly);

    /// <summary>The types a type derives from, nearest first.</summary>
    public IEnumerable<ApiType> BaseClasses(ApiType type)
    {
        for (ApiType? next = BaseClass(type); next is not null; next = BaseClass(next))
        {
            yield return next;
        }
    }

    /// <summary>Every interface a type lists, and those that they extend.</summary>
    public IEnumerable<ApiType> Interfaces(ApiType type) =>
        type.Bases.Select(FindType).OfType<ApiType>().Where(found => found.Keyword == "interface")
            .SelectMany(found => Interfaces(found).Prepend(found)).Distinct();

    private ApiType? BaseClass(ApiType type) =>
        type.Bases.Select(FindType).FirstOrDefault(found => found?.Keyword == "class");
}
