using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Firmware.Tests.Tidy;

/// <summary>The house rules that a machine can hold: direction of dependencies, sizes, words.</summary>
[TestClass]
public class SourceRulesTests
{
    private const int FileLinesMax = 300;
    private const int LineColumnsMax = 140;

    private static readonly string Root = FindRoot();
    private static readonly string[] Folders = ["firmware", "firmware.tests", "hardware", "cloud-bridge"];

    [TestMethod]
    public void Core_knows_nothing_outside_itself()
    {
        Expect(Sources("firmware/Core"), line =>
            Regex.IsMatch(line, @"^using (?!System;|System\.Text;|System\.Collections;|Firmware\.Core)"));
    }

    [TestMethod]
    public void The_board_and_the_virtual_board_do_not_know_each_other()
    {
        Expect(Sources("firmware/Board"), line => line.Contains("using Hardware", StringComparison.Ordinal));
        Expect(Sources("hardware/virtual"), line =>
            line.Contains("using CloudBridge", StringComparison.Ordinal)
            || line.Contains("using Hardware.Bench", StringComparison.Ordinal)
            || line.Contains("using Firmware.Board", StringComparison.Ordinal));
    }

    [TestMethod]
    public void The_bridge_uses_of_the_core_only_prices_sessions_records_messages_and_light_patterns()
    {
        // The technician's page shows the lamps as they blink: the pattern is told by the charger's own code, or it would soon be another
        // one.
        Expect(new[] { "core", "web", "src" }.SelectMany(part => Sources("cloud-bridge/" + part)), line =>
            Regex.IsMatch(line, @"^using Firmware\.Core\.(Config|Logging|Metering|Wear)|^using Hardware"));
        Expect(new[] { "core", "web", "src" }.SelectMany(part => Sources("cloud-bridge/" + part)), line =>
            line.Contains("LightSequencer", StringComparison.Ordinal)
            && !line.Contains("LightSequencer.IdentifyMs", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_namespace_is_its_folder()
    {
        var wrong = new List<string>();
        foreach (string path in AllSources())
        {
            string? stated = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            if (stated is not null && !IsNamespaceOf(path, stated["namespace ".Length..].TrimEnd(';')))
            {
                wrong.Add($"{Relative(path)}: {stated}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void No_type_is_called_manager_helper_util_service_data_or_info()
    {
        Expect(AllSources(), line =>
            Regex.IsMatch(line, @"\b(class|struct|interface|enum|record) \w*(Manager|Helper|Util|Utils|Service|Data|Info)\b"));
    }

    [TestMethod]
    public void No_file_is_longer_than_300_lines()
    {
        string[] wrong = AllSources().Where(path => File.ReadLines(path).Count() > FileLinesMax).Select(Relative).ToArray();
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void No_line_is_longer_than_140_columns()
    {
        string[] kinds = ["*.cs", "*.razor", "*.css", "*.js"];
        string[] wrong = [.. kinds.SelectMany(Written).SelectMany(path => LongLines(Relative(path), File.ReadLines(path)))];
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void A_planted_line_of_141_columns_is_named_with_its_file_its_number_and_its_length()
    {
        string[] lines = [new string('a', 140), new string('\u00e9', 140), new string('a', 139) + "  "];

        Assert.AreEqual("planted.css(3): 141 columns", LongLines("planted.css", lines).Single());
    }

    [TestMethod]
    public void No_line_puts_work_off()
    {
        Expect(AllSources(), line => Regex.IsMatch(line, @"//.*\b(TODO|FIXME|HACK|XXX)\b"));
    }

    private static bool IsNamespaceOf(string path, string stated)
    {
        string folder = Path.GetDirectoryName(Relative(path))!.Replace('\\', '/');
        string expected = folder
            .Replace("firmware.tests", "Firmware/Tests", StringComparison.Ordinal)
            .Replace("cloud-bridge/core", "CloudBridge/Core", StringComparison.Ordinal)
            .Replace("cloud-bridge/web", "CloudBridge/Web", StringComparison.Ordinal)
            .Replace("cloud-bridge/src", "CloudBridge", StringComparison.Ordinal)
            .Replace("cloud-bridge/benchmarks", "CloudBridge/Benchmarks", StringComparison.Ordinal)
            .Replace("cloud-bridge/tests", "CloudBridge/Tests", StringComparison.Ordinal)
            .Replace('/', '.');
        return string.Equals(stated, expected, StringComparison.OrdinalIgnoreCase);
    }

    private static void Expect(IEnumerable<string> paths, Func<string, bool> isWrong)
    {
        string[] wrong = paths
            .SelectMany(path =>
                File.ReadLines(path).Select((line, index) => (Line: line, Place: $"{Relative(path)}({index + 1}): {line.Trim()}")))
            .Where(found => isWrong(found.Line))
            .Select(found => found.Place)
            .ToArray();
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static IEnumerable<string> LongLines(string path, IEnumerable<string> lines)
    {
        return lines
            .Select((line, index) => (line.Length, Number: index + 1))
            .Where(line => line.Length > LineColumnsMax)
            .Select(line => $"{path}({line.Number}): {line.Length} columns");
    }

    private static IEnumerable<string> AllSources() => Folders.SelectMany(Sources);

    private static IEnumerable<string> Sources(string folder)
    {
        return Files(folder, "*.cs").Where(file => !file.EndsWith("SourceRulesTests.cs", StringComparison.Ordinal));
    }

    // Minified scripts are others' and stay as they are published.
    private static IEnumerable<string> Written(string kind)
    {
        return Folders.SelectMany(folder => Files(folder, kind)).Where(file => !file.EndsWith(".min.js", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files(string folder, string kind)
    {
        string path = Path.Combine(Root, folder);
        return !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, kind, SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, @"[/\\](obj|bin)[/\\]"));
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        DirectoryInfo folder = new FileInfo(thisFile).Directory!;
        while (!File.Exists(Path.Combine(folder.FullName, "ChargeAgent.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
