using System.Data.Common;
using CloudBridge.Storage;
using CloudBridge.Tests.Ingest;
using Dapper;
using Firmware.Core.Messaging;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Storage;

[TestClass]
public sealed class DatabaseTests
{
    [TestMethod]
    public async Task A_bill_can_be_neither_changed_nor_deleted()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using DbConnection connection = new Database(bridge.DatabasePath).Open();

        foreach (string sql in new[] { "UPDATE bill SET total_excl_minor = 0", "DELETE FROM bill_line", "DELETE FROM bill", "UPDATE bill_line SET vat_minor = 0" })
        {
            Exception refused = Assert.Throws<DbException>(() => connection.Execute(sql));
            StringAssert.Contains(refused.Message, "immutable");
        }
    }

    [TestMethod]
    public async Task Commits_are_on_disk_before_they_are_told()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using DbConnection connection = new Database(bridge.DatabasePath).Open();

        Assert.AreEqual("wal", connection.ExecuteScalar<string>("PRAGMA journal_mode"));
        // 2 is FULL: fdatasync of the log at each commit.
        Assert.AreEqual(2, connection.ExecuteScalar<long>("PRAGMA synchronous"));
    }

    [TestMethod]
    public void A_file_that_is_no_database_is_refused_in_one_line()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is no database ", 100)));

        BridgeStartException refused = Assert.Throws<BridgeStartException>(new Database(path).Migrate);

        StringAssert.Contains(refused.Message, "is not a SQLite database: choose another file with --database");
        File.Delete(path);
    }

    [TestMethod]
    public void A_directory_that_is_not_there_is_refused_in_one_line()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "bridge.db");

        BridgeStartException refused = Assert.Throws<BridgeStartException>(new Database(path).Migrate);

        StringAssert.Contains(refused.Message, "cannot be opened: its directory must exist");
    }

    [TestMethod]
    public async Task A_second_bridge_on_the_same_port_is_refused_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string path = bridge.DatabasePath + ".second";
        BridgeSettings mqtt = new() { Database = path, MqttPort = bridge.Host.Broker.Port, PagesUrl = "http://127.0.0.1:0" };
        BridgeSettings pages = new() { Database = path, MqttPort = 0, PagesUrl = bridge.Host.PagesAddress.ToString() };

        StringAssert.Contains((await Assert.ThrowsAsync<BridgeStartException>(() => BridgeHost.StartAsync(mqtt, CancellationToken.None))).Message, "is in use by another program");
        StringAssert.Contains((await Assert.ThrowsAsync<BridgeStartException>(() => BridgeHost.StartAsync(pages, CancellationToken.None))).Message, "is in use by another program");
    }

    [TestMethod]
    public async Task A_database_that_fails_while_the_bridge_starts_is_told_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run("ALTER TABLE charger RENAME TO elsewhere");

        BridgeStartException refused = await Assert.ThrowsAsync<BridgeStartException>(() => BridgeHost.StartAsync(bridge.Settings(), CancellationToken.None, bridge.Clock));

        StringAssert.Contains(refused.Message, "failed while the bridge started");
        Assert.DoesNotContain('\n', refused.Message);
    }
}
