using System.Data.Common;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Host;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Storage;

[OnPostgres]
public sealed class PostgresTests
{
    [TestMethod]
    [DataRow("UPDATE bill SET total_excl_minor = 0")]
    [DataRow("DELETE FROM bill")]
    [DataRow("UPDATE bill_line SET vat_minor = 0")]
    [DataRow("DELETE FROM bill_line")]
    [DataRow("TRUNCATE bill_line")]
    [DataRow("TRUNCATE bill CASCADE")]
    public async Task A_bill_can_be_neither_changed_nor_deleted(string sql)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using DbConnection connection = new Database(bridge.DatabasePath).Open();

        Exception refused = Assert.Throws<DbException>(() => connection.Execute(sql));

        StringAssert.Contains(refused.Message, "immutable");
    }

    [TestMethod]
    public async Task Two_bridges_on_one_database_bill_each_session_once_with_gapless_numbers()
    {
        await using RunningBridge first = await RunningBridge.StartAsync();
        await using BridgeHost second = await BridgeHost.StartAsync(first.Settings(), CancellationToken.None, first.Clock);
        Tariff tariff = await first.PublishAsync();
        const int Chargers = 6;
        const int Sessions = 20;
        await Task.WhenAll(Enumerable.Range(0, Chargers).Select(async c =>
        {
            await using ScriptedCharger here = await first.ConnectAsync($"twin-{c}");
            await using ScriptedCharger there = new($"twin-{c}", RunningBridge.DeviceKey);
            await there.ConnectAsync(second.Broker.Port);
            for (int number = 1; number <= Sessions; number++)
            {
                // The same record reaches both at the same time, as after a connection that went between publish and receipt.
                byte[] message = here.Record(ScriptedSession.OneHour(number, 500000L * (number - 1), 500000, tariff));
                await Task.WhenAll(here.PublishAsync(Topic.Session, message), there.PublishAsync(Topic.Session, message));
                Assert.AreEqual((await here.ReceiptAsync()).Mac, (await there.ReceiptAsync()).Mac);
            }
        }));

        // 6 chargers x 20 sessions = 120 bills, numbered 1 to 120.
        Assert.AreEqual(120, first.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(120, first.Count("SELECT COUNT(DISTINCT session_id) FROM bill"));
        Assert.AreEqual(1, first.Count("SELECT MIN(serial) FROM bill"));
        Assert.AreEqual(120, first.Count("SELECT MAX(serial) FROM bill"));
        Assert.AreEqual(120, first.Count("SELECT last_serial FROM bill_serial"));
        Assert.AreEqual(0, first.Count("SELECT COUNT(*) FROM quarantine") + first.Count("SELECT COUNT(*) FROM alert"));
    }

    [TestMethod]
    public async Task Verify_finds_a_history_on_postgresql_healthy_and_names_planted_damage()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        for (int number = 1; number <= 3; number++)
        {
            await charger.PublishAsync(
                Topic.Session,
                charger.Record(ScriptedSession.OneHour(number, 500000L * (number - 1), 500000, tariff)));
        }

        await charger.PublishAsync(Topic.Session, "{"u8.ToArray());
        Verdict healthy = new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify();
        Assert.AreEqual(0, healthy.DefectCount, string.Join("; ", healthy.Defects));

        bridge.Run("ALTER TABLE bill DISABLE TRIGGER USER; UPDATE bill SET total_incl_minor = total_incl_minor + 1 WHERE serial = 2");
        Verdict damaged = new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify();
        StringAssert.Contains(string.Join("; ", damaged.Defects), "2026-000002");
    }

    [TestMethod]
    public async Task The_unique_keys_refuse_a_second_bill_of_a_session_and_a_second_use_of_a_number()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using DbConnection connection = new Database(bridge.DatabasePath).Open();
        const string Copy = """
            INSERT INTO bill SELECT {0}, series, bill_year, {1}, {2}, charger_id, issued_utc_ms, start_utc_ms, end_utc_ms, time_zone,
                energy_milliwatt_hours, currency, currency_decimals, total_excl_minor, total_incl_minor, body FROM bill
            """;

        Assert.Throws<DbException>(() => connection.Execute(Copy.Replace("{0}", "'x'").Replace("{1}", "2").Replace("{2}", "session_id")));
        Assert.Throws<DbException>(() => connection.Execute(Copy.Replace("{0}", "'x'").Replace("{1}", "serial").Replace("{2}", "'x'")));
        Assert.Throws<DbException>(() => connection.Execute(Copy.Replace("{0}", "bill_number").Replace("{1}", "2").Replace("{2}", "'x'")));
    }

    [TestMethod]
    public async Task When_the_server_cuts_all_connections_the_bridge_goes_on_by_itself_and_nothing_is_lost()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        byte[] second = charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff));

        bridge.Count(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        // Not acknowledged: the connection is closed, and a charger sends again until it has its receipt.
        await Eventually.BecomesTrueAsync(() => TryPublish(bridge, charger, second));

        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(2, bridge.Count("SELECT MAX(serial) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task A_text_with_a_null_character_is_quarantined_like_any_other_defect()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(
            Topic.Status,
            "{\"version\":1,\"online\":true,\"status\":\"a\\u0000b\",\"errorCode\":\"\\u0000\"}"u8.ToArray());

        Assert.AreEqual(
            1,
            bridge.Count("SELECT COUNT(*) FROM charger_status")
                + bridge.Count("SELECT COUNT(*) FROM quarantine WHERE reason <> 'BridgeDefect'"));
    }

    [TestMethod]
    public async Task A_server_that_may_lose_commits_is_refused_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run(
            "ALTER DATABASE " + new Npgsql.NpgsqlConnectionStringBuilder(bridge.DatabasePath).Database + " SET synchronous_commit = off");
        TestDatabase.CloseIdle(bridge.DatabasePath);

        RefusedException refused = Assert.Throws<RefusedException>(new Database(bridge.DatabasePath).Migrate);

        StringAssert.Contains(refused.Message, "has synchronous_commit = off and may lose bills");
    }

    private static bool TryPublish(RunningBridge bridge, ScriptedCharger charger, byte[] message)
    {
        try
        {
            if (!charger.IsConnected)
            {
                charger.ConnectAsync(bridge.Host.Broker.Port).Wait();
            }

            charger.PublishAsync(Topic.Session, message).Wait();
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
