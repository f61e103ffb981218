using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;

namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>Tells people of a doubt about the clock, keeps it for the next start and for commands, and takes an operator's word.</summary>
public sealed partial class ClockKeeper : IHeartbeat, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // How old the doubt may be that a start finds.
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(1);

    private readonly BridgeClock _clock;
    private readonly ClockStore _store;
    private readonly Heartbeat _heartbeat;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private StoredDoubt? _kept;
    private string? _toldReason;

    /// <summary>Of a clock; not yet started.</summary>
    public ClockKeeper(BridgeClock clock, ClockStore store, Heartbeat heartbeat, ILogger<ClockKeeper> log)
    {
        _clock = clock;
        _store = store;
        _heartbeat = heartbeat;
        _log = log;
        _loop = new WorkLoop("clock", LookAsync, Pause, log) { Heartbeat = heartbeat };
        // What the bridge before this one ended with.
        _kept = store.ReadDoubt();
    }

    /// <inheritdoc />
    public string Name => _heartbeat.Name;

    /// <inheritdoc />
    public TimeSpan Patience => _heartbeat.Patience;

    /// <inheritdoc />
    public TimeSpan SinceLastBeat => _heartbeat.SinceLastBeat;

    /// <inheritdoc />
    public string? Trouble => _clock.FindDoubt() is ClockDoubt doubt ? $"{doubt.Words}: {ClockDoubt.Advice}" : _heartbeat.Trouble;

    /// <inheritdoc />
    public bool IsStuck => _heartbeat.IsStuck;

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        _loop.Start();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    private Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        ClockDoubt? doubt = _clock.FindDoubt();
        if (doubt != null && AcceptedBy() is string by)
        {
            _clock.Accept();
            LogAccepted(by, _clock.MachineUtc);
            doubt = _clock.FindDoubt();
        }

        Keep(doubt);
        return Task.FromResult<TimeSpan?>(Pause);
    }

    // A word counts for the time that it was said of, and not for one the clock has jumped to since.
    private string? AcceptedBy()
    {
        long machineUtcMs = _clock.MachineUtc.ToUnixTimeMilliseconds();
        return _store.Acceptances()
            .FirstOrDefault(word => Math.Abs(machineUtcMs - word.ToldUtcMs) <= (long)ClockWitnesses.Near.TotalMilliseconds)
            ?.By;
    }

    private void Keep(ClockDoubt? doubt)
    {
        DateTimeOffset nowUtc = _clock.GetUtcNow();
        long nowUtcMs = nowUtc.ToUnixTimeMilliseconds();
        if (doubt == null)
        {
            KeepNone(nowUtc);
            return;
        }

        if (_kept?.Reason != doubt.Reason || nowUtcMs - _kept.SteadyUtcMs >= (long)WrittenEvery.TotalMilliseconds)
        {
            long sinceUtcMs = _kept?.Reason == doubt.Reason ? _kept.SinceUtcMs : nowUtcMs;
            _kept = new StoredDoubt(doubt.Reason, sinceUtcMs, nowUtcMs, _clock.MachineUtc.ToUnixTimeMilliseconds());
            _store.Write(_kept);
        }

        if (_toldReason != doubt.Reason)
        {
            _toldReason = doubt.Reason;
            LogDoubt(doubt.Words, _clock.MachineUtc, nowUtc, ClockDoubt.Advice);
        }
    }

    private void KeepNone(DateTimeOffset nowUtc)
    {
        if (_kept != null)
        {
            _store.Write(null);
            _kept = null;
        }

        if (_toldReason != null)
        {
            _toldReason = null;
            LogOver(nowUtc);
        }
    }

    [LoggerMessage(
        EventId = 181,
        Level = LogLevel.Critical,
        Message = "The clock is in doubt: {Why} (it says {MachineTime:u}, the bridge goes by {Time:u}); {Advice}"
    )]
    private partial void LogDoubt(string why, DateTimeOffset machineTime, DateTimeOffset time, string advice);

    [LoggerMessage(EventId = 182, Level = LogLevel.Warning, Message = "The clock is believed again: {Time:u}. What waited is done now.")]
    private partial void LogOver(DateTimeOffset time);

    [LoggerMessage(EventId = 183, Level = LogLevel.Warning, Message = "{By} said that the clock is right: {Time:u}.")]
    private partial void LogAccepted(string by, DateTimeOffset time);
}
