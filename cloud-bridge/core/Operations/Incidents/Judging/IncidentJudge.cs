using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>
/// Makes incidents out of what chargers and bridge tell, all the time while the bridge runs: once a second, and soon after something was
/// committed. What it must remember is in the database and written in the same transaction as the incidents, so that a crash loses and
/// doubles nothing, and several bridges on one database agree: whoever holds the write lock judges what is not judged yet.
/// </summary>
public sealed partial class IncidentJudge : IAsyncDisposable
{
    // Real time, whatever time the bridge plays.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // After a pass the writers go first for a moment, however much comes.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    // A running session's figures are kept so often, in ms: what is told of it after a crash is at most so old.
    private const long KeepLiveMs = 60000;

    private readonly Database _database;
    private readonly LiveBoard _board;
    private readonly Hearing _hearing;
    private readonly NewsOfOthers _news;
    private readonly TimeProvider _clock;
    private readonly Func<string, Task> _ask;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private readonly Dictionary<string, KeptLive> _kept = new(StringComparer.Ordinal);

    /// <summary>Over a database and the live values of this process; <paramref name="ask"/> asks a charger for its status.</summary>
    public IncidentJudge(
        Database database,
        LiveBoard board,
        Hearing hearing,
        ChangeFeed changes,
        TimeProvider clock,
        Func<string, Task> ask,
        ILogger<IncidentJudge> log)
    {
        _database = database;
        _board = board;
        _hearing = hearing;
        _news = new NewsOfOthers(changes);
        _clock = clock;
        _ask = ask;
        _log = log;
        _loop = new WorkLoop("incidents", LookAsync, Pause, log) { Rest = Rest, StorageFailed = LogStorageFailure, DefectMet = LogDefect };
    }

    /// <summary>Beats each time the judge looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Called after incidents were committed; must not block.</summary>
    public Action? Told { get; init; }

    /// <summary>Judges from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <summary>Something was committed that may be worth a look; never blocks.</summary>
    public void Wake()
    {
        _loop.Wake();
    }

    /// <summary>One pass; true when more waits.</summary>
    public async Task<bool> PassAsync()
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        List<KeptLive> live = NewLives(nowUtcMs);
        bool hasWork = HasWork(nowUtcMs);
        JudgeResult? result = hasWork || live.Count > 0 ? Judge(nowUtcMs, [.. live.Select(kept => kept.ChargerId)]) : null;
        foreach (KeptLive kept in live.Where(kept => result?.LiveChargerIds.Contains(kept.ChargerId) == true))
        {
            _kept[kept.ChargerId] = kept;
        }

        if (result != null)
        {
            Told?.Invoke();
        }

        using (DbConnection connection = _database.Open())
        {
            _news.Tell(connection, nowUtcMs);
        }

        foreach (string chargerId in result?.AskedChargerIds ?? [])
        {
            await _ask(chargerId);
        }

        return result?.IsMore == true;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        bool isMore = false;
        if (await _loop.TryAsync("a pass", async () => isMore = await PassAsync()))
        {
            _loop.Defects.KeepOnly([]);
        }
        else
        {
            isMore = await JudgeOneByOneAsync();
        }

        return isMore ? TimeSpan.Zero : Pause;
    }

    // A rule met something that it was not made for. The rest goes on: each alert by itself, and the one that fails is given up.
    private async Task<bool> JudgeOneByOneAsync()
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        bool isMore = false;
        if (!await _loop.TryAsync("one alert", () =>
            {
                isMore = _database.Write(connection => IncidentRules.Run(connection, _board, _hearing, nowUtcMs, [], 1)).IsMore;
                return Task.CompletedTask;
            }))
        {
            isMore = _database.Write(connection => { IncidentRules.SkipFirstAlert(connection, nowUtcMs); return false; });
        }

        return isMore;
    }

    private bool HasWork(long nowUtcMs)
    {
        using DbConnection connection = _database.Open();
        _news.Begin(connection);
        return IncidentRules.HasWork(connection, _hearing, nowUtcMs);
    }

    private JudgeResult Judge(long nowUtcMs, IReadOnlyCollection<string> liveChargerIds)
    {
        return _database.Write(connection => IncidentRules.Run(connection, _board, _hearing, nowUtcMs, liveChargerIds));
    }

    // Live values that the database should know: of another session, of a price that changed, or the minute's.
    private List<KeptLive> NewLives(long nowUtcMs)
    {
        List<KeptLive> lives = [];
        foreach (string chargerId in _board.LiveSince(nowUtcMs - KeepLiveMs))
        {
            LiveReading? reading = _board.ReadingOf(chargerId);
            KeptLive? kept = _kept.GetValueOrDefault(chargerId);
            if (
                reading?.Session is LiveSession session
                && reading.ReceivedUtcMs != kept?.AtUtcMs
                && (
                    kept == null
                    || session.Number != kept.SessionNumber
                    || session.NextPriceUtcMs != kept.NextPriceUtcMs
                    || reading.ReceivedUtcMs >= kept.AtUtcMs + KeepLiveMs))
            {
                lives.Add(new KeptLive(chargerId, reading.ReceivedUtcMs, session.Number, session.NextPriceUtcMs));
            }
        }

        return lives;
    }

    private sealed record KeptLive(string ChargerId, long AtUtcMs, long SessionNumber, long NextPriceUtcMs);

    [LoggerMessage(EventId = 601, Level = LogLevel.Warning, Message = "Incidents wait, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);

    [LoggerMessage(
        EventId = 602,
        Level = LogLevel.Error,
        Message = "A rule of incidents met a defect of the bridge at {About}; the others go on. Please report it."
    )]
    private partial void LogDefect(string about, Exception cause);
}
