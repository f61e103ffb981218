using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Tests.Src.Alerts;

/// <summary>A charger that is away without a last will is told like any other.</summary>
[TestClass]
public class SilenceTests
{
    // 2026-06-01 12:00 UTC, where a set clock begins.
    private const long NoonMs = 1780315200000;

    [TestMethod]
    public async Task A_charger_that_tells_nothing_for_its_limit_is_told_as_not_heard_of_since_its_last_word()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        await stage.PassAsync();
        stage.Clock.Now += TimeSpan.FromMinutes(130);
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());

        stage.Clock.Now += TimeSpan.FromSeconds(1);
        await stage.PassAsync();

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
        Assert.AreEqual(NoonMs, stage.Only(IncidentKind.ChargerOffline).RaisedUtcMs);
        // 130 minutes and a second are 7,801,000 ms: who is told is told now, however old it is.
        Assert.AreEqual(NoonMs + 7801000, stage.Number("SELECT at_utc_ms FROM incident_event"));
    }

    [TestMethod]
    public async Task What_was_silent_is_over_with_the_next_status()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        await stage.PassAsync();
        stage.Clock.Now += TimeSpan.FromDays(38);
        await stage.PassAsync();

        stage.Online("c1", bootCount: 2, uptimeMs: 5000);
        await stage.WaitAsync(60);

        CollectionAssert.AreEqual(
            new[] { "Raised ChargerOffline charger/c1", "Cleared ChargerOffline charger/c1" },
            stage.Told().ToArray());
        Assert.AreEqual("ChargerDown", stage.Only(IncidentKind.ChargerOffline).Facts.Verdict);
    }

    [TestMethod]
    public async Task A_live_value_ends_the_silence_of_a_charger_that_nobody_has_said_to_be_gone()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", "Charging");
        await stage.PassAsync();
        stage.Clock.Now += TimeSpan.FromMinutes(131);
        await stage.PassAsync();
        Assert.AreEqual("1 Raised ChargerOffline", stage.Summary());

        stage.Live("c1");
        await stage.WaitAsync(60);

        Assert.AreEqual("1 Cleared ChargerOffline; 1 Raised ChargerOffline", stage.Summary());
    }

    [TestMethod]
    public async Task Of_ten_chargers_of_a_site_the_one_that_does_not_come_back_after_a_restart_is_told()
    {
        await using JudgeStage stage = new();
        string[] ids = await stage.AddManyAsync(10);
        stage.Clock.Now += TimeSpan.FromMinutes(40);
        stage.Restart();
        await stage.WaitAsync(30);
        foreach (string id in ids.Skip(1).Append("other"))
        {
            stage.Online(id);
        }

        await stage.WaitAsync(85);
        Assert.IsEmpty(stage.Told());
        await stage.WaitAsync(5);

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/yard-10" }, stage.Told().ToArray());
        Incident incident = stage.Only(IncidentKind.ChargerOffline);
        Assert.AreEqual(NoonMs, incident.RaisedUtcMs);
        // 40 minutes after noon it started, and it waits for two more.
        Assert.AreEqual(NoonMs + 2520000, stage.Number("SELECT at_utc_ms FROM incident_event"));
    }

    [TestMethod]
    public async Task A_site_of_which_no_charger_comes_back_after_a_restart_is_one_incident_since_the_last_word_of_the_last()
    {
        await using JudgeStage stage = new();
        string[] ids = await stage.AddManyAsync(10);
        stage.Clock.Now += TimeSpan.FromMinutes(20);
        stage.Online(ids[9]);
        await stage.PassAsync();
        stage.Clock.Now += TimeSpan.FromMinutes(20);
        stage.Restart();
        stage.Online("other");
        await stage.WaitAsync(120);

        CollectionAssert.AreEqual(new[] { "Raised SiteOffline site/yard" }, stage.Told().ToArray());
        Incident site = stage.Only(IncidentKind.SiteOffline);
        Assert.AreEqual(10, site.Facts.ChargerCount);
        Assert.AreEqual(NoonMs + 1200000, site.RaisedUtcMs);

        foreach (string id in ids)
        {
            stage.Online(id);
        }

        await stage.WaitAsync(120);
        Assert.AreEqual("1 Cleared SiteOffline; 1 Raised SiteOffline", stage.Summary());
    }

    [TestMethod]
    public async Task A_session_whose_charger_does_not_come_back_after_a_restart_is_told_to_its_owner()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "olga");
        stage.Online("c1", "Charging");
        await stage.PassAsync();
        stage.Clock.Now += TimeSpan.FromMinutes(10);
        stage.Live("c1");
        await stage.PassAsync();
        stage.Restart();
        await stage.WaitAsync(120);

        Assert.AreEqual("1 Raised ChargerOffline; 1 Raised SessionInterrupted", stage.Summary());
        // Its last live value was ten minutes after noon.
        Assert.AreEqual(NoonMs + 600000, stage.Only(IncidentKind.SessionInterrupted).RaisedUtcMs);
    }

    [TestMethod]
    public async Task After_another_restart_nothing_is_told_twice()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        await stage.PassAsync();
        for (int i = 0; i < 3; i++)
        {
            stage.Restart();
            await stage.WaitAsync(180);
        }

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
    }
}
