using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;

namespace CloudBridge.Core.Operations.Live;

/// <summary>
/// Asks the chargers that somebody looks at for a live value each second, so that an open page sees the cost rise. The command holds for a
/// minute and is sent again each half; when nobody looks any more it runs out by itself.
/// </summary>
public sealed partial class WatchKeeper : IAsyncDisposable
{
    /// <summary>How often the command is repeated, in ms of the bridge's clock.</summary>
    public const long RepeatMs = 30000;

    // In real time, even where the bridge's clock runs faster: a page that has just been opened waits no longer than this.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly LiveViewers _viewers;
    private readonly Func<string, CancellationToken, Task<bool>> _watch;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private Dictionary<string, long> _sentUtcMs = new(StringComparer.Ordinal);

    /// <summary>A keeper for the viewers of a bridge.</summary>
    /// <param name="viewers">Who looks.</param>
    /// <param name="watch">Sends the command to a charger; false when there is no connection.</param>
    /// <param name="clock">The bridge's clock.</param>
    /// <param name="log">Where a defect is told.</param>
    public WatchKeeper(LiveViewers viewers, Func<string, CancellationToken, Task<bool>> watch, TimeProvider clock, ILogger<WatchKeeper> log)
    {
        _viewers = viewers;
        _watch = watch;
        _clock = clock;
        _log = log;
        _loop = new WorkLoop("live values", LookAsync, Look, log) { DefectMet = LogDefect };
    }

    /// <summary>Beats each time it looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Keeps looking.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start(Look);
    }

    /// <summary>Sends the command where it is due.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Dictionary<string, long> sent = new(StringComparer.Ordinal);
        foreach (string chargerId in _viewers.WatchedChargers())
        {
            long? lastMs = _sentUtcMs.TryGetValue(chargerId, out long ms) ? ms : null;
            bool isDue = lastMs == null || nowMs - lastMs >= RepeatMs || nowMs < lastMs;
            bool isSent = !isDue;
            if (isDue)
            {
                // One command that fails in a way nobody thought of must not end the looking for every page.
                await _loop.TryAsync("charger " + chargerId, async () => isSent = await _watch(chargerId, cancellationToken));
            }

            if (isSent)
            {
                sent[chargerId] = isDue ? nowMs : lastMs!.Value;
            }
        }

        _loop.Defects.KeepOnly([.. _viewers.WatchedChargers().Select(chargerId => "charger " + chargerId)]);
        _sentUtcMs = sent;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        await StepAsync(cancellationToken);
        return Look;
    }

    [LoggerMessage(
        EventId = 912,
        Level = LogLevel.Error,
        Message = "Asking chargers for live values met a defect of the bridge at {About}; it is tried again. Please report it."
    )]
    private partial void LogDefect(string about, Exception cause);
}
