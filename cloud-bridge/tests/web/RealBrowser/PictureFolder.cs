using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>Where the pictures of the READMEs lie, and the command that makes them.</summary>
internal static partial class PictureFolder
{
    private const string Variable = "CHARGEAGENT_PICTURES";
    private const string Write = "write";

    private static readonly string Root = Above("ChargeAgent.sln");

    /// <summary>Whether pictures are made instead of compared.</summary>
    public static bool IsWriting => Environment.GetEnvironmentVariable(Variable) == Write;

    /// <summary>The path of a picture.</summary>
    public static string PathOf(string picture)
    {
        return Path.Combine(Root, picture);
    }

    /// <summary>What to do about a picture that shows something else.</summary>
    public static string Outdated(string picture)
    {
        string command = $"{Variable}={Write} dotnet test {Relative(Above("*.csproj"))} --filter Pictures";
        return $"{picture} no longer looks like what it shows. Make all pictures again, and look at them: {command}";
    }

    /// <summary>Pictures that the READMEs show, by their path in the repository.</summary>
    public static IEnumerable<string> Shown()
    {
        string[] folders = ["cloud-bridge", "firmware", "hardware"];
        IEnumerable<string> readmes = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "README.md", SearchOption.AllDirectories))
            .Append(Path.Combine(Root, "README.md"));
        foreach (string readme in readmes)
        {
            foreach (Match match in Picture().Matches(File.ReadAllText(readme)))
            {
                yield return Relative(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(readme)!, match.Groups[1].Value)));
            }
        }
    }

    private static string Relative(string path)
    {
        return Path.GetRelativePath(Root, path).Replace('\\', '/');
    }

    private static string Above(string file, [CallerFilePath] string thisFile = "")
    {
        DirectoryInfo folder = new FileInfo(thisFile).Directory!;
        while (folder.GetFiles(file).Length == 0)
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]+)\)")]
    private static partial Regex Picture();
}
