using System.Globalization;
using System.Text.RegularExpressions;

namespace Firmware.Tests.Board;

/// <summary>Times of supervision: page, firmware and watchdog chip fit each other.</summary>
[TestClass]
public class SupervisionPageTests
{
    // MAX6373 with SET2 SET1 SET0 = 110: at least 10 s.
    private const int WatchdogMinMs = 10000;

    [TestMethod]
    public void The_page_states_the_supervisors_times()
    {
        string page = BoardPages.Text("README.md");
        Assert.Contains($"A supervisor looks every {Constant("PeriodMs")} ms", page);
        Assert.Contains(
            $"the tick has been silent for {Constant("TickSilenceMaxMs") / 1000} s or the link for {Constant("LinkSilenceMaxMs") / 1000} s",
            page);
    }

    [TestMethod]
    public void The_watchdog_is_kicked_often_enough_to_survive_a_slow_second()
    {
        // A hanging I2C bus stops the whole runtime for a second at each try.
        Assert.IsLessThan(WatchdogMinMs / 5, Constant("PeriodMs") + 1000);
    }

    [TestMethod]
    public void The_page_names_the_reason_of_an_unannounced_start()
    {
        string reason = Regex.Match(BoardPages.BoardSource("BootCause.cs"), "PowerUp = \"([^\"]+)\"").Groups[1].Value;
        Assert.Contains($"*{reason}*", BoardPages.Text("README.md"));
        Assert.EndsWith(reason, BoardPages.Block("README.md", "sample log")[0]);
    }

    [TestMethod]
    public void The_page_names_each_line_of_the_boards_self_test()
    {
        foreach (Match line in Regex.Matches(BoardPages.BoardSource("Esp32Board.cs"), "\"([a-z0-9]+) +[^\"]*\""))
        {
            if (line.Value.Length > 10 && line.Value[9] == ' ')
            {
                Assert.Contains($"`{line.Groups[1].Value}`", BoardPages.Text("README.md"));
            }
        }
    }

    private static int Constant(string name) =>
        int.Parse(
            Regex.Match(BoardPages.BoardSource("Supervisor.cs"), $@"const int {name} = (\d+);").Groups[1].Value,
            CultureInfo.InvariantCulture);
}
