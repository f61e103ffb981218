using Microsoft.CodeAnalysis;

namespace Firmware.Tests.Device.References;

/// <summary>The device's assemblies as a compiler sees them, built once for a test run.</summary>
public sealed class DeviceReferences
{
    private static readonly Lazy<DeviceReferences> Built = new(() => new DeviceReferences(new ApiCatalog(ApiListing.ReadAll())));

    private readonly IReadOnlyDictionary<string, PortableExecutableReference> _references;

    private DeviceReferences(ApiCatalog catalog)
    {
        Catalog = catalog;
        _references = new ReferenceAssemblyWriter(catalog).WriteAll();
    }

    public static DeviceReferences Shared => Built.Value;

    public ApiCatalog Catalog { get; }

    public IEnumerable<string> AssemblyNames => _references.Keys;

    /// <summary>References for those of the named assemblies that the device has.</summary>
    public IReadOnlyList<MetadataReference> For(IEnumerable<string> assemblies) =>
        assemblies.Distinct().Where(_references.ContainsKey).Select(name => (MetadataReference)_references[name]).ToArray();
}
