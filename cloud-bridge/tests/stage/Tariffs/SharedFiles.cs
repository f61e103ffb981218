namespace CloudBridge.Tests.Stage.Tariffs;

/// <summary>The reference files that lie beside the project; where they do not, a test that needs them says so and is skipped.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file or folder in <c>shared</c>, found from the tests upwards.</summary>
    public static string Path(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        Assert.Inconclusive($"skipped: there is no shared/{relative} beside the project");
        return "";
    }

    /// <summary>All tariffs of the specification and the real one, by file name.</summary>
    public static IEnumerable<(string Name, byte[] Json)> Tariffs()
    {
        return Directory.GetFiles(Path("ocpi/tariffs"), "*.json")
            .Append(Path("data/sce-tou-ev-4.ocpi.json"))
            .Select(path => (System.IO.Path.GetFileName(path), File.ReadAllBytes(path)));
    }
}
