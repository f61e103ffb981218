using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Firmware.Tests.Device.References;

/// <summary>
/// Compiles the stubs of each listing into a reference assembly of the listing's name. Nothing of the .NET on this
/// machine is in reach: mscorlib is compiled without references and is the core library of all the others.
/// </summary>
internal sealed class ReferenceAssemblyWriter(ApiCatalog catalog)
{
    private readonly Dictionary<string, PortableExecutableReference> _written = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, PortableExecutableReference> WriteAll()
    {
        foreach (ApiListing listing in catalog.Listings)
        {
            Write(listing);
        }

        return _written;
    }

    private PortableExecutableReference Write(ApiListing listing)
    {
        if (_written.TryGetValue(listing.Assembly, out PortableExecutableReference? known))
        {
            return known;
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            listing.Assembly,
            [CSharpSyntaxTree.ParseText(StubSource.For(listing, catalog))],
            Closure(listing).Select(Write),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(
            image,
            options: new EmitOptions(metadataOnly: true, runtimeMetadataVersion: "v4.0.30319"));
        if (!result.Success)
        {
            string errors = string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
            throw new InvalidDataException($"The listing of {listing.Assembly} does not compile:\n{errors}");
        }

        return _written[listing.Assembly] = MetadataReference.CreateFromImage(image.ToArray(), filePath: listing.Assembly);
    }

    private HashSet<ApiListing> Closure(ApiListing listing)
    {
        var closure = new HashSet<ApiListing>();
        foreach (ApiListing needed in listing.Needs.Select(name => catalog.FindAssembly(name)!))
        {
            closure.Add(needed);
            closure.UnionWith(Closure(needed));
        }

        return closure;
    }
}
