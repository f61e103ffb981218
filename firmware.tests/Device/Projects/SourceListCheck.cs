namespace Firmware.Tests.Device.Projects;

/// <summary>Compares the files a project lists with the files on disk, both ways.</summary>
internal static class SourceListCheck
{
    private static readonly string[] BuiltFolders = ["bin", "obj", "packages"];

    public static IEnumerable<Defect> Check(ProjectFile project) =>
        MissingFiles(project).Concat(ListedTwice(project)).Concat(Unlisted(project));

    private static IEnumerable<Defect> MissingFiles(ProjectFile project) =>
        project.Sources.Where(source => !File.Exists(source.Path))
            .Select(source => At(source, ProjectRules.MissingFile, $"{source.Path} is listed and not on disk"));

    private static IEnumerable<Defect> ListedTwice(ProjectFile project) =>
        project.Sources.GroupBy(source => source.Path).SelectMany(same => same.Skip(1))
            .Select(source => At(source, ProjectRules.ListedTwice, $"{source.Path} is listed a second time"));

    // The project answers for its own folder, a shared list for the folder it stands in.
    private static IEnumerable<Defect> Unlisted(ProjectFile project)
    {
        var listed = project.Sources.Select(source => source.Path).ToHashSet(StringComparer.Ordinal);
        return project.SharedLists.Prepend(project.Path)
            .SelectMany(list => SourcesBelow(Path.GetDirectoryName(list)!, list)
                .Where(source => !listed.Contains(source))
                .Select(source => new Defect(list, 1, 1, ProjectRules.UnlistedFile, $"{source} is on disk and not listed")))
            .DistinctBy(defect => defect.Message);
    }

    private static IEnumerable<string> SourcesBelow(string folder, string list)
    {
        foreach (string source in Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            yield return source;
        }

        IEnumerable<string> folders = Directory.GetDirectories(folder).Where(child => BelongsTo(child, list));
        foreach (string source in folders.Order(StringComparer.Ordinal).SelectMany(child => SourcesBelow(child, list)))
        {
            yield return source;
        }
    }

    private static bool BelongsTo(string folder, string list) =>
        !BuiltFolders.Contains(Path.GetFileName(folder))
        && !Path.GetFileName(folder).StartsWith('.')
        && !Directory.GetFiles(folder).Any(file => file != list && IsProject(file));

    private static bool IsProject(string file) => Path.GetExtension(file) is ".nfproj" or ".csproj" or ".projitems";

    private static Defect At(SourceItem source, string id, string message) =>
        new(source.ListedIn, source.Line, 1, id, message);
}
