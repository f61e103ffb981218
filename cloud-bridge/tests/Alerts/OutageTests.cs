using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Alerts;

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
    public async Task A_site_with_fifty_chargers_that_loses_power_is_one_incident_and_one_message_for_each_running_session()
    {
        await using JudgeStage stage = new();
        string[] ids = await stage.AddFiftyAsync();
        foreach (string id in ids[..3])
        {
            stage.Online(id, "Charging");
            stage.Live(id);
        }

        await stage.WaitAsync(30);

        // All wills within ten seconds; a charger of another site stays.
        stage.Offline(ids[..25]);
        await stage.WaitAsync(10);
        stage.Offline(ids[25..]);
        await stage.WaitAsync(900);

        // Back after a quarter of an hour, all booted; the sessions go on where the plug is still in.
        foreach (string id in ids)
        {
            stage.Online(id, id == ids[0] ? "Charging" : "Available", bootCount: 2, uptimeMs: 15000);
        }

        stage.Live(ids[0]);
        stage.Sum(ids[1], 7);
        stage.Sum(ids[2], 7);
        await stage.WaitAsync(300);

        Assert.AreEqual(
            "3 Cleared SessionInterrupted; 1 Cleared SiteOffline; 3 Raised SessionInterrupted; 1 Raised SiteOffline",
            stage.Summary());
        Incident site = stage.Only(IncidentKind.SiteOffline);
        Assert.AreEqual(OutageVerdict.PowerCut, site.Facts.Verdict);
        Assert.AreEqual(50, site.Facts.ChargerCount);
        Assert.AreEqual(50, site.Facts.SiteChargerCount);
        Assert.AreEqual(IncidentSeverity.Critical, site.Severity);
        Assert.AreEqual(910000, site.DurationMs(0), "10 s between the wills, 900 s until the return");
    }

    [TestMethod]
    public async Task A_site_whose_chargers_ran_all_the_time_had_no_network_and_what_stays_away_gets_its_own_incident()
    {
        await using JudgeStage stage = new();
        string[] ids = await stage.AddFiftyAsync();
        stage.Offline(ids);
        await stage.WaitAsync(300);
        foreach (string id in ids[1..])
        {
            stage.Online(id);
        }

        await stage.WaitAsync(400);

        CollectionAssert.AreEqual(
            new[] { "Raised SiteOffline site/yard", "Cleared SiteOffline site/yard", $"Raised ChargerOffline charger/{ids[0]}" },
            stage.Told().ToArray());
        Assert.AreEqual(OutageVerdict.NetworkOnly, stage.Only(IncidentKind.SiteOffline).Facts.Verdict);
    }

    [TestMethod]
    public async Task A_charger_that_was_told_before_its_site_is_folded_into_the_site()
    {
        await using JudgeStage stage = new();
        stage.AddSite("yard");
        foreach (string id in new[] { "c1", "c2", "c3" })
        {
            stage.AddCharger(id, "yard");
            stage.Online(id);
        }

        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.PassAsync();

        // c1 is told after its minute; its neighbours follow 70 s after it and are told with it 120 s later.
        stage.Offline("c1");
        await stage.WaitAsync(70);
        stage.Offline("c2", "c3");
        await stage.WaitAsync(130);

        CollectionAssert.AreEqual(
            new[] { "Raised SessionInterrupted session/c1-7", "Raised ChargerOffline charger/c1", "Raised SiteOffline site/yard" },
            stage.Told().ToArray());
        Assert.IsFalse(stage.Only(IncidentKind.ChargerOffline).IsOpen, "it goes on as the site's, without a word");
        Assert.AreEqual(3, stage.Only(IncidentKind.SiteOffline).Facts.ChargerCount);
    }

    [TestMethod]
    public async Task Mains_that_go_at_a_whole_site_are_one_incident_of_the_site_and_each_session_is_told()
    {
        await using JudgeStage stage = new();
        string[] ids = await stage.AddFiftyAsync();
        stage.Online(ids[0], "Charging");
        stage.Live(ids[0]);
        await stage.PassAsync();
        foreach (string id in ids)
        {
            stage.Tell(id, (int)FaultCode.MainsLost, sessionNumber: id == ids[0] ? 7 : 0);
        }

        await stage.WaitAsync(300);
        Assert.AreEqual("1 Raised PowerOutage; 1 Raised SessionInterrupted", stage.Summary());
        foreach (string id in ids)
        {
            stage.Tell(id, (int)FaultCode.MainsLost, false);
        }

        await stage.WaitAsync(5);
        stage.Live(ids[0]);
        await stage.WaitAsync(70);
        Assert.AreEqual(
            "1 Cleared PowerOutage; 1 Cleared SessionInterrupted; 1 Raised PowerOutage; 1 Raised SessionInterrupted",
            stage.Summary());
        Assert.AreEqual("site/yard", stage.Only(IncidentKind.PowerOutage).Subject);
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
    public async Task A_charger_that_was_away_for_days_when_it_was_first_looked_at_is_history()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Offline("c1");
        stage.Clock.Now += TimeSpan.FromDays(2);
        await stage.WaitAsync(600);
        Assert.IsEmpty(stage.Told());

        stage.Online("c1");
        await stage.WaitAsync(60);
        stage.Offline("c1");
        await stage.WaitAsync(120);
        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_charger_that_was_moved_during_its_sites_outage_ends_it_for_nobody_else()
    {
        await using JudgeStage stage = new();
        stage.AddSite("yard");
        stage.AddSite("elsewhere");
        foreach (string id in new[] { "c1", "c2", "c3" })
        {
            stage.AddCharger(id, "yard");
            stage.Online(id);
        }

        await stage.PassAsync();
        stage.Offline("c1", "c2", "c3");
        await stage.WaitAsync(130);
        stage.AddCharger("c1", "elsewhere");
        stage.Online("c1");
        await stage.WaitAsync(400);
        CollectionAssert.AreEqual(new[] { "Raised SiteOffline site/yard" }, stage.Told().ToArray(), "two of the three are still away");

        stage.Online("c2");
        stage.Online("c3");
        await stage.WaitAsync(60);
        CollectionAssert.AreEqual(new[] { "Raised SiteOffline site/yard", "Cleared SiteOffline site/yard" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_charger_that_was_moved_away_and_stays_away_is_not_forgotten_with_its_sites_outage()
    {
        await using JudgeStage stage = new();
        stage.AddSite("yard");
        stage.AddSite("elsewhere");
        foreach (string id in new[] { "c1", "c2", "c3" })
        {
            stage.AddCharger(id, "yard");
            stage.Online(id);
        }

        await stage.PassAsync();
        stage.Offline("c1", "c2", "c3");
        await stage.WaitAsync(130);
        stage.AddCharger("c1", "elsewhere");
        stage.Online("c2");
        stage.Online("c3");
        await stage.WaitAsync(400);

        CollectionAssert.AreEqual(
            new[] { "Raised SiteOffline site/yard", "Cleared SiteOffline site/yard", "Raised ChargerOffline charger/c1" },
            stage.Told().ToArray());
    }
}
