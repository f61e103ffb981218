using System.Net;
using System.Text;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Src.Notices;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;
using CloudBridge.Tests.Stage.Storage;
using NodaTime;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>A row of each table that a start or a loop reads, damaged or of a newer version: it is told once, and stops nobody.</summary>
[TestClass]
public class DamagedRowTests
{
    private const string CountOpen = "SELECT COUNT(*) FROM incident WHERE kind = 'ChargerOffline' AND cleared_utc_ms IS NULL";

    private const string CountRaised = "SELECT COUNT(*) FROM incident WHERE kind = 'ChargerOffline'";

    [TestMethod]
    [DataRow("device_json = '{'")]
    [DataRow("device_json = '{\"formatVersion\":99}'")]
    [DataRow("time_zone = 'Mars/Base'")]
    public async Task A_damaged_tariff_keeps_no_bridge_from_its_start_and_no_other_charger_from_its_tariff(string damage)
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        await stage.Bridge.PublishAsync();
        string own = RunningBridge.SimpleTariff.Replace("simple", "own", StringComparison.Ordinal);
        await stage.Bridge.Host.PublishTariffAsync(Encoding.UTF8.GetBytes(own), "UTC", Instant.FromUtc(2026, 1, 1, 0, 0), "c1");

        await stage.RestartWithAsync($"UPDATE tariff SET {damage} WHERE tariff_id = 'own'");

