using System.Data.Common;
using System.Globalization;
using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Judging;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Connector;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudBridge.Tests.Src.Alerts;

/// <summary>A database with chargers, written as ingest writes it, and a judge on a set clock that passes when a test says so.</summary>
internal sealed class JudgeStage : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");
    private readonly TestDatabase _test;
    private readonly Dictionary<string, long> _sequences = [];
    private readonly IngestStore _store;

    public JudgeStage()
    {
        _test = TestDatabase.Create(Path.Combine(_directory.FullName, "judge.db"));
        Database = new Database(_test.Text);
        Database.Migrate();
        _store = new IngestStore(Database);
        Hearing = NewHearing(isAfterCut: false);
        Judge = NewJudge();
    }

    public Database Database { get; }

    public SetClock Clock { get; } = new();

    public LiveBoard Board { get; private set; } = new();

    public Hearing Hearing { get; private set; }

    public ChangeFeed Changes { get; } = new();

    /// <summary>Chargers that were asked for their status.</summary>
    public List<string> Asked { get; } = [];

    public IncidentJudge Judge { get; private set; }

    public IncidentArchive Archive => new(Database);

    private long NowUtcMs => Clock.Now.ToUnixTimeMilliseconds();

    /// <summary>Another process: nothing that the judge had in memory is there any more.</summary>
    public void Kill()
    {
        Board = new LiveBoard();
        Judge = NewJudge();
    }

    /// <summary>Another process after a power cut, with its own broker: no connection is left, and nobody could say so.</summary>
    public void Restart()
    {
        Hearing = NewHearing(isAfterCut: true);
        Kill();
    }

    /// <summary>A judge of another process on this database.</summary>
    public IncidentJudge NewJudge()
    {
        return new IncidentJudge(
            Database,
            Board,
            Hearing,
            Changes,
            Clock,
            chargerId =>
            {
                Asked.Add(chargerId);
                return Task.CompletedTask;
            },
            NullLogger<IncidentJudge>.Instance);
    }

    public void AddSite(string siteId)
    {
        new SiteRegistry(Database, Clock).TryAdd(new Site { SiteId = siteId, Name = "Site " + siteId, TimeZone = "UTC" });
    }

    public void AddCharger(string chargerId, string? siteId = null)
    {
        new ChargerRegistry(Database, Clock, true).TryAdd(chargerId, RunningBridge.DeviceKey);
        new ChargerPlaces(Database, Hearing).SetSite(chargerId, siteId);
    }

    public void AddOwner(string chargerId, string accountId)
    {
        Run(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + "VALUES (@accountId, @accountId, '', '', '', 'UTC', 0) ON CONFLICT DO NOTHING",
            new { accountId });
        Run(
            "INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES (@chargerId, 0, @accountId)",
            new { chargerId, accountId });
    }

    public void Online(
        string chargerId,
        string status = "Available",
        long bootCount = 1,
        long uptimeMs = 864000000,
        string more = "\"clockQuality\":\"S\",\"recordsWaiting\":0")
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"version":1,"online":true,"status":"{{status}}","errorCode":"NoError",
             "bootCount":{{bootCount}},"uptimeMs":{{uptimeMs}},{{more}}}
            """);
        Write(chargerId, store =>
            store.Statuses.Put(chargerId, ChargerStatus.Read(Encoding.UTF8.GetBytes(message), out _)!, message, NowUtcMs));
    }

    public void Offline(params IEnumerable<string> chargerIds)
    {
        foreach (string chargerId in chargerIds)
        {
            Write(chargerId, store =>
                store.Statuses.Put(
                    chargerId,
                    ChargerStatus.Read(Encoding.UTF8.GetBytes(StatusMessage.Offline), out _)!,
                    StatusMessage.Offline,
                    NowUtcMs));
        }
    }

    /// <summary>A live value: a session of 2 kWh and 0.72 EUR so far.</summary>
    public void Live(string chargerId, long number = 7, long milliamps = 32000, string price = "")
    {
        string live = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"version":1,"atUtcMs":{{NowUtcMs}},"status":"Charging","powerMilliwatts":7360000,"voltageMillivolts":230000,
             "currentMilliamps":{{milliamps}},"registerMilliwattHours":2000000,
             "session":{"sessionNumber":{{number}},"startUtcMs":{{NowUtcMs
                - 960000}},"durationMs":960000,"energyMilliwattHours":2000000,"costInclMicros":720000,"currency":"EUR"{{price}}} }
            """
        );
        Board.Put(chargerId, Topic.Live, Encoding.UTF8.GetBytes(live), NowUtcMs);
    }

    /// <summary>An alert as a charger tells it, kept as ingest keeps it.</summary>
    public void Tell(
        string chargerId,
        int code,
        bool isRaised = true,
        long sessionNumber = 0,
        FaultSnapshot? snapshot = null,
        long? atUtcMs = null,
        int setting = 0)
    {
        long sequence = _sequences[chargerId] = _sequences.GetValueOrDefault(chargerId) + 1;
        Alert alert = new(snapshot ?? new FaultSnapshot())
        {
            Code = code,
            IsRaised = isRaised,
            AtUtcMs = atUtcMs ?? NowUtcMs,
            Quality = ClockQuality.Synchronised,
            SessionNumber = sessionNumber,
            SessionMilliwattHours = sessionNumber == 0 ? 0 : 2100000,
            Setting = setting,
        };
        JsonWriter json = new(4096);
        AlertMessage.Write(json, sequence, alert, new string('0', 32), new string('0', 32));
        string message = Encoding.UTF8.GetString(json.Buffer, 0, json.Length);
        Write(chargerId, store =>
            store.Alerts.Add(
                new BridgeAlert(
                    $"{chargerId}/charger/{sequence}",
                    chargerId,
                    "charger",
                    alert.VendorCode,
                    alert.Severity,
                    isRaised,
                    alert.AtUtcMs,
                    NowUtcMs,
                    alert.VendorCode,
                    message)));
    }

    /// <summary>An alert of the bridge.</summary>
    public void Find(string chargerId, string code, string mark, bool isRaised = true, string severity = "Warning")
    {
        Write(chargerId, store =>
            store.Alerts.Add(
                new BridgeAlert(
                    $"{chargerId}/bridge/{code}/{mark}",
                    chargerId,
                    "bridge",
                    code,
                    severity,
                    isRaised,
                    NowUtcMs,
                    NowUtcMs,
                    code + " " + mark,
                    null)));
    }

    /// <summary>The summary of a session, held or not.</summary>
    public void Sum(string chargerId, long number, string? holdReason = null)
    {
        Run(
            """
            INSERT INTO charging_session (charger_id, sequence, session_number, session_id, start_utc_ms, end_utc_ms,
                register_start_milliwatt_hours, register_end_milliwatt_hours, hold_reason, hold_detail, message, received_utc_ms)
            VALUES (@chargerId, @number, @number, @sessionId, 0, 0, 0, 0, @holdReason, '', '{}', @NowUtcMs)
            """,
            new { chargerId, number, sessionId = $"{chargerId}-{number}", holdReason, NowUtcMs });
    }

    /// <summary>Passes until nothing is left to do now.</summary>
    public async Task PassAsync()
    {
        while (await Judge.PassAsync())
        {
            // More than one pass takes.
        }
    }

    /// <summary>Time goes by in steps of five seconds, with a pass at each.</summary>
    public async Task WaitAsync(int seconds)
    {
        await PassAsync();
        for (int passed = 0; passed < seconds; passed += 5)
        {
            Clock.Now += TimeSpan.FromSeconds(5);
            await PassAsync();
        }
    }

    public long Number(string sql, object? values = null)
    {
        using DbConnection connection = Database.Open();
        return connection.QuerySingle<long>(sql, values);
    }

    public void Run(string sql, object? values = null)
    {
        using DbConnection connection = Database.Open();
        connection.Execute(sql, values);
    }

    /// <summary>Thirty seconds at 230 V: so many samples of each current, in mA, in order; a current of nothing is suspended.</summary>
    public static FaultSnapshot Snapshot(params IEnumerable<int> milliamps)
    {
        FaultSnapshot snapshot = new();
        foreach (int current in milliamps)
        {
            snapshot.Add(230000, current, (int)(current > 500 ? ConnectorStatus.Charging : ConnectorStatus.SuspendedEV));
        }

        return snapshot;
    }

    public async ValueTask DisposeAsync()
    {
        await Judge.DisposeAsync();
        _store.Dispose();
        _test.Dispose();
        _directory.Delete(true);
    }

    private Hearing NewHearing(bool isAfterCut)
    {
        return new Hearing(Clock)
        {
            StartedUtcMs = isAfterCut ? NowUtcMs : 0,
            IsBrokerNew = isAfterCut,
            LiveUtcMs = chargerId => Board.ReadingOf(chargerId)?.ReceivedUtcMs ?? 0,
        };
    }

    private void Write(string chargerId, Action<IngestStore> work)
    {
        _store.Begin(chargerId);
        work(_store);
        _store.Commit();
    }
}
