using System.Data.Common;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using Dapper;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Storage;

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

        foreach (
            string sql in new[]
            {
                "UPDATE bill SET total_excl_minor = 0",
                "DELETE FROM bill_line",
                "DELETE FROM bill",
                "UPDATE bill_line SET vat_minor = 0",
            })
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

        RefusedException refused = Assert.Throws<RefusedException>(new Database(path).Migrate);

        StringAssert.Contains(refused.Message, "is not a SQLite database: choose another file with --database");
        File.Delete(path);
    }

    [TestMethod]
    public void A_directory_that_is_not_there_is_refused_in_one_line()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "bridge.db");

        RefusedException refused = Assert.Throws<RefusedException>(new Database(path).Migrate);

        StringAssert.Contains(refused.Message, "cannot be opened: its directory must exist");
    }

    [TestMethod]
    public async Task A_second_bridge_on_the_same_port_is_refused_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string path = bridge.DatabasePath + ".second";
        BridgeSettings mqtt = new()
        {
            Database = path,
            Mqtt = { MqttPort = bridge.Host.Broker.Port },
            Pages = { PagesUrl = "http://127.0.0.1:0" },
        };
        BridgeSettings pages = new()
        {
            Database = path,
            Mqtt = { MqttPort = 0 },
            Pages = { PagesUrl = bridge.Host.PagesAddress.ToString() },
        };

        StringAssert.Contains(
            (await Assert.ThrowsAsync<RefusedException>(() => BridgeHost.StartAsync(mqtt, CancellationToken.None))).Message,
            "is in use by another program");
        StringAssert.Contains(
            (await Assert.ThrowsAsync<RefusedException>(() => BridgeHost.StartAsync(pages, CancellationToken.None))).Message,
            "is in use by another program");
    }

    [TestMethod]
    public async Task A_message_that_not_even_quarantine_takes_does_not_stop_those_of_others()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger unlucky = await bridge.ConnectAsync("unlucky");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        foreach (string table in new[] { "durable_record", "quarantine" })
        {
            bridge.Run(
                $"CREATE TRIGGER refuse_{table} BEFORE INSERT ON {table} WHEN NEW.charger_id = 'unlucky' BEGIN "
                    + $"SELECT RAISE(ABORT, 'refused by a test'); END");
        }

        await Assert.ThrowsAsync<Exception>(() =>
            unlucky.PublishAsync(Topic.Session, unlucky.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff))));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        Assert.AreEqual("c1", bridge.Texts("SELECT charger_id FROM bill").Single());
        Assert.AreEqual(0, unlucky.ReceiptCount);
    }

    [TestMethod]
    public async Task A_proved_record_that_met_a_defect_of_the_bridge_gets_no_receipt_and_its_repeat_is_billed_once_the_defect_is_mended()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] message = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        bridge.Run("CREATE TRIGGER defect BEFORE INSERT ON bill BEGIN SELECT RAISE(ABORT, 'a defect for a test'); END");
        await charger.PublishAsync(Topic.Session, message);
        CollectionAssert.AreEqual(new[] { "BridgeDefect" }, bridge.Texts("SELECT reason FROM quarantine").ToArray());
        Assert.AreEqual(0, charger.ReceiptCount);

        bridge.Run("DROP TRIGGER defect");
        await charger.PublishAsync(Topic.Session, message);

        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM alert WHERE code IN ('SequenceGap', 'ChainBroken')"));
    }

    [TestMethod]
    public async Task A_publication_that_the_database_refuses_holds_no_lock()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run("CREATE TRIGGER refuse_tariff BEFORE INSERT ON charger_tariff BEGIN SELECT RAISE(ABORT, 'refused by a test'); END");
        await Assert.ThrowsAsync<DbException>(() => bridge.PublishAsync());

        using DbConnection connection = new Database(bridge.DatabasePath).Open();
        connection.Execute("PRAGMA busy_timeout = 0");
        Database.BeginWrite(connection);
        Database.Rollback(connection);

        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM tariff"));
    }

    // The console belongs to the whole process.
    [TestMethod]
    [DoNotParallelize]
    public async Task A_command_whose_database_fails_says_so_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run("ALTER TABLE quarantine RENAME TO away");
        TextWriter console = Console.Error;
        using StringWriter error = new();
        Console.SetError(error);
        try
        {
            Assert.AreEqual(2, await CommandLine.RunAsync(["quarantine", "list", "--database", bridge.DatabasePath]));
        }
        finally
        {
            Console.SetError(console);
        }

        Assert.AreEqual(1, error.ToString().Trim().Split('\n').Length);
        StringAssert.StartsWith(error.ToString(), "cloud-bridge: The database failed (");
    }

    [TestMethod]
    public async Task A_database_that_fails_while_the_bridge_starts_is_told_in_one_line()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run("ALTER TABLE charger RENAME TO elsewhere");

        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() =>
            BridgeHost.StartAsync(bridge.Settings(), CancellationToken.None, bridge.Clock));

        StringAssert.Contains(refused.Message, "failed while the bridge started");
        Assert.DoesNotContain('\n', refused.Message);
    }
}
