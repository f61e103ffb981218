using System.Net;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Observability;

[TestClass]
public class MetricsTests
{
    [TestMethod]
    public async Task A_scrape_tells_what_came_and_what_became_of_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await bridge.Host.AddChargerAsync("c2", RunningBridge.DeviceKey);
        byte[] record = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        await charger.PublishAsync(Topic.Session, record);
        await charger.PublishAsync(Topic.Session, record);
        await charger.PublishAsync(Topic.Session, "no record"u8.ToArray());
        await charger.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""u8.ToArray());
        await charger.PublishAsync(Topic.Live, "{}"u8.ToArray());
        await charger.ReceiptAsync();
        await charger.ReceiptAsync();
        // What is in quarantine is an incident of its own.
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident") == 1);
        // The newest status is 90 s old.
        bridge.Clock.Now += TimeSpan.FromSeconds(90);
        await Eventually.BecomesTrueAsync(() => bridge.Host.Meter.Ingest.CountOf(Topic.Live, "shown") == 1);

        using HttpClient http = bridge.Http(Role.Technician);
        Scrape scrape = await Scrape.OfAsync(http);

        Assert.AreEqual(1, scrape["""chargeagent_ingest_messages_total{outcome="billed",topic="session"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_ingest_messages_total{outcome="repeated",topic="session"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_ingest_messages_total{outcome="quarantined",topic="session"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_ingest_messages_total{outcome="status_kept",topic="status"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_ingest_messages_total{outcome="shown",topic="live"}"""]);
        Assert.AreEqual(0, scrape["""chargeagent_ingest_messages_total{outcome="held",topic="session"}"""]);
        Assert.AreEqual(1, scrape["chargeagent_bills_issued_total"]);
        Assert.AreEqual(2, scrape["chargeagent_receipts_sent_total"]);
        Assert.AreEqual(4, scrape["chargeagent_ingest_batch_size_sum"]);
        Assert.AreEqual(1, scrape["""chargeagent_chargers{status="Charging"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_chargers{status="Unknown"}"""]);
        Assert.AreEqual(0, scrape["""chargeagent_chargers{status="Faulted"}"""]);
        Assert.AreEqual(90, scrape["chargeagent_status_age_seconds"]);
        Assert.AreEqual(1, scrape["chargeagent_quarantine_messages"]);
        Assert.AreEqual(0, scrape["chargeagent_sessions_held"]);
        Assert.AreEqual(1, scrape["""chargeagent_incidents_open{severity="Warning"}"""]);
        Assert.AreEqual(0, scrape["""chargeagent_incidents_open{severity="Critical"}"""]);
        Assert.AreEqual(1, scrape["chargeagent_broker_up"]);
        Assert.IsFalse(
            scrape.Text.Contains("\"c1\"", StringComparison.Ordinal) || scrape.Text.Contains("simple", StringComparison.Ordinal),
            "no names of chargers or tariffs");
    }

    [TestMethod]
    public async Task A_silent_charger_counts_as_offline_and_not_under_its_last_status()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""u8.ToArray());
        // Two statuses of each hour are missing, and ten minutes more.
        bridge.Clock.Now += TimeSpan.FromMinutes(131);

        using HttpClient http = bridge.Http(Role.Technician);
        Scrape scrape = await Scrape.OfAsync(http);

        Assert.AreEqual(0, scrape["""chargeagent_chargers{status="Charging"}"""]);
        Assert.AreEqual(1, scrape["""chargeagent_chargers{status="Offline"}"""]);
    }

    [TestMethod]
    public async Task A_status_that_a_charger_made_up_makes_no_series_of_its_own()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Dancing","errorCode":"NoError"}"""u8.ToArray());

        using HttpClient http = bridge.Http();
        Scrape scrape = await Scrape.OfAsync(http);

        Assert.AreEqual(1, scrape["""chargeagent_chargers{status="Other"}"""]);
        Assert.IsFalse(scrape.Text.Contains("Dancing", StringComparison.Ordinal), scrape.Text);
    }

    [TestMethod]
    public async Task Two_bridges_in_a_process_do_not_mix_their_figures()
    {
        await using RunningBridge first = await RunningBridge.StartAsync();
        await using RunningBridge second = await RunningBridge.StartAsync();
        Tariff tariff = await first.PublishAsync();
        await using ScriptedCharger charger = await first.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.ReceiptAsync();
        using HttpClient firstHttp = first.Http();
        using HttpClient secondHttp = second.Http();
        await secondHttp.GetAsync("/healthz");

        Scrape firstScrape = await Scrape.OfAsync(firstHttp);
        Scrape secondScrape = await Scrape.OfAsync(secondHttp);

        Assert.AreEqual(1, firstScrape["chargeagent_bills_issued_total"]);
        Assert.AreEqual(0, secondScrape["chargeagent_bills_issued_total"]);
        Assert.AreEqual(1, firstScrape["chargeagent_ingest_batch_size_count"]);
        Assert.IsFalse(secondScrape.Names.Contains("chargeagent_ingest_batch_size_count"), "nothing was committed there");
        Assert.IsFalse(firstScrape.Text.Contains("http_route=\"/healthz\"", StringComparison.Ordinal), "requests to the other bridge");
        Assert.IsTrue(secondScrape.Text.Contains("http_route=\"/healthz\"", StringComparison.Ordinal), secondScrape.Text);
    }

    [TestMethod]
    public async Task The_scrape_port_answers_metrics_without_a_token_and_nothing_else()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Telemetry.MetricsUrl = "http://127.0.0.1:0");
        using HttpClient scraper = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bridge.Host.MetricsAddress };
        using HttpClient stranger = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bridge.Host.PagesAddress };

        Scrape scrape = await Scrape.OfAsync(scraper);

        Assert.AreEqual(1, scrape["chargeagent_broker_up"]);
        foreach (string path in new[] { "/", "/sign-in", "/healthz", "/api/v1/bills", "/bridge.css" })
        {
            Assert.AreEqual(HttpStatusCode.NotFound, (await scraper.GetAsync(path)).StatusCode, path);
        }

        Assert.AreEqual(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics")).StatusCode);
        using HttpRequestMessage forged = new(HttpMethod.Get, "/metrics");
        forged.Headers.Host = bridge.Host.MetricsAddress!.Authority;
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await stranger.SendAsync(forged)).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await stranger.GetAsync("/healthz")).StatusCode);
    }

    [TestMethod]
    public async Task While_the_database_is_away_its_gauges_are_missing_and_the_others_stay()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Telemetry.MetricsUrl = "http://127.0.0.1:0");
        using HttpClient scraper = new() { BaseAddress = bridge.Host.MetricsAddress };
        bridge.Run("ALTER TABLE quarantine RENAME TO elsewhere");

        Scrape scrape = await Scrape.OfAsync(scraper);

        Assert.AreEqual(1, scrape["chargeagent_broker_up"]);
        Assert.IsFalse(scrape.Names.Contains("chargeagent_sessions_held"), scrape.Text);
        Assert.IsFalse(scrape.Names.Contains("chargeagent_chargers"), scrape.Text);
        bridge.Run("ALTER TABLE elsewhere RENAME TO quarantine");
    }
}
