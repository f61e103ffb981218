using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Web.Technicians;

[TestClass]
public class ServicePageTests
{
    [TestMethod]
    public async Task The_page_shows_lamps_faults_with_remedies_log_and_counters()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, Status("Faulted", 128 + 2048));
        await charger.PublishAsync(
            Topic.Log,
            Encoding.UTF8.GetBytes(
                "{\"version\":1,\"uptimeMs\":9,\"level\":\"Error\",\"source\":\"fault\",\"text\":\"PowerMeterFailure raised\"}"));
        bridge.Clock.Now += TimeSpan.FromSeconds(75);
        using HttpClient http = bridge.Http(Role.Technician);
        await Eventually.BecomesTrueAsync(() =>
            http.GetStringAsync("/service/c1").Result.Contains("PowerMeterFailure raised", StringComparison.Ordinal));

        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/service/c1"));
        foreach (
            string words in new[]
            {
                "<strong>Red</strong> 8 blinks, then a pause",
                "<strong>Green</strong> off",
                "PowerMeterFailure, code 8: charging is forbidden.",
                "Critical, 8 red blinks",
                "Warning, 12 amber blinks",
                "The INA219 has not given a good reading",
                "selftest says whether the sensor gives a good reading",
                "Mend wire or supply",
                "Restore the supply.",
                "1\u00a0min\u00a015\u00a0s ago",
                "Contactor opened under load",
                "Normal: Some a day.",
                "No fault has left a snapshot.",
                "sse-connect=\"/live/c1\"",
            })
        {
            StringAssert.Contains(page, words);
        }
    }

    [TestMethod]
    public async Task A_silent_charger_shows_since_when_and_what_it_last_told_and_no_lamps()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, Status("Faulted", 4));
        bridge.Clock.Now += TimeSpan.FromHours(2);
        charger.Vanish();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM charger_status WHERE is_online = 0") == 1);
        bridge.Clock.Now += TimeSpan.FromMinutes(65);

        using HttpClient http = bridge.Http(Role.Technician);
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/service/c1"));
        // Told at 12:00, gone at 14:00.
        StringAssert.Contains(page, "Offline since 2026-06-01 14:00:00 UTC+00:00, for 1\u00a0h\u00a005\u00a0min.");
        StringAssert.Contains(page, "What stands here is what it last told, 2026-06-01 12:00:00 UTC+00:00");
        StringAssert.Contains(page, "Nobody can see from here what they show now. When last heard it was Faulted.");
        StringAssert.Contains(page, "Faults when last heard");
        StringAssert.Contains(page, "EmergencyStop");
        StringAssert.Contains(page, "Counters when last heard");
        Assert.IsFalse(page.Contains("class=\"lamps\"", StringComparison.Ordinal));
        Assert.IsFalse(page.Contains("Lights now", StringComparison.Ordinal));
        // It is 15:05, three hours after it told and one after it went.
        StringAssert.Contains(
            WebUtility.HtmlDecode(await http.GetStringAsync("/chargers/c1")),
            "Told 3\u00a0h ago: a charger tells its status when something in it changes");
    }

    [TestMethod]
    public async Task The_last_snapshots_are_drawn_and_stand_in_a_table()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        FaultSnapshot snapshot = new();
        for (int i = 0; i < 30; i++)
        {
            // Charging at 16 A, the last 5 s without voltage.
            snapshot.Add(i < 25 ? 231500 : 12000, i < 25 ? 16000 : 0, i < 25 ? 2 : 6);
        }

        await charger.PublishAsync(
            Topic.Alert,
            charger.Record(
                new Alert(snapshot)
                {
                    Code = (int)FaultCode.MainsLost,
                    IsRaised = true,
                    AtUtcMs = ScriptedSession.StartUtcMs,
                }));
        await charger.PublishAsync(
            Topic.Alert,
            charger.Record(
                new Alert(snapshot)
                {
                    Code = (int)FaultCode.MainsLost,
                    IsRaised = false,
                    AtUtcMs = ScriptedSession.StartUtcMs,
                }));
        using HttpClient http = bridge.Http(Role.Technician);
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/service/c1"));
        StringAssert.Contains(page, "MainsLost: the last 30 seconds. Voltage 12 to 231.5 V, current 0 to 16 A");
        StringAssert.Contains(page, "Charging for 25 s, then Out of order for 5 s");
        StringAssert.Matches(
            page,
            new Regex("29 s</td>\\s*<td class=\"number\">231.5 V</td>\\s*<td class=\"number\">16 A</td>\\s*<td>Charging"));
        Assert.AreEqual(2, page.Split("<figure class=\"snapshot\">").Length);
    }

    [TestMethod]
    public async Task The_list_has_problems_first_and_finds_by_id_and_by_site()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        foreach (string id in new[] { "fine-1", "hot-2", "warn-10", "new-4" })
        {
            await bridge.Host.AddChargerAsync(id, RunningBridge.DeviceKey);
        }

        await using ScriptedCharger fine = await bridge.ConnectAsync("fine-1");
        await using ScriptedCharger hot = await bridge.ConnectAsync("hot-2");
        await using ScriptedCharger warn = await bridge.ConnectAsync("warn-10");
        await using ScriptedCharger gone = await bridge.ConnectAsync("gone-3");
        await fine.PublishAsync(Topic.Status, Status("Available", 0));
        await hot.PublishAsync(Topic.Status, Status("Faulted", 2));
        await warn.PublishAsync(Topic.Status, Status("Available", 1024));
        await gone.PublishAsync(Topic.Status, Encoding.UTF8.GetBytes(StatusMessage.Offline));
        bridge.Run("INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) VALUES ('depot', 'Depot South', '', 'UTC', 0)");
        bridge.Run("UPDATE charger SET site_id = 'depot' WHERE charger_id IN ('hot-2', 'fine-1')");
        using HttpClient http = bridge.Http(Role.Technician);

        CollectionAssert.AreEqual(new[] { "hot-2", "gone-3", "warn-10", "new-4", "fine-1" }, await IdsAsync(http, "/service"));
        CollectionAssert.AreEqual(new[] { "hot-2", "fine-1" }, await IdsAsync(http, "/service?q=south"));
        CollectionAssert.AreEqual(new[] { "warn-10" }, await IdsAsync(http, "/service?q=WARN"));
        string none = WebUtility.HtmlDecode(await http.GetStringAsync("/service?q=%3Cb%3E"));
        StringAssert.Contains(none, "No charger and no site has '<b>' in its name.");
        StringAssert.Contains(await http.GetStringAsync("/service"), "HighTemperature (2 red)");
    }

    [TestMethod]
    public async Task Open_incidents_stand_on_the_page_and_a_critical_one_puts_its_charger_first()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger first = await bridge.ConnectAsync("a-1");
        await using ScriptedCharger second = await bridge.ConnectAsync("b-2");
        await first.PublishAsync(Topic.Status, Status("Available", 0));
        await second.PublishAsync(Topic.Status, Status("Available", 0));
        bridge.Run(
            """
            INSERT INTO incident (incident_id, kind, subject, cause, severity, charger_id, raised_utc_ms,
                updated_utc_ms, occurrences, facts)
            VALUES (1, 'MeterLost', 'charger/b-2', '', 'Critical', 'b-2', 1780315200000, 1780315200000, 1,
                '{"detail":"What flows is not billed."}')
            """);
        using HttpClient http = bridge.Http(Role.Technician);
        CollectionAssert.AreEqual(new[] { "b-2", "a-1" }, await IdsAsync(http, "/service"));
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/service/b-2"));
        StringAssert.Contains(page, "MeterLost");
        StringAssert.Contains(page, "What flows is not billed.");
        StringAssert.Contains(page, "since 2026-06-01 12:00:00");
    }

    [TestMethod]
    public async Task The_page_behind_the_labels_code_leads_those_to_the_service_page_who_may_open_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        foreach (string role in new[] { Role.Operator, Role.Technician })
        {
            using HttpClient http = bridge.Http(role);
            StringAssert.Contains(await http.GetStringAsync("/c/c1"), "href=\"/service/c1\"");
        }

        using HttpClient owner = bridge.Http(Role.Owner);
        Assert.IsFalse((await owner.GetStringAsync("/c/c1")).Contains("/service/", StringComparison.Ordinal));
        using HttpClient stranger = new() { BaseAddress = bridge.Host.PagesAddress };
        Assert.IsFalse((await stranger.GetStringAsync("/c/c1")).Contains("/service/", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_charger_that_nobody_added_is_not_found()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http(Role.Technician);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/service/nobody")).StatusCode);
    }

    private static async Task<string[]> IdsAsync(HttpClient http, string path)
    {
        string page = await http.GetStringAsync(path);
        return [.. Regex.Matches(page, "href=\"/service/([^\"]+)\"").Select(match => match.Groups[1].Value)];
    }

    private static byte[] Status(string status, int faultMask)
    {
        return Encoding.UTF8.GetBytes(
            $$"""
            {"version":1,"online":true,"status":"{{status}}","errorCode":"NoError","vendorCode":"","faultMask":{{faultMask}},
             "connectorType":"IEC_62196_T2","firmware":"0.1.0","bootCount":3,
             "bootReason":"power-up","uptimeMs":60000,"clockQuality":"S","tariffVersion":0,"tariffHash":"","recordsWaiting":0,
              "contactorCycles":40,"hotOpenings":1}
            """);
    }
}
