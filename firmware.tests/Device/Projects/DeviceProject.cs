using Firmware.Tests.Device.References;

namespace Firmware.Tests.Device.Projects;

/// <summary>Whether an .nfproj is consistent with itself, with the disk and with the device's packages.</summary>
public static class DeviceProject
{
    public static IReadOnlyList<Defect> Check(ProjectFile project) =>
        project.Unread
            .Concat(SourceListCheck.Check(project))
            .Concat(new PackageCheck(project, DeviceReferences.Shared.Catalog).Check())
            .Concat(Language(project))
            .ToArray();

    // NFProjectSystem.Default.props says 9.0, which has no file-scoped namespaces. Versions after 10 make the compiler
    // write attribute types into the assembly that the device's own libraries never had.
    private static IEnumerable<Defect> Language(ProjectFile project) =>
        project.Properties
            .Where(properties => properties["LangVersion"] is not ("10" or "10.0"))
            .Select(properties => new Defect(
                project.Path,
                1,
                1,
                ProjectRules.WrongLanguage,
                $"LangVersion is {properties["LangVersion"]}; instead set <LangVersion>10.0</LangVersion> for every configuration"))
            .Distinct();
}
