using System.Data.Common;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Ingest;
using Dapper;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using Microsoft.Data.Sqlite;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>What others do to the files of a SQLite database while the bridge runs.</summary>
[TestClass]
public sealed class DatabaseFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [TestCleanup]
    public void Clear()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, true);
    }

    [TestMethod]
    [DataRow("-wal")]
    [DataRow("-wal -shm")]
    public async Task What_is_acknowledged_is_in_the_files_that_are_left_though_the_log_was_removed(string removed)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        foreach (string ending in removed.Split(' '))
        {
            File.Delete(bridge.DatabasePath + ending);
        }

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));
        Assert.AreEqual(2, BillsAfterPowerCut(bridge));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(3, 8360000, 1000000, tariff)));
        Assert.AreEqual(3, BillsAfterPowerCut(bridge));
        Assert.IsEmpty(new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects);
    }

    [TestMethod]
    public async Task Who_opened_the_database_before_its_log_was_replaced_writes_to_the_new_one()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using DbConnection other = new Database(bridge.DatabasePath).Open();
        Assert.AreEqual(0, other.ExecuteScalar<long>("SELECT COUNT(*) FROM bill"));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        File.Delete(bridge.DatabasePath + "-wal");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));

        Database.BeginWrite(other);
        other.Execute("INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) VALUES ('late', 'Late', '', 'UTC', 0)");
        Database.Commit(other);

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(3, 8360000, 1000000, tariff)));
        Assert.AreEqual(3, BillsAfterPowerCut(bridge));
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM site WHERE site_id = 'late'"));
        Assert.AreEqual("ok", other.ExecuteScalar<string>("PRAGMA integrity_check"));
        Assert.IsEmpty(new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects);
    }

    [TestMethod]
    public void A_turn_at_the_write_lock_is_given_back_by_whoever_fails_and_the_next_may_write()
    {
        Database database = new(Path.Combine(_folder, "turns.db"));
        database.Migrate();

        Assert.Throws<SqliteException>(() => database.Write(connection => connection.Execute("INSERT INTO nowhere VALUES (1)")));

        Assert.AreEqual(0, database.Write(connection => connection.Execute("DELETE FROM charger")));
    }

    [TestMethod]
    public void Whoever_finds_the_lock_taken_by_another_program_lets_sqlite_look_again_and_not_its_library()
    {
        using DbConnection connection = new Database(Path.Combine(_folder, "busy.db")).Open();

        Assert.AreEqual(30000, connection.ExecuteScalar<long>("PRAGMA busy_timeout"));
    }

    [TestMethod]
    [DataRow("/srv/share/bridge.db", "nfs4")]
    [DataRow("/srv/share/deep/bridge.db", "nfs4")]
    [DataRow("/mnt/bridge.db", "cifs")]
    public void A_disk_of_another_machine_is_refused_by_name(string path, string fileSystem)
    {
        Mount[] mounts = [new("/", "ext2/ext3"), new("/srv/share", "nfs4"), new("/mnt/", "cifs")];

        StringAssert.StartsWith(LocalDisk.FindDefect(path, mounts), $"lies on another machine's disk ({fileSystem})");
    }

    [TestMethod]
    [DataRow("/var/lib/bridge.db")]
    [DataRow("/srv/shared/bridge.db")]
    [DataRow("/srv/share/local/bridge.db")]
    public void A_disk_of_this_machine_is_taken(string path)
    {
        Mount[] mounts = [new("/", "ext2/ext3"), new("/srv/share", "nfs4"), new("/srv/share/local", "xfs")];

        Assert.IsNull(LocalDisk.FindDefect(path, mounts));
    }

    [TestMethod]
    public void A_database_without_a_file_keeps_no_log_and_is_refused()
    {
        RefusedException refused = Assert.Throws<RefusedException>(new Database(":memory:").Migrate);

        StringAssert.Contains(refused.Message, "cannot keep a write-ahead log (its journal mode stays 'memory')");
    }

    // The files as they lie there are what is left of a machine whose power fails.
    private long BillsAfterPowerCut(RunningBridge bridge)
    {
        string copy = Path.Combine(_folder, Guid.NewGuid() + ".db");
        File.Copy(bridge.DatabasePath, copy);
        if (File.Exists(bridge.DatabasePath + "-wal"))
        {
            File.Copy(bridge.DatabasePath + "-wal", copy + "-wal");
        }

        using DbConnection connection = new Database(copy).Open();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM bill");
    }
}
