using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firmware.Core.Provisioning;
using Hardware.Virtual;

namespace Firmware.Tests.Board;

/// <summary>What hardware/board/README.md shows of log, console and settings is what the firmware writes and takes.</summary>
[TestClass]
public class SerialConsolePageTests
{
    private const string Page = "README.md";

    [TestMethod]
    public void The_sample_log_is_what_the_agent_writes()
    {
        Assert.AreEqual(string.Join('\n', SampleCharger.Log()), string.Join('\n', BoardPages.Block(Page, "sample log")));
    }

    [TestMethod]
    public void Each_line_of_the_sample_log_has_uptime_level_source_and_text()
    {
        // 0000012.300 N status   Available -> Preparing
        foreach (string line in BoardPages.Block(Page, "sample log"))
        {
            Assert.IsTrue(Regex.IsMatch(line, @"^\d{7}\.\d{3} [NWE] [a-z]+ *(?<=^.{22}) \S.*$"), line);
        }
    }

    [TestMethod]
    public void The_sample_console_is_what_the_console_answers()
    {
        string[] shown = BoardPages.Block(Page, "sample console");
        string[] typed = shown.Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]).ToArray();
        Assert.AreEqual(string.Join('\n', SampleCharger.Transcript(typed)), string.Join('\n', shown));
    }

    [TestMethod]
    public void Each_command_of_the_help_stands_in_the_page_and_no_other()
    {
        string help = string.Join(' ', SampleCharger.Transcript(["help"]));
        string[] commands = BoardPages.Table(Page, "Command").Select(row => row[0].Split(' ')[0]).Distinct().ToArray();
        foreach (string command in commands)
        {
            Assert.IsTrue(command == "help" || Regex.IsMatch(help, $@"\b{command}\b"), $"help names {command}");
            string[] answer = SampleCharger.Transcript([command]);
            Assert.DoesNotContain("unknown command: type help", answer, command);
        }

        foreach (
            string command in new[]
            {
                "status",
                "faults",
                "selftest",
                "journal",
                "tariff",
                "settings",
                "unlock",
                "lock",
                "set",
                "calibrate",
                "save",
                "reboot",
                "help",
            })
        {
            Assert.Contains(command, commands);
        }
    }

    [TestMethod]
    public void The_example_of_agent_json_is_taken_by_the_firmware()
    {
        AgentSettings? settings = Example();
        Assert.IsNotNull(settings);
        Assert.IsNull(settings.FindDefect());
        Assert.IsTrue(settings.HasSplitFrontEnd);
        Assert.AreEqual(50800, settings.Agent.Calibration.DividerRatioPerMille);
    }

    [TestMethod]
    public void The_example_of_agent_json_has_every_setting_and_no_other()
    {
        string kept = Encoding.UTF8.GetString(SettingsText.ToKeep(Example()!)!);
        Assert.AreEqual(Paths(kept), Paths(string.Join('\n', BoardPages.Block(Page, "agent.json"))));
    }

    private static AgentSettings? Example() =>
        new SystemTextJsonReader().Read(
            Encoding.UTF8.GetBytes(string.Join('\n', BoardPages.Block(Page, "agent.json"))),
            typeof(AgentSettings)
        ) as AgentSettings;

    private static string Paths(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join('\n', PathsOf("", document.RootElement).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> PathsOf(string path, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => PathsOf(path + "." + member.Name, member.Value))
            : [path];
}
