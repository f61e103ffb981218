using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Mqtt;
using Dapper;

namespace CloudBridge.HomeAssistant;

/// <summary>
/// Tells Home Assistant which chargers there are: at an external broker by retained messages, at the embedded one through the
/// <see cref="HomeGate"/>.
/// It looks every few seconds, sends what has changed, all of it on a new connection or when Home Assistant starts, and takes back what is
/// gone.
/// </summary>
public sealed partial class HomeAnnouncer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly HomeSettings _settings;
    private readonly string _publicUrl;
    private readonly HomeTopics _topics;
    private readonly ChargerRegistry _chargers;
    private readonly TariffBook _tariffs;
    private readonly Database _database;
    private readonly IBroker _broker;
    private readonly IFurtherTopics? _further;
    private readonly HomeGate? _gate;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private readonly Dictionary<string, byte[]> _sent = new(StringComparer.Ordinal);
    private Dictionary<string, byte[]> _configs = [];
    private IReadOnlyList<string> _ids = [];
    private bool _isSettled;
    private Sight _seen;
    private int _birthCount;

    /// <summary>An announcer that is not started yet.</summary>
    public HomeAnnouncer(
        HomeSettings settings,
        string publicUrl,
        HomeTopics topics,
        ChargerRegistry chargers,
        TariffBook tariffs,
        Database database,
        IBroker broker,
        IFurtherTopics? further,
        HomeGate? gate,
        Heartbeat heartbeat,
        ILogger log)
    {
        _settings = settings;
        _publicUrl = publicUrl;
        _topics = topics;
        _chargers = chargers;
        _tariffs = tariffs;
        _database = database;
        _broker = broker;
        _further = further;
        _gate = gate;
        _log = log;
        _loop = new WorkLoop("home announcer", LookAsync, Pause, log) { Heartbeat = heartbeat, StorageFailed = LogStorageFailure };
        if (further != null)
        {
            further.Received = TakeBirth;
        }
    }

    /// <summary>Announces from now on.</summary>
    public void Start()
    {
        _loop.Start();
    }

    /// <summary>Looks once.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = _settings.HomeAssistant ? _chargers.Ids() : [];
        Sight now = new(_tariffs.State(), _broker.ConnectionNumber, Volatile.Read(ref _birthCount));
        if (now.ConnectionNumber != _seen.ConnectionNumber || now.BirthCount != _seen.BirthCount)
        {
            _sent.Clear();
            _isSettled = false;
        }

        if (now.Tariffs != _seen.Tariffs || !ids.SequenceEqual(_ids))
        {
            _configs = ids.ToDictionary(
                id => id,
                id => DiscoveryConfig.Write(id, _tariffs.CurrentOf(id)?.Device.Currency ?? "", _publicUrl.TrimEnd('/')),
                StringComparer.Ordinal);
            _ids = ids;
            _isSettled = false;
        }

        if (_gate != null)
        {
            _gate.Announce(_configs);
            _gate.Refresh();
        }
        else if (!_isSettled)
        {
            _isSettled = await TrySendAsync(cancellationToken);
        }

        _seen = now;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    // Whether the broker has all of it and nothing else.
    private async Task<bool> TrySendAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> wanted = _configs.ToDictionary(
            config => _topics.ConfigOf(config.Key),
            config => config.Value,
            StringComparer.Ordinal);
        HashSet<string> announced = Announced();
        bool isDone = true;
        foreach (string gone in announced.Except(wanted.Keys))
        {
            isDone &= await TryTakeBackAsync(gone, cancellationToken);
        }

        foreach ((string topic, byte[] config) in wanted)
        {
            isDone &= await TrySendAsync(topic, config, announced.Contains(topic), cancellationToken);
        }

        return isDone;
    }

    private async Task<bool> TryTakeBackAsync(string topic, CancellationToken cancellationToken)
    {
        // An empty retained message takes the broker's copy away, and the device out of Home Assistant.
        bool isTakenBack = _further != null && await _further.TryPublishRetainedAsync(topic, [], cancellationToken);
        if (isTakenBack)
        {
            _sent.Remove(topic);
            Note("DELETE FROM home_announced WHERE topic = @topic", topic);
        }

        return isTakenBack;
    }

    private async Task<bool> TrySendAsync(string topic, byte[] config, bool isAnnounced, CancellationToken cancellationToken)
    {
        if (_sent.TryGetValue(topic, out byte[]? sent) && sent.AsSpan().SequenceEqual(config))
        {
            return true;
        }

        if (!isAnnounced)
        {
            // Before it goes out: what is not written down could never be taken back.
            Note("INSERT INTO home_announced (topic) VALUES (@topic) ON CONFLICT DO NOTHING", topic);
        }

        bool isSent = _further != null && await _further.TryPublishRetainedAsync(topic, config, cancellationToken);
        if (isSent)
        {
            _sent[topic] = config;
        }

        return isSent;
    }

    private HashSet<string> Announced()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<string>("SELECT topic FROM home_announced")];
    }

    private void Note(string sql, string topic)
    {
        using DbConnection connection = _database.Open();
        connection.Execute(sql, new { topic });
    }

    private void TakeBirth(string topic, byte[] payload)
    {
        if (topic == _topics.Birth && payload.AsSpan().SequenceEqual("online"u8))
        {
            Interlocked.Increment(ref _birthCount);
        }
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        await AnnounceAsync(cancellationToken);
        return _settings.HomeAssistant || !_isSettled ? Pause : null;
    }

    [LoggerMessage(
        EventId = 911,
        Level = LogLevel.Warning,
        Message = "Home Assistant waits for news of chargers, because the database is away: {Cause}"
    )]
    private partial void LogStorageFailure(string cause);

    private readonly record struct Sight(TariffState? Tariffs, int ConnectionNumber, int BirthCount);
}
