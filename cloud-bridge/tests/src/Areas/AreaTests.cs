using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Src.Areas;

/// <summary>The direction of the house: areas as a table, from the bottom up; each knows only itself and what stands before it.</summary>
[TestClass]
public class AreaTests
{
    private static readonly string[] Areas =
    [
        "CloudBridge.Core.Contract",
        "CloudBridge.Core.Foundation",
        "CloudBridge.Core.Tariffs",
        "CloudBridge.Core.Registry",
        "CloudBridge.Core.Billing",
        "CloudBridge.Core.Operations",
        "CloudBridge.Web.Access",
        "CloudBridge.Web.Http",
        "CloudBridge.Web.Ocpi",
        "CloudBridge.Web.Api",
        "CloudBridge.Web.Pages",
        "CloudBridge.Web.Server",
        "CloudBridge.Mqtt",
        "CloudBridge.HomeAssistant",
        "CloudBridge.Settings",
        "CloudBridge.Host",
        "CloudBridge.Commands",
        "CloudBridge",
    ];

    private static readonly (string Library, string[] Allowed)[] Libraries =
    [
        ("Microsoft.AspNetCore", ["CloudBridge.Web", "CloudBridge.Host", "CloudBridge.Commands"]),
        ("MQTTnet", ["CloudBridge.Mqtt", "CloudBridge.HomeAssistant"]),
        ("Dapper", ["CloudBridge.Core", "CloudBridge.Mqtt", "CloudBridge.HomeAssistant"]),
    ];

    private static readonly Lazy<HouseGraph> Bridge = new(() =>
    {
        List<(string, string)> sources =
        [
            .. Sources("cloud-bridge/core", "cloud-bridge/web", "cloud-bridge/src").Select(file => (file.Folder, file.Path)),
        ];
        return new HouseGraph("CloudBridge")
            .Read("CloudBridge.Core")
            .Read("CloudBridge.Web")
            .Read("cloud-bridge")
            .ReadConstants("CloudBridge.Core", sources)
            .ReadConstants("CloudBridge.Web", sources)
            .ReadConstants("cloud-bridge", sources);
    });

    private static string Root => Path.GetFullPath(Path.Combine(Here(), "../../../.."));

    [TestMethod]
    public void No_folder_of_the_bridge_knows_one_above_it()
    {
        AssertNone(HouseRules.FindUpward(Areas, Bridge.Value.Arrows));
    }

    [TestMethod]
    public void There_is_no_circle_among_the_folders_of_the_bridge()
    {
        AssertNone(HouseRules.FindCircles(Bridge.Value.Arrows));
        Console.WriteLine($"bridge: {Bridge.Value.Folders.Count} folders, {Bridge.Value.Arrows.Count} arrows");
    }

    [TestMethod]
    [DataRow("Firmware.Core", "firmware/Core", "Firmware.Core")]
    [DataRow("Hardware.Virtual", "hardware/virtual", "Hardware.Virtual")]
    [DataRow("Hardware.Bench", "hardware/bench", "bench")]
    public void There_is_no_circle_among_the_folders_of_firmware_virtual_charger_and_bench(string root, string directory, string assembly)
    {
        List<(string, string)> sources = [.. Sources(directory).Select(file => (file.Folder, file.Path))];
        HouseGraph graph = new HouseGraph(root).Read(assembly).ReadConstants(assembly, sources);

        AssertNone(HouseRules.FindCircles(graph.Arrows));
        Console.WriteLine($"{root}: {graph.Folders.Count} folders, {graph.Arrows.Count} arrows");
    }

    [TestMethod]
    public void Libraries_are_named_only_where_the_table_says()
    {
        AssertNone(Libraries.SelectMany(row => HouseRules.FindStrangers(row.Library, row.Allowed, Bridge.Value.Libraries)));
    }

    [TestMethod]
    public void Each_table_of_the_database_is_written_by_one_folder()
    {
        AssertNone(
            HouseRules.FindSecondWriters(
                Sources("cloud-bridge/core", "cloud-bridge/web", "cloud-bridge/src")
                    .Select(file => (file.Folder, File.ReadAllText(file.Path)))));
    }

