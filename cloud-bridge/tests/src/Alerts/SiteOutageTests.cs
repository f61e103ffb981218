using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class SiteOutageTests
{
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
