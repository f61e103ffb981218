using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.References;

[TestClass]
public class DeviceReferencesTests
{
    private static readonly SymbolDisplayFormat Names = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly CSharpCompilation Whole =
        CSharpCompilation.Create("Whole", references: DeviceReferences.Shared.For(DeviceReferences.Shared.AssemblyNames));

    [TestMethod]
    public void Every_listing_becomes_a_reference_assembly_of_its_name()
    {
        string[] listed = DeviceReferences.Shared.Catalog.Listings.Select(listing => listing.Assembly).ToArray();

        CollectionAssert.AreEquivalent(listed, DeviceReferences.Shared.AssemblyNames.ToArray());
        CollectionAssert.IsSubsetOf(
            new[] { "mscorlib", "nanoFramework.M2Mqtt", "System.Device.Gpio", "nanoFramework.System.Security.Cryptography" },
            listed);
    }

    [TestMethod]
    public void A_reference_assembly_has_every_type_of_its_listing()
    {
        foreach (ApiListing listing in DeviceReferences.Shared.Catalog.Listings)
        {
            int found = AllTypes(Assembly(listing).GlobalNamespace).Count(type => type.DeclaredAccessibility == Accessibility.Public);
            Assert.AreEqual(listing.Types.Count, found, listing.Assembly);
        }
    }

    [TestMethod]
    public void A_reference_assembly_shows_every_member_of_its_listing_and_no_other()
    {
        foreach (ApiListing listing in DeviceReferences.Shared.Catalog.Listings)
        {
            Dictionary<string, INamedTypeSymbol> types = AllTypes(Assembly(listing).GlobalNamespace)
                .ToDictionary(type => type.ToDisplayString(Names) + "`" + type.Arity);
            foreach (ApiType type in listing.Types.Where(type => type.Invoke is null))
            {
                INamedTypeSymbol symbol = types[type.FullName + "`" + type.Arity];
                Assert.AreEqual(
                    type.Members.Count,
                    symbol.GetMembers().Count(IsListed),
                    $"{type.FullName}: {string.Join(", ", symbol.GetMembers().Where(IsListed))}");
            }
        }
    }

    [TestMethod]
    public void A_listing_names_the_packages_and_the_assemblies_it_needs()
    {
        ApiListing mqtt = DeviceReferences.Shared.Catalog.FindAssembly("nanoFramework.M2Mqtt")!;

        Assert.AreEqual(new ApiPackage("nanoFramework.M2Mqtt", "5.1.220"), mqtt.Packages.Single());
        CollectionAssert.Contains(mqtt.Needs.ToArray(), "System.Net");
    }

    [TestMethod]
    public void Every_need_of_a_listing_has_a_listing()
    {
        ApiCatalog catalog = DeviceReferences.Shared.Catalog;

        Assert.IsEmpty(catalog.Listings.SelectMany(listing => listing.Needs).Where(need => catalog.FindAssembly(need) is null));
    }

    [TestMethod]
    public void A_line_that_is_no_member_stops_the_reading()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => ApiListing.Read(["# assembly Broken", "Broken.Thing"]));
    }

    private static IAssemblySymbol Assembly(ApiListing listing) =>
        Whole.SourceModule.ReferencedAssemblySymbols.Single(assembly => assembly.Name == listing.Assembly);

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? AllTypes(type).Prepend(type) : AllTypes(member));

    // Accessors belong to their property, and a struct has a constructor without parameters that nobody declared.
    private static bool IsListed(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected
        && !member.IsImplicitlyDeclared
        && member
            is IFieldSymbol
                or IPropertySymbol
                or IEventSymbol
                or IMethodSymbol
                {
                    MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion
                };
}
