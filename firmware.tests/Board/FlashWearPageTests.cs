using System.Globalization;
using System.Text.RegularExpressions;
using Firmware.Core;
using Firmware.Core.Config;
using Firmware.Core.Journal;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Board;

/// <summary>The flash wear arithmetic in hardware/board/README.md: sizes and counts are measured on a fake flash, the rest is worked out
/// again.</summary>
[TestClass]
public class FlashWearPageTests
{
    private const string Page = "README.md";
    private const int BlockBytes = 4096;
    private const int JournalSegments = 2;
    private const double EnduranceErases = 100000;
    private const double ErasesPerWrite = 1.1;

    private static readonly string[][] BlockRows = BoardPages.Table(Page, "Blocks for");

    [TestMethod]
    public void The_blocks_in_use_follow_from_the_segments()
    {
        // 8192 bytes are two blocks. Two segments of the session journal; of the outbox two when all is well, and at most 15.
        int blocksPerSegment = Outbox.SegmentBytesMax / BlockBytes;
        Assert.AreEqual(JournalSegments * blocksPerSegment, Blocks("session journal", 1));
        Assert.AreEqual(2 * blocksPerSegment, Blocks("outbox", 1));
        Assert.AreEqual(Outbox.SegmentCountMax * blocksPerSegment, Blocks("outbox", 2));
        for (int column = 1; column <= 2; column++)
        {
            int used = BlockRows[..^2].Sum(row => int.Parse(row[column], CultureInfo.InvariantCulture));
            Assert.AreEqual(used, Blocks("in use", column));
            Assert.AreEqual((256 * 1024 / BlockBytes) - used, Blocks("free", column));
        }
    }

    [TestMethod]
    public void The_worst_case_is_what_the_boards_flash_store_allows()
    {
        int blocksMax = Number(Regex.Match(BoardPages.BoardSource("FlashStore.cs"), @"BlocksMax = (\d+)").Groups[1].Value);
        int files = new[] { "settings, two slots", "tariff, two slots", "session journal", "outbox" }.Sum(name => Blocks(name, 2));

        // LittleFS keeps files as short as these in the directory's block, and so does the store's own account: 52 of its 54 are taken.
        Assert.AreEqual(0, Blocks("journal counters, two slots", 2));
        Assert.AreEqual(0, Blocks("wear counters, two slots", 2));
        Assert.IsLessThanOrEqualTo(blocksMax, files + 2);
    }

    [TestMethod]
    public void Each_row_of_the_life_table_is_what_a_day_of_charging_writes()
    {
        string[][] rows = BoardPages.Table(Page, "Rated power");
        Assert.IsGreaterThanOrEqualTo(5, rows.Length);
        foreach (string[] row in rows)
        {
            int kilowatts = Number(row[0]);
            int writes = WritesOfDay(kilowatts, Number(row[1]), Number(row[2]));
            Assert.AreEqual(writes, Number(row[3]), writes * 0.02, $"{kilowatts} kW, {row[1]}, {row[2]}: writes a day");

            double years = EnduranceErases * Blocks("free", 1) / (Number(row[3]) * ErasesPerWrite * 365);
            Assert.AreEqual(years, double.Parse(row[4].Split(' ')[0], CultureInfo.InvariantCulture), 0.05, $"{kilowatts} kW: years");
        }
    }

    [TestMethod]
    public void The_records_have_the_sizes_that_are_stated()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        charger.Run(5000);
        FakeFlash flash = charger.Board.FakeFlash;
        AssertSize(flash, "begin of a session", () => { charger.Board.Lines |= ConnectorInputs.PlugPresent; charger.Run(400); });
        AssertSize(flash, "wear counters", () => { charger.Plug(); charger.Run(1000); });
        charger.Draw(32000);
        charger.Run(90000);

