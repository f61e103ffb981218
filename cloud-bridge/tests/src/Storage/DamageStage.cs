using System.Net;
using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>A bridge that ran well, is stopped, and starts again on a database in which somebody has damaged a row.</summary>
internal sealed class DamageStage : IAsyncDisposable
{
    private const int DamagedRowEvent = 161;

    private readonly KeptLog _log = new();

    private DamageStage(RunningBridge bridge)
    {
        Bridge = bridge;
        bridge.Loggers = _log;
    }

    public RunningBridge Bridge { get; }

    /// <summary>Starts a bridge with chargers c1 and c2 that nobody has heard of.</summary>
    public static async Task<DamageStage> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        bridge.Host.Chargers.TryAdd("c2", RunningBridge.DeviceKey);
        return new DamageStage(bridge);
    }

    /// <summary>Stops the bridge, damages what a statement damages, and starts it again.</summary>
    public async Task RestartWithAsync(string damage)
    {
        await Bridge.Host.DisposeAsync();
        Bridge.Run(damage);
        await Bridge.RestartAsync();
    }

    /// <summary>Stops the bridge, damages what nobody can change otherwise, and starts it again.</summary>
    public Task RestartWithIssuedAsync(string table, string damage)
    {
        return RestartWithAsync(
            TestDatabase.IsPostgres
                ? $"ALTER TABLE {table} DISABLE TRIGGER USER; {damage}"
                : $"DROP TRIGGER {table}_is_not_changed; {damage}");
    }

    /// <summary>Waits until a row is in the log, and sees that it is there once.</summary>
    public async Task IsLoggedOnceAsync(string table, string key)
    {
        await Eventually.BecomesTrueAsync(() => _log.Texts(DamagedRowEvent).Count > 0);
        IReadOnlyList<string> texts = _log.Texts(DamagedRowEvent);
        Assert.HasCount(1, texts, string.Join("; ", texts));
        StringAssert.StartsWith(texts[0], $"Row {key} of table {table} cannot be read");
    }

    /// <summary>Waits until a row is told, and sees that it is told once, in the log and in readiness, and makes the bridge no less
    /// ready.</summary>
    public async Task IsToldAsync(string table, string key)
    {
        string place = $"table {table}, key {key}: ";
        await Eventually.BecomesTrueAsync(() => LinesOf(place).Count == 1);
        await IsLoggedOnceAsync(table, key);
        using HttpClient http = Bridge.Http(Role.Technician);
        HttpResponseMessage answer = await http.GetAsync("/readyz");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), place);
    }

    /// <summary>Waits until readiness speaks of no row.</summary>
    public Task IsMendedAsync()
    {
        return Eventually.BecomesTrueAsync(() => LinesOf("table ").Count == 0);
    }

    /// <summary>Keeps what a charger says of itself, as ingest keeps it.</summary>
    public void Say(string chargerId, string message)
    {
        using IngestStore store = new(new Database(Bridge.DatabasePath));
        store.Begin(chargerId);
        ChargerStatus status = ChargerStatus.Read(Encoding.UTF8.GetBytes(message), out _)!;
        store.Statuses.Put(chargerId, status, message, Bridge.Clock.Now.ToUnixTimeMilliseconds());
        store.Commit();
    }

    /// <summary>Both chargers say that they are there.</summary>
    public Task OnlineAsync()
    {
        return SayAsync("""{"version":1,"online":true,"status":"Available","errorCode":"NoError","bootCount":1,"uptimeMs":864000000}""", 1);
    }

    /// <summary>Both chargers go away.</summary>
    public Task OfflineAsync()
    {
        return SayAsync(Firmware.Core.Messaging.StatusMessage.Offline, 0);
    }

    /// <summary>Lets time pass until a number in the database is another.</summary>
    public Task PassUntilAsync(int seconds, string sql, long count)
    {
        Bridge.Clock.Now = Bridge.Clock.Now.AddSeconds(seconds);
        return Eventually.BecomesTrueAsync(() => Bridge.Count(sql) == count);
    }

    public ValueTask DisposeAsync()
    {
        return Bridge.DisposeAsync();
    }

    // Until the judge has seen it of both.
    private async Task SayAsync(string message, int isOnline)
    {
        Say("c1", message);
        Say("c2", message);
        await Eventually.BecomesTrueAsync(() =>
            Bridge.Count(
                $"""
                SELECT COUNT(*) FROM charger_watch w JOIN charger_status s ON s.charger_id = w.charger_id
                WHERE s.is_online = {isOnline} AND w.status_revision = s.revision
                """) == 2);
    }

    private IReadOnlyList<HealthLine> LinesOf(string place)
    {
        return
        [
            .. Bridge.Host.Readiness.Check().Where(line =>
                line.Name == "damaged row" && !line.IsWell && line.Detail.StartsWith(place, StringComparison.Ordinal)),
        ];
    }
}
