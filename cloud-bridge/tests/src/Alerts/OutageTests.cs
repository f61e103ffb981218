using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class OutageTests
{
    [TestMethod]
    public async Task A_charger_that_is_away_for_two_minutes_is_told_once_and_over_when_it_stays_back_for_a_minute()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        await stage.WaitAsync(10);
        stage.Offline("c1");
        await stage.WaitAsync(115);
        Assert.IsEmpty(stage.Told(), "a minute and 55 seconds are within the grace");
        await stage.WaitAsync(5);
        await stage.WaitAsync(600);
        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());

        // It ran for ten days: only the way to it was cut, for 12 minutes.
        stage.Online("c1");
        await stage.WaitAsync(55);
        Assert.HasCount(1, stage.Told());
        await stage.WaitAsync(5);
        CollectionAssert.AreEqual(
            new[] { "Raised ChargerOffline charger/c1", "Cleared ChargerOffline charger/c1" },
            stage.Told().ToArray());
        Incident incident = stage.Only(IncidentKind.ChargerOffline);
        Assert.AreEqual(OutageVerdict.NetworkOnly, incident.Facts.Verdict);
        Assert.AreEqual(720000, incident.DurationMs(0), "from the last will to the return, not to the moment of the telling");
        Assert.AreEqual(IncidentSeverity.Warning, incident.Severity);
    }

    [TestMethod]
    public async Task A_charger_alone_that_booted_was_down()
    {
        await using JudgeStage stage = new();
        stage.AddSite("yard");
        stage.AddCharger("c1", "yard");
        stage.AddCharger("c2", "yard");
        stage.Online("c1", bootCount: 4);
        stage.Online("c2");
        await stage.PassAsync();
        stage.Offline("c1");
        await stage.WaitAsync(200);
        stage.Online("c1", bootCount: 5, uptimeMs: 20000);
        await stage.WaitAsync(60);

        Assert.AreEqual("1 Cleared ChargerOffline; 1 Raised ChargerOffline", stage.Summary());
        Assert.AreEqual(OutageVerdict.ChargerDown, stage.Only(IncidentKind.ChargerOffline).Facts.Verdict);
    }

    [TestMethod]
    public async Task A_session_is_told_after_one_minute_with_energy_and_cost_so_far_and_goes_on()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "olga");
        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.PassAsync();
        stage.Offline("c1");
        await stage.WaitAsync(60);

        CollectionAssert.AreEqual(
            new[] { "Raised SessionInterrupted session/c1-7", "Raised ChargerOffline charger/c1" },
            stage.Told().ToArray());
        Incident interrupted = stage.Only(IncidentKind.SessionInterrupted);
        Assert.AreEqual("olga", interrupted.AccountId);
        Assert.AreEqual(2000000, interrupted.Facts.EnergyMilliwattHours);
        Assert.AreEqual(720000, interrupted.Facts.CostInclMicros);
        Assert.AreEqual("EUR", interrupted.Facts.Currency);
        Assert.IsNull(stage.Only(IncidentKind.ChargerOffline).AccountId, "olga is told once, of the session");

        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.WaitAsync(60);
        Assert.AreEqual(
            "1 Cleared ChargerOffline; 1 Cleared SessionInterrupted; 1 Raised ChargerOffline; 1 Raised SessionInterrupted",
            stage.Summary());
    }

    [TestMethod]
    public async Task A_session_that_is_billed_is_not_interrupted_any_more()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.PassAsync();
        stage.Offline("c1");
        await stage.WaitAsync(60);
        stage.Online("c1", "Available", bootCount: 2, uptimeMs: 9000);
        stage.Sum("c1", 7);
        await stage.PassAsync();

        CollectionAssert.Contains(stage.Told().ToArray(), "Cleared SessionInterrupted session/c1-7");

        // The last live value stays on the board, and is of a session that is over.
        await stage.WaitAsync(120);
        stage.Offline("c1");
        await stage.WaitAsync(600);
        Assert.AreEqual(1, stage.Number("SELECT COUNT(*) FROM incident WHERE kind = 'SessionInterrupted'"));
    }

    [TestMethod]
    public async Task A_charger_that_said_that_it_has_no_mains_and_then_goes_is_told_once()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        await stage.PassAsync();
        stage.Tell("c1", (int)FaultCode.MainsLost);
        await stage.WaitAsync(20);
        stage.Offline("c1");
        await stage.WaitAsync(600);
        stage.Online("c1", bootCount: 2, uptimeMs: 5000);
        stage.Tell("c1", (int)FaultCode.MainsLost, false);
        await stage.WaitAsync(120);

        CollectionAssert.AreEqual(new[] { "Raised PowerOutage charger/c1", "Cleared PowerOutage charger/c1" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_charger_that_was_away_for_days_when_it_was_first_looked_at_is_in_the_list_since_it_went()
    {
        await using JudgeStage stage = new();
        long goneMs = stage.Clock.Now.ToUnixTimeMilliseconds();
        stage.AddCharger("c1");
        stage.Offline("c1");
        stage.Clock.Now += TimeSpan.FromDays(2);
        await stage.WaitAsync(60);

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
        Assert.AreEqual(goneMs, stage.Only(IncidentKind.ChargerOffline).RaisedUtcMs);
        Assert.AreEqual(goneMs, stage.Number("SELECT at_utc_ms FROM incident_event"), "two days old: nobody gets a message of it");
    }

    [TestMethod]
    public async Task A_charger_whose_absence_a_version_before_held_back_is_in_the_list_since_it_went()
    {
        await using JudgeStage stage = new();
        long goneMs = stage.Clock.Now.ToUnixTimeMilliseconds();
        stage.AddCharger("c1");
        stage.Offline("c1");
        await stage.PassAsync();
        stage.Run("UPDATE charger_watch SET offline_incident_id = -1, due_utc_ms = NULL");
        stage.Clock.Now += TimeSpan.FromDays(2);
        await stage.WaitAsync(60);

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
        Assert.AreEqual(goneMs, stage.Only(IncidentKind.ChargerOffline).RaisedUtcMs);
    }
}
