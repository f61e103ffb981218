using System.Data.Common;
using System.Text;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Verification;

/// <summary>The history of a bridge that really ran: two chargers, an alert, a held session, a message in quarantine, bills of two
/// years.</summary>
internal sealed class History : IDisposable
{
    private readonly DirectoryInfo _directory;

    private History(DirectoryInfo directory)
    {
        _directory = directory;
    }

    /// <summary>The database file.</summary>
    public string Path => System.IO.Path.Combine(_directory.FullName, "history.db");

    /// <summary>Runs sessions through a bridge and keeps its database: 10 records, of them 9 sessions with 8 bills.</summary>
    public static async Task<History> MakeAsync()
    {
        History history = new(Directory.CreateTempSubdirectory("chargeagent-"));
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger first = await bridge.ConnectAsync("garage-1");
        for (int number = 1; number <= 4; number++)
        {
            await first.PublishAsync(
                Topic.Session,
                first.Record(ScriptedSession.OneHour(number, 7360000L * (number - 1), 7360000, tariff)));
        }

        FaultSnapshot snapshot = new();
        snapshot.Add(230000, 32000, 2);
        Alert alert = new(snapshot)
        {
            Code = (int)FaultCode.OverVoltage,
            IsRaised = true,
            AtUtcMs = ScriptedSession.StartUtcMs,
            Quality = ClockQuality.Synchronised,
            SessionNumber = 4,
        };
        await first.PublishAsync(Topic.Alert, first.Record(alert));
        Firmware.Core.Records.ChargingSession held = ScriptedSession.OneHour(5, 29440000, 7360000, tariff);
        held.CostInclMicros--;
        await first.PublishAsync(Topic.Session, first.Record(held));
        await first.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes("{\"version\":2}"));

        bridge.Clock.Now = new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero);
        await using ScriptedCharger second = await bridge.ConnectAsync("garage-2");
        for (int number = 1; number <= 4; number++)
        {
            await second.PublishAsync(
                Topic.Session,
                second.Record(ScriptedSession.OneHour(number, 1000000L * (number - 1), 1000000, tariff)));
        }

        using DbConnection connection = new Database(bridge.DatabasePath).Open();
        connection.Execute("VACUUM INTO @Path", history);
        return history;
    }

    /// <summary>A copy of its own, to be damaged.</summary>
    public History Copy()
    {
        History copy = new(Directory.CreateTempSubdirectory("chargeagent-"));
        File.Copy(Path, copy.Path);
        return copy;
    }

    /// <summary>Changes the database as somebody would who can write to its file: the triggers that keep bills from change go
    /// first.</summary>
    public void Damage(string sql)
    {
        using DbConnection connection = new Database(Path).Open();
        foreach (string trigger in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").ToList())
        {
            connection.Execute($"DROP TRIGGER {trigger}");
        }

        connection.Execute("PRAGMA foreign_keys = OFF");
        Assert.AreNotEqual(0, connection.Execute(sql), "the damage changes something");
    }

    /// <summary>What a verification finds.</summary>
    public Verdict Verify()
    {
        return new DatabaseVerifier(new Database(Path)).Verify();
    }

    public void Dispose()
    {
        TestDatabase.CloseIdle(Path);
        _directory.Delete(true);
    }
}
