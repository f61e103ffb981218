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
    private readonly CancellationTokenSource _stop = new();
    private Dictionary<string, long> _sentUtcMs = new(StringComparer.Ordinal);
    private Task _looking = Task.CompletedTask;

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
    }

    /// <summary>Keeps looking.</summary>
    public void Start()
    {
        _looking = LookAsync();
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
            if (!isDue || await _watch(chargerId, cancellationToken))
            {
                sent[chargerId] = isDue ? nowMs : lastMs!.Value;
            }
        }

        _sentUtcMs = sent;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task StepOrLogAsync()
    {
        try
        {
            await StepAsync(_stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One command that fails in a way nobody thought of must not end the looking for every page.
            LogDefect(e);
        }
    }

    [LoggerMessage(EventId = 912, Level = LogLevel.Error, Message = "Asking chargers for live values met a defect of the bridge; it is tried again. Please report it.")]
    private partial void LogDefect(Exception cause);

    private async Task LookAsync()
    {
        try
        {
            using PeriodicTimer timer = new(Look);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await StepOrLogAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: the loop ends here.
            return;
        }
    }
}