        await using ScriptedCharger other = new("c2", RunningBridge.DeviceKey);
        await other.ConnectAsync(stage.Bridge.Host.Broker.Port);
        await Eventually.BecomesTrueAsync(() => other.Tariffs.Count == 1);
        StringAssert.Contains(Encoding.UTF8.GetString(other.Tariffs.Single()), "\"simple\"");
        await stage.Bridge.Host.DeliverTariffsAsync();
        await stage.IsToldAsync("tariff", "own 1");
        using HttpClient http = stage.Bridge.Http(Role.Technician);
        string page = await http.GetStringAsync("/chargers");
        StringAssert.Contains(page, "own version 1 cannot be read");
        StringAssert.Contains(page, "version 1, UTC");
        using HttpClient operatorHttp = stage.Bridge.Http();
        foreach (string path in new[] { "/chargers/c1", "/tariffs", "/tariffs/own", "/api/v1/tariffs", "/ocpi/2.2.1/tariffs", "/board" })
        {
            Assert.AreNotEqual(HttpStatusCode.InternalServerError, (await operatorHttp.GetAsync(path)).StatusCode, path);
        }
    }

    [TestMethod]
    [DataRow("channel = 'pigeon'")]
    [DataRow("language = 'tlh'")]
    [DataRow("least_severity = 'Dire'")]
    public async Task A_damaged_contact_keeps_no_other_from_being_told(string damage)
    {
        using HookServer server = new();
        await using DamageStage stage = await DamageStage.StartAsync();
        Contact first = stage.Bridge.AddSystem(NoticeChannel.Webhook, server.Address + "first");
        stage.Bridge.AddSystem(NoticeChannel.Webhook, server.Address + "second");
        // Something waits for both when the bridge starts.
        stage.Bridge.Raise("c1");
        stage.Bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 2);

        await stage.RestartWithAsync($"UPDATE contact SET {damage} WHERE contact_id = {first.ContactId}");
        stage.Bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => stage.Bridge.CountIn(NoticeState.Delivered) == 1);
        stage.Bridge.Raise("c2");
        stage.Bridge.Pass(1);
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 2);
        stage.Bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => stage.Bridge.CountIn(NoticeState.Delivered) == 2);

        CollectionAssert.AreEqual(new[] { "/second", "/second" }, server.Calls.Select(call => call.Path).ToArray());
        await stage.IsToldAsync("contact", $"{first.ContactId}");
    }

    [TestMethod]
    public async Task A_contact_whose_zone_is_unknown_is_told_and_still_hears_of_incidents()
    {
        using HookServer server = new();
        await using DamageStage stage = await DamageStage.StartAsync();
        Contact first = stage.Bridge.AddSystem(NoticeChannel.Webhook, server.Address + "first");

        await stage.RestartWithAsync("UPDATE contact SET time_zone = 'Mars/Base'");
        await stage.Bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => stage.Bridge.CountIn(NoticeState.Delivered) == 1);

        await stage.IsToldAsync("contact", $"{first.ContactId}");
    }

    [TestMethod]
    public async Task Damaged_figures_of_an_incident_keep_neither_it_nor_another_from_being_over()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        await AwayAsync(stage);

        await stage.RestartWithAsync("UPDATE incident SET facts = '{' WHERE charger_id = 'c1'");
        string key = $"{stage.Bridge.Count("SELECT incident_id FROM incident WHERE charger_id = 'c1'")}";
        using HttpClient http = stage.Bridge.Http();
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/alerts")).StatusCode);
        await stage.IsToldAsync("incident", key);
        await stage.OnlineAsync();
        await stage.PassUntilAsync(70, CountOpen, 0);

        await stage.IsLoggedOnceAsync("incident", key);
    }

    [TestMethod]
    public async Task Damaged_figures_of_an_event_keep_nobody_from_being_told_of_it_or_of_others()
    {
        using HookServer server = new();
        await using DamageStage stage = await DamageStage.StartAsync();
        stage.Bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        await stage.Bridge.Host.DisposeAsync();
        Incident incident = stage.Bridge.Raise("c1");

        await stage.RestartWithAsync("UPDATE incident_event SET facts = '{'");
        stage.Bridge.Raise("c2");
        stage.Bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM notice_item WHERE hold IS NOT NULL") == 2);
        stage.Bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => stage.Bridge.CountIn(NoticeState.Delivered) == 1);

        StringAssert.Contains(server.Calls.Single().Body, "c1 is not heard of");
        StringAssert.Contains(server.Calls.Single().Body, "c2 is not heard of");
        await stage.IsToldAsync(
            "incident_event",
            $"{stage.Bridge.Count($"SELECT event_id FROM incident_event WHERE incident_id = {incident.IncidentId}")}");
    }

    [TestMethod]
    [DataRow("boot_times = 'yesterday'")]
    [DataRow("online_utc_ms = 'yesterday'")]
    public async Task A_damaged_watch_keeps_neither_its_charger_nor_another_from_being_missed(string damage)
    {
        if (TestDatabase.IsPostgres && damage.StartsWith("online", StringComparison.Ordinal))
        {
            Assert.Inconclusive("SKIPPED on PostgreSQL: there a text cannot stand where a number does.");
        }

        await using DamageStage stage = await DamageStage.StartAsync();
        await stage.OnlineAsync();

        await stage.RestartWithAsync($"UPDATE charger_watch SET {damage} WHERE charger_id = 'c1'");
        await stage.OfflineAsync();
        await stage.PassUntilAsync(130, CountOpen, 2);

        Assert.AreEqual(2, stage.Bridge.Count(CountRaised));
        if (damage.StartsWith("boot", StringComparison.Ordinal))
        {
            await stage.IsToldAsync("charger_watch", "c1");
        }
        else
        {
            // The judge began it anew and wrote it, so that it can be read again.
            await stage.IsMendedAsync();
        }
    }

    [TestMethod]
    public async Task A_damaged_status_keeps_no_other_charger_from_being_missed()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        await stage.OnlineAsync();

        await stage.RestartWithAsync("UPDATE charger_status SET message = '{', revision = revision + 10 WHERE charger_id = 'c1'");
        await stage.IsToldAsync("charger_status", "c1");
        await stage.OfflineAsync();
        await stage.PassUntilAsync(130, CountOpen, 2);

        await stage.IsMendedAsync();
    }

    [TestMethod]
    public async Task A_damaged_alert_keeps_no_other_from_being_judged()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        await stage.OnlineAsync();

        await stage.RestartWithAsync(
            """
            INSERT INTO alert (alert_key, charger_id, source, code, severity, is_raised, at_utc_ms, received_utc_ms, detail, message)
            VALUES ('c1/charger/1', 'c1', 'charger', 'GroundFailure', 'Critical', 1, 0, 0, '', '{')
            """.Replace("0, 0, ''", $"{NowMs(stage)}, {NowMs(stage)}, ''", StringComparison.Ordinal));
        await stage.OfflineAsync();
        await stage.PassUntilAsync(130, CountOpen, 2);

        await stage.IsToldAsync("alert", "c1/charger/1");
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));
    }

    [TestMethod]
    public async Task A_damaged_receipt_keeps_no_other_from_being_paid_and_is_paid_when_it_is_mended()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        string mac = new('a', 32);

        await stage.RestartWithAsync(
            $"""
            INSERT INTO release_log (source, subject, released_utc_ms, charger_id, was_reason, released_by, reason, outcome,
                receipt_sequence, receipt_mac)
            VALUES ('quarantine', '1', 5, 'c1', '', 'anna', '', '', 1, 'half a c'),
                   ('quarantine', '2', 6, 'c2', '', 'anna', '', '', 1, '{mac}')
            """);
        const string CountPaid = "SELECT COUNT(*) FROM release_log WHERE receipted_utc_ms IS NOT NULL AND charger_id = ";
        await stage.PassUntilAsync(0, CountPaid + "'c2'", 1);
        await stage.IsToldAsync("release_log", "quarantine 1 5");
        Assert.AreEqual(0, stage.Bridge.Count(CountPaid + "'c1'"));

        stage.Bridge.Run($"UPDATE release_log SET receipt_mac = '{mac}' WHERE charger_id = 'c1'");
        await stage.PassUntilAsync(0, CountPaid + "'c1'", 1);
        await stage.IsMendedAsync();
    }

    [TestMethod]
    public async Task A_damaged_key_of_a_charger_keeps_no_other_charger_away()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        await stage.Bridge.PublishAsync();

        await stage.RestartWithAsync("UPDATE charger SET device_key = 'lost' WHERE charger_id = 'c1'");
        await using ScriptedCharger damaged = new("c1", RunningBridge.DeviceKey);
        await Assert.ThrowsAsync<Exception>(() => damaged.ConnectAsync(stage.Bridge.Host.Broker.Port));
        await Assert.ThrowsAsync<Exception>(() => damaged.ConnectAsync(stage.Bridge.Host.Broker.Port));
        await using ScriptedCharger other = new("c2", RunningBridge.DeviceKey);
        await other.ConnectAsync(stage.Bridge.Host.Broker.Port);
        await Eventually.BecomesTrueAsync(() => other.Tariffs.Count == 1);

        await stage.IsToldAsync("charger", "c1");
    }

    [TestMethod]
    public async Task A_damaged_notice_keeps_no_other_from_being_sent()
    {
        if (TestDatabase.IsPostgres)
        {
            Assert.Inconclusive("SKIPPED on PostgreSQL: there a text cannot stand where a number does.");
        }

        using HookServer server = new();
        await using DamageStage stage = await DamageStage.StartAsync();
        Contact first = stage.Bridge.AddSystem(NoticeChannel.Webhook, "http://127.0.0.1:1/first");
        await stage.Bridge.TellAsync("c1");
        stage.Bridge.AddSystem(NoticeChannel.Webhook, server.Address + "second");

        await stage.RestartWithAsync($"UPDATE notice SET tries = 'many', claimed_until_utc_ms = 0 WHERE contact_id = {first.ContactId}");
        stage.Bridge.Pass(3600);
        stage.Bridge.Raise("c2");
        stage.Bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 2);
        stage.Bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => server.Calls.Count == 1);

        await stage.IsToldAsync("notice", "1");
    }

    private static long NowMs(DamageStage stage)
    {
        return stage.Bridge.Clock.Now.ToUnixTimeMilliseconds();
    }

    // Both chargers away for longer than the grace, which is told.
    private static async Task AwayAsync(DamageStage stage)
    {
        await stage.OnlineAsync();
        await stage.OfflineAsync();
        await stage.PassUntilAsync(130, CountOpen, 2);
    }
}
