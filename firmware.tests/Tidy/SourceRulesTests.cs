using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Firmware.Tests.Tidy;

/// <summary>The house rules that a machine can hold: direction of dependencies, sizes, words.</summary>
[TestClass]
public class SourceRulesTests
{
    private const int FileLinesMax = 300;

    private static readonly string Root = FindRoot();

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

    private static IEnumerable<string> AllSources() =>
        new[] { "firmware", "firmware.tests", "hardware", "cloud-bridge" }.SelectMany(Sources);

    private static IEnumerable<string> Sources(string folder)
    {
        string path = Path.Combine(Root, folder);
        return !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, @"[/\\](obj|bin)[/\\]") && !file.EndsWith("SourceRulesTests.cs", StringComparison.Ordinal));
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
