using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage;
using Firmware.Core.Flash;
using Hardware.Bench.Chaos;
using Hardware.Bench.Tariffs;
using Hardware.Virtual;
using Spectre.Console;

namespace CloudBridge.Tests.Src.Chaos;

/// <summary>Defects that are put into a run on purpose: each is told by the figure that is there for it.</summary>
[TestClass]
public partial class PlantedDefectTests
{
    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task Receipts_before_a_commit_that_fails_lose_sessions()
    {
        LongRun.OrSkip();
        using BrokenBridge bridge = BrokenBridge.ThatAcknowledgesBeforeItCommits();

        ChaosOutcome outcome = await RunAsync(new ChaosParts { BridgeProgram = bridge.Program }, 40);

        Assert.IsGreaterThan(0, outcome.LostCount);
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task Without_the_unique_key_repeats_are_double()
    {
        LongRun.OrSkip();
        using BrokenBridge bridge = BrokenBridge.ThatTakesRepeats();

        ChaosOutcome outcome = await RunAsync(new ChaosParts { BridgeProgram = bridge.Program, Prepare = DropKeys }, 40);

        Assert.IsGreaterThan(0, outcome.DoubleCount);
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task Checkpoints_that_are_not_written_are_lost_energy_after_a_power_cut()
    {
        LongRun.OrSkip();
        ChaosOutcome outcome = await RunAsync(new ChaosParts { Flash = () => new FlashWithoutCheckpoints() }, 60);

        Assert.IsGreaterThan(0, outcome.LostCount);
        Assert.IsTrue(outcome.Defects.Any(defect => defect.Contains("less than a checkpoint for each power cut explains")));
        Assert.AreEqual(0, outcome.DoubleCount);
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task One_percent_on_each_price_of_energy_is_wrong_on_each_bill_that_has_some()
    {
        LongRun.OrSkip();
        ChaosOutcome outcome = await RunAsync(new ChaosParts { PublishedTariff = OnePercentMore }, 20);

        // A vehicle that takes nothing pays the fee alone, and that is right.
        Assert.IsGreaterThanOrEqualTo(outcome.BilledCount - 2, outcome.WrongMoneyCount);
        Assert.AreEqual(0, outcome.LostCount);
        Assert.AreEqual(0, outcome.OverbilledCount);
        Assert.AreEqual(0, outcome.UnverifiedCount);
    }

    private static async Task<ChaosOutcome> RunAsync(ChaosParts parts, int sessionCount)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        ChaosRun run = new(
            new ChaosSettings { ChargerCount = 3, SessionCount = sessionCount, Seed = 1 },
            console,
            output,
            errors
        ) { Parts = parts };
        Assert.AreEqual(1, await run.RunAsync(CancellationToken.None), $"{output}{errors}");
        Match kept = Kept().Match(errors.ToString());
        if (kept.Success)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(kept.Groups[1].Value, recursive: true);
        }

        Assert.IsNotNull(run.Outcome, errors.ToString());
        return run.Outcome;
    }

    private static byte[] OnePercentMore()
    {
        string tariff = Encoding.UTF8.GetString(TimeOfUseTariff.Read());
        return Encoding.UTF8.GetBytes(
            tariff.Replace("\"price\": 0.49,", "\"price\": 0.4949,")
                .Replace("\"price\": 0.24,", "\"price\": 0.2424,")
                .Replace("\"price\": 0.35,", "\"price\": 0.3535,"));
    }

    private static void DropKeys(Database database)
    {
        using DbConnection connection = database.Open();
        foreach (string table in new[] { "durable_record", "charging_session" })
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE plain AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE plain RENAME TO {table};";
            command.ExecuteNonQuery();
        }

        using DbCommand bills = connection.CreateCommand();
        bills.CommandText = "DROP INDEX bill_of_session";
        bills.ExecuteNonQuery();
    }

    [GeneratedRegex("are kept in (.+)")]
    private static partial Regex Kept();

    /// <summary>A chip that says it has written checkpoints and has not.</summary>
    private sealed class FlashWithoutCheckpoints : VirtualFlash
    {
        public override bool TryAppend(string name, byte[] buffer, int count)
        {
            bool isCheckpoint = name.StartsWith('s') && count > SegmentLog.FrameKindOffset
                && buffer[SegmentLog.FrameKindOffset] == (byte)RecordKind.Checkpoint;
            return isCheckpoint || base.TryAppend(name, buffer, count);
        }
    }
}
