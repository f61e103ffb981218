using CloudBridge.Core.Operations.Incidents.Judging;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class JudgeTests
{
    [TestMethod]
    public async Task An_alert_that_meets_a_defect_does_not_keep_the_others_waiting()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Tell("c1", (int)FaultCode.OverVoltage);
        stage.Run("UPDATE alert SET message = 'no json', received_utc_ms = received_utc_ms - 1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);
        stage.Judge.Start();
        await Eventually.BecomesTrueAsync(() => stage.Told().Count > 0);

        CollectionAssert.AreEqual(new[] { "Raised ConnectorFault charger/c1 GroundFailure" }, stage.Told().ToArray());
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));
    }

    [TestMethod]
    public async Task What_is_older_than_a_day_raises_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        for (int i = 0; i < 300; i++)
        {
            stage.Tell("c1", (int)FaultCode.OverVoltage, i % 2 == 0);
        }

        stage.Clock.Now += TimeSpan.FromHours(25);
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));

        // A charger that was away tells late that a vehicle was full: nobody goes there any more.
        stage.Tell("c1", Alert.ChargeComplete, sessionNumber: 7, atUtcMs: stage.Clock.Now.AddHours(-7).ToUnixTimeMilliseconds());
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());
    }

    [TestMethod]
    public async Task Three_months_of_alerts_from_before_the_upgrade_raise_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);

        // As migration 13 left what was there before.
        stage.Run("UPDATE alert SET judged_utc_ms = received_utc_ms");
        await stage.WaitAsync(60);
        Assert.IsEmpty(stage.Told());
    }

    [TestMethod]
    public async Task A_pass_that_fails_in_its_middle_leaves_nothing_and_the_next_one_makes_all_of_it_once()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddCharger("c2");
        stage.Online("c1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);
        stage.Tell("c2", (int)FaultCode.GroundFailure);

        // The second event of the pass meets a refusal of the database.
        stage.Run("CREATE UNIQUE INDEX only_one ON incident_event (action)");
        await Assert.ThrowsAsync<System.Data.Common.DbException>(stage.Judge.PassAsync);
        stage.Run("DROP INDEX only_one");
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM incident"));
        Assert.AreEqual(2, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));
        Assert.IsEmpty(stage.Told());

        stage.Kill();
        await stage.PassAsync();
        stage.Kill();
        await stage.WaitAsync(60);
        Assert.AreEqual("2 Raised ConnectorFault", stage.Summary());
    }

    [TestMethod]
    public async Task A_kill_between_any_two_passes_of_an_outage_doubles_nothing_and_loses_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.PassAsync();
        stage.Kill();
        stage.Offline("c1");
        for (int i = 0; i < 40; i++)
        {
            await stage.WaitAsync(5);
            stage.Kill();
        }

        stage.Online("c1", "Charging");
        stage.Live("c1");
        for (int i = 0; i < 40; i++)
        {
            await stage.WaitAsync(5);
            stage.Kill();
        }

        Assert.AreEqual(
            "1 Cleared ChargerOffline; 1 Cleared SessionInterrupted; 1 Raised ChargerOffline; 1 Raised SessionInterrupted",
            stage.Summary());
    }

    [TestMethod]
    public async Task Two_judges_on_one_database_tell_everything_once()
    {
        await using JudgeStage stage = new();
        for (int i = 0; i < 40; i++)
        {
            stage.AddCharger($"c{i}");
            stage.Online($"c{i}");
        }

        await using IncidentJudge other = stage.NewJudge();
        await stage.PassAsync();
        for (int i = 0; i < 40; i++)
        {
            stage.Tell($"c{i}", (int)FaultCode.GroundFailure);
            stage.Offline($"c{i}");
        }

        // Both begin with the same work before them, again and again.
        for (int i = 0; i < 30; i++)
        {
            stage.Clock.Now += TimeSpan.FromSeconds(5);
            await Task.WhenAll(Task.Run(stage.Judge.PassAsync), Task.Run(other.PassAsync));
        }

        Assert.AreEqual("40 Raised ChargerOffline; 40 Raised ConnectorFault", stage.Summary());
    }

    [TestMethod]
    public async Task A_page_hears_of_a_status_that_another_bridge_took_after_a_clock_was_ahead()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        DateTimeOffset right = stage.Clock.Now;
        stage.Clock.Now = right.AddHours(5);
        stage.Online("c1");
        await stage.PassAsync();
        stage.Clock.Now = right;
        await stage.PassAsync();
        using ChangeFeed.Listener page = stage.Changes.Listen();
        stage.Online("c1", "Charging");
        await stage.PassAsync();

        Assert.IsTrue(page.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }
}