    [TestMethod]
    public void A_namespace_is_its_folder()
    {
        AssertNone(
            Sources("cloud-bridge/core", "cloud-bridge/web", "cloud-bridge/src", "firmware/Core", "hardware/virtual", "hardware/bench")
                .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
                .Select(file =>
                    (file.Path, file.Folder, Said: Regex.Match(File.ReadAllText(file.Path), @"(?m)^namespace ([\w.]+);").Groups[1].Value))
                .Where(file => file.Said.Length > 0 && file.Said != file.Folder)
                .Select(file => $"{file.Path} says {file.Said} and lies in {file.Folder}"));
    }

    [TestMethod]
    public void A_planted_arrow_upward_is_found()
    {
        Arrow planted = new("CloudBridge.Core.Foundation.Words", "CloudBridge.Core.Billing.Bills", "Quantity");

        Assert.AreEqual(
            "CloudBridge.Core.Foundation.Words knows CloudBridge.Core.Billing.Bills, which stands above it: Quantity",
            HouseRules.FindUpward(Areas, [planted]).Single());
        Assert.AreEqual(
            "CloudBridge.Elsewhere.X stands in no area of the table",
            HouseRules.FindUpward(Areas, [planted with { From = "CloudBridge.Elsewhere.X" }]).Single());
    }

    [TestMethod]
    public void A_planted_circle_is_found_from_each_of_its_folders()
    {
        Arrow[] planted = [new("A", "B", ""), new("B", "C", ""), new("C", "A", ""), new("D", "A", "")];

        CollectionAssert.AreEqual(
            new[] { "A -> B -> C -> A", "B -> C -> A -> B", "C -> A -> B -> C" },
            HouseRules.FindCircles(planted).ToArray());
    }

    [TestMethod]
    public void A_planted_library_is_found()
    {
        Assert.AreEqual(
            "CloudBridge.Core.Billing.Bills names MQTTnet.Server, which only CloudBridge.Mqtt may",
            HouseRules
                .FindStrangers(
                    "MQTTnet",
                    ["CloudBridge.Mqtt"],
                    [("CloudBridge.Core.Billing.Bills", "MQTTnet.Server"), ("CloudBridge.Mqtt", "MQTTnet")])
                .Single());
    }

    [TestMethod]
    [DataRow("INSERT INTO bill (number) VALUES (1)")]
    [DataRow("UPDATE bill SET number = 1")]
    [DataRow("DELETE FROM bill WHERE number = 1")]
    public void A_planted_second_writer_of_a_table_is_found(string sql)
    {
        Assert.AreEqual(
            "bill is written by A and B",
            HouseRules.FindSecondWriters([("A", "INSERT INTO bill (number)"), ("B", sql), ("C", "SELECT 1 FROM bill")]).Single());
    }

    private static IEnumerable<(string Folder, string Path)> Sources(params string[] directories)
    {
        return directories.SelectMany(directory => Directory.EnumerateFiles(Path.Combine(Root, directory), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !Regex.IsMatch(path, "/(obj|bin)/"))
            .Select(path => (FolderOf(directory, path), path)));
    }

    private static string FolderOf(string directory, string path)
    {
        string root = directory switch
        {
            "cloud-bridge/core" => "CloudBridge.Core",
            "cloud-bridge/web" => "CloudBridge.Web",
            "cloud-bridge/src" => "CloudBridge",
            "firmware/Core" => "Firmware.Core",
            "hardware/virtual" => "Hardware.Virtual",
            _ => "Hardware.Bench",
        };
        string below = Path.GetRelativePath(Path.Combine(Root, directory), Path.GetDirectoryName(path)!);
        return below == "." ? root : root + "." + below.Replace('/', '.');
    }

    private static string Here([CallerFilePath] string thisFile = "")
    {
        return Path.GetDirectoryName(thisFile)!;
    }

    private static void AssertNone(IEnumerable<string> broken)
    {
        string[] all = [.. broken.Order(StringComparer.Ordinal)];
        Assert.IsEmpty(all, string.Join('\n', all));
    }
}
