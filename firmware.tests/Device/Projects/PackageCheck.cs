using System.Text.RegularExpressions;

using Firmware.Tests.Device.References;

namespace Firmware.Tests.Device.Projects;

/// <summary>Compares references, hint paths and packages.config with each other and with the listings' pins.</summary>
internal sealed partial class PackageCheck(ProjectFile project, ApiCatalog catalog)
{
    private readonly IReadOnlyList<PackageItem> _packages = project.ReadPackages();
    private readonly HashSet<string> _referenced = [.. project.References.Select(reference => reference.Assembly)];

    public IEnumerable<Defect> Check() =>
        project.References.SelectMany(CheckReference)
            .Concat(RepeatedReferences())
            .Concat(MissingReferences())
            .Concat(_packages.SelectMany(CheckPackage));

    private IEnumerable<Defect> CheckReference(ReferenceItem reference)
    {
        ApiListing? listing = catalog.FindAssembly(reference.Assembly);
        if (listing is null)
        {
            yield return At(
                reference,
                ProjectRules.UnknownAssembly,
                $"no listing in the folder api describes {reference.Assembly}; instead add its listing, or use another assembly");
            yield break;
        }

        Match hint = HintShape().Match(reference.HintPath ?? "");
        if (!hint.Success || hint.Groups["assembly"].Value != reference.Assembly)
        {
            yield return At(
                reference,
                ProjectRules.WrongHintPath,
                $"the hint path \"{reference.HintPath}\" is not packages\\ID.VERSION\\lib\\{reference.Assembly}.dll or .exe");
            yield break;
        }

        string id = hint.Groups["id"].Value;
        string version = hint.Groups["version"].Value;
        if (listing.Packages.All(package => package.Id != id))
        {
            string right = string.Join(" or ", listing.Packages.Select(package => package.Id));
            yield return At(
                reference,
                ProjectRules.WrongHintPath,
                $"{id} does not bring {reference.Assembly}; instead use {right}");
        }
        else if (!_packages.Any(package => package.Id == id && package.Version == version))
        {
            yield return At(
                reference,
                ProjectRules.PackageNotInstalled,
                $"the hint path of {reference.Assembly} wants {id} {version}, packages.config does not install that");
        }
    }

    private IEnumerable<Defect> RepeatedReferences() =>
        project.References.GroupBy(reference => reference.Assembly).SelectMany(same => same.Skip(1))
            .Select(reference => At(reference, ProjectRules.ListedTwice, $"{reference.Assembly} is referenced a second time"));

    // The device loads what is deployed, and the project deploys what it references: an assembly that another one
    // needs is missed at the start of the program, not by the compiler.
    private IEnumerable<Defect> MissingReferences() =>
        project.References
            .SelectMany(reference => NeedsOf(reference).Select(needed => (Needed: needed, By: reference)))
            .Where(pair => !_referenced.Contains(pair.Needed))
            .DistinctBy(pair => pair.Needed)
            .Select(pair => At(
                pair.By,
                ProjectRules.MissingReference,
                $"{pair.By.Assembly} needs {pair.Needed}, which the project does not reference"));

    private IReadOnlyList<string> NeedsOf(ReferenceItem reference) => catalog.FindAssembly(reference.Assembly)?.Needs ?? [];

    private IEnumerable<Defect> CheckPackage(PackageItem package)
    {
        ApiPackage? pin = catalog.Listings.SelectMany(listing => listing.Packages)
            .FirstOrDefault(known => known.Id == package.Id);
        if (pin is null)
        {
            yield return At(
                package,
                ProjectRules.UnknownPackage,
                $"no listing in the folder api comes from the package {package.Id}");
            yield break;
        }

        if (!pin.Brings(package.Version))
        {
            yield return At(
                package,
                ProjectRules.WrongPackageVersion,
                $"the API of {package.Id} was listed for {pin.Version}, not {package.Version}; instead pin that, or list anew");
        }

        if (!project.References.Any(reference => IsFrom(package, reference)))
        {
            yield return At(
                package,
                ProjectRules.UnusedPackage,
                $"no reference uses {package.Id} {package.Version}");
        }
    }

    private static bool IsFrom(PackageItem package, ReferenceItem reference) =>
        HintShape().Match(reference.HintPath ?? "").Groups["id"].Value == package.Id;

    private Defect At(ReferenceItem reference, string id, string message) =>
        new(project.Path, reference.Line, 1, id, message);

    private Defect At(PackageItem package, string id, string message) =>
        new(project.PackagesPath, package.Line, 1, id, message);

    [GeneratedRegex(@"(?:^|/)packages/(?<id>[^/]+?)\.(?<version>\d+\.\d[^/]*)/lib/(?:[^/]+/)?(?<assembly>[^/]+)\.(?:dll|exe)$")]
    private static partial Regex HintShape();
}
