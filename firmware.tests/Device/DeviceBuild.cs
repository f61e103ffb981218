using Firmware.Tests.Device.Projects;
using Firmware.Tests.Device.Rules;

namespace Firmware.Tests.Device;

/// <summary>
/// The whole check of one device project: is it consistent, does it compile against the device's API, and does it keep
/// to what the device runs? It never runs a device; what only a board can show is not shown here.
/// </summary>
public static class DeviceBuild
{
    public static IReadOnlyList<Defect> Check(string nfprojPath)
    {
        ProjectFile project = ProjectFile.Read(nfprojPath);
        var defects = new List<Defect>(DeviceProject.Check(project));

        // Debug and Release differ in their constants, so either can hide a defect from the other.
        foreach (BuildProperties properties in project.Properties)
        {
            DeviceCompilation compilation = DeviceCompilation.OfProject(project, properties);
            defects.AddRange(compilation.Errors().Select(error => error.File.Length > 0 ? error : error with { File = project.Path }));
            defects.AddRange(DeviceRules.Check(compilation.Compilation, path => IsCore(path, project)));
        }

        return defects.Distinct()
            .OrderBy(defect => defect.File, StringComparer.Ordinal).ThenBy(defect => defect.Line).ThenBy(defect => defect.Column)
            .ToArray();
    }

    // Only folders inside the product count: a checkout may itself stand in a folder called Core.
    private static bool IsCore(string path, ProjectFile project) =>
        Path.GetRelativePath(Path.GetDirectoryName(project.Folder)!, path).Replace('\\', '/').Split('/')[..^1].Contains("Core");
}