        // 7.36 kW are 100 Wh in 48.9 s.
        AssertSize(flash, "checkpoint", () => charger.Run(49000));
        charger.Draw(0);
        charger.Run(20000);
        AssertSizeWithCounters(flash, "session summary", () => { charger.Unplug(); charger.Run(1000); });
        charger.Run(30000);
        AssertSizeWithCounters(
            flash,
            "alert with snapshot",
            () => { charger.Board.Lines |= ConnectorInputs.EmergencyStop; charger.Run(300); });
    }

    [TestMethod]
    public void The_intervals_that_the_page_names_are_the_defaults()
    {
        AgentConfig config = new AgentConfig();
        Match match = Regex.Match(BoardPages.Text(Page), @"each (\d+) s or each (\d+) Wh");
        Assert.AreEqual(config.CheckpointIntervalMs, 1000 * Number(match.Groups[1].Value));
        Assert.AreEqual(config.CheckpointEnergyMilliwattHours, 1000 * Number(match.Groups[2].Value));
    }

    private static int Blocks(string name, int column) =>
        int.Parse(BlockRows.Single(row => row[0] == name)[column], CultureInfo.InvariantCulture);

    private static int Number(string cell) => int.Parse(Regex.Match(cell.Replace(" ", ""), @"\d+").Value, CultureInfo.InvariantCulture);

    /// <summary>The size of the one record that is written meanwhile, in bytes, against the page; a record may grow by a byte or two with
    /// the register.</summary>
    private static void AssertSize(FakeFlash flash, string record, Action write)
    {
        flash.ResetCounters();
        write();
        Assert.AreEqual(1, flash.WriteCount, record);
        Assert.AreEqual(Stated(record), flash.BytesWritten, Stated(record) * 0.1, record);
    }

    /// <summary>The same of a durable record, behind which the counters are written.</summary>
    private static void AssertSizeWithCounters(FakeFlash flash, string record, Action write)
    {
        flash.ResetCounters();
        write();
        Assert.AreEqual(2, flash.WriteCount, record);

        // The slot that is written again is deleted first, which counts as a byte.
        int counters = Stated("journal counters");
        string newer = flash.LengthOf("state-a") > flash.LengthOf("state-b") ? "state-a" : "state-b";
        Assert.AreEqual(counters, flash.LengthOf(newer), counters * 0.1);
        Assert.AreEqual(Stated(record), flash.BytesWritten - flash.LengthOf(newer) - 1, Stated(record) * 0.1, record);
    }

    private static int Stated(string record) => Number(BoardPages.Table(Page, "Record").Single(row => row[0] == record)[1]);

    /// <summary>Writes of one session at rated power, 400 V, from plug to unplug.</summary>
    private static int WritesOfDay(int kilowatts, int checkpointMilliwattHours, int hours)
    {
        FakeBoard board = new FakeBoard { BusMillivolts = 8000 };
        AgentConfig config = new AgentConfig
        {
            RatedPowerMilliwatts = kilowatts * 1000000L,
            RatedCurrentMilliamps = 500000,
            VoltageMaxMillivolts = 1000000,
            CheckpointEnergyMilliwattHours = checkpointMilliwattHours,
        };
        config.Calibration.ShuntMicroohms = 500;
        config.Calibration.DividerRatioPerMille = 50000;
        ChargeAgent agent = new ChargeAgent(config, board);
        agent.Start();
        Run(agent, board, 1000);
        board.FakeFlash.ResetCounters();
        board.Lines = TestCharger.PluggedAndClosed;
        board.ShuntMicrovolts = kilowatts * 1000 / 400 * 500;
        Run(agent, board, hours * 3600000L);
        board.ShuntMicrovolts = 0;
        board.Lines = ConnectorInputs.MainsPresent;
        Run(agent, board, 5000);
        return board.FakeFlash.WriteCount;
    }

    private static void Run(ChargeAgent agent, FakeBoard board, long durationMs)
    {
        for (long passedMs = 0; passedMs < durationMs; passedMs += 100)
        {
            board.FakeClock.Advance(100);
            agent.Tick();
        }
    }
}
