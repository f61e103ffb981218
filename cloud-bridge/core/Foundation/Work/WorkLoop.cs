using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;

namespace CloudBridge.Core.Foundation.Work;

/// <summary>
/// Something that goes on by itself while a bridge runs, pass after pass. It never ends by a failure: a database that is away is told once
/// until it is back, a defect once for each thing it is about, and the next pass comes. Pauses are in real time, whatever time the bridge
/// plays.
/// </summary>
public sealed partial class WorkLoop : IAsyncDisposable
{
    private readonly string _name;
    private readonly Func<CancellationToken, Task<TimeSpan?>> _pass;
    private readonly TimeSpan _pauseAfterFailure;
    private readonly ILogger _log;
    private readonly TimeProvider _wallClock;
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _bell = NewBell();
    private Task _going = Task.CompletedTask;
    private bool _isStorageAway;

    /// <summary>A loop that is not started yet.</summary>
    /// <param name="name">What it does, in a word or two.</param>
    /// <param name="pass">Goes round once and gives how long to wait at most for the next time; null when there is nothing left to
    /// do.</param>
    /// <param name="pauseAfterFailure">How long to wait after a pass that failed.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="wallClock">What pauses go by; the system's clock by default.</param>
    public WorkLoop(
        string name,
        Func<CancellationToken, Task<TimeSpan?>> pass,
        TimeSpan pauseAfterFailure,
        ILogger log,
        TimeProvider? wallClock = null)
    {
        _name = name;
        _pass = pass;
        _pauseAfterFailure = pauseAfterFailure;
        _log = log;
        _wallClock = wallClock ?? TimeProvider.System;
    }

    /// <summary>Beats after each pass, and tells readiness of defects.</summary>
    public Heartbeat? Heartbeat { get; set; }

    /// <summary>A wait after each pass that no bell shortens: others go first for this time.</summary>
    public TimeSpan Rest { get; init; }

    /// <summary>Tells that the database is away, in the loop's own words.</summary>
    public Action<string>? StorageFailed { get; init; }

    /// <summary>Tells of a defect, in the loop's own words: what it was about, and the cause.</summary>
    public Action<string, Exception>? DefectMet { get; init; }

    /// <summary>What went wrong and has not gone well since.</summary>
    public LoopDefects Defects { get; } = new();

    /// <summary>Ends when there is nothing left to do, or when it is disposed of.</summary>
    public Task Completion => _going;

    /// <summary>Begins; the first pass comes after a pause or at once.</summary>
    public void Start(TimeSpan after = default)
    {
        Heartbeat?.Follow(Defects);
        _going = Task.Run(() => GoAsync(after));
    }

    /// <summary>There is something to do: the pause ends. Never blocks; a ring during a pass is not lost.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _bell, NewBell()).TrySetResult();
    }

    /// <summary>Does a part of a pass whose defect must not keep the rest from being done; false when it met one.</summary>
    /// <param name="about">What the part is about.</param>
    /// <param name="part">The part.</param>
    public async Task<bool> TryAsync(string about, Func<Task> part)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            await part();
            Defects.Clear(about);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && !Database.IsStorageFailure(e))
        {
            Tell(about, e);
            return false;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _going;
        _stop.Dispose();
    }

    private static TaskCompletionSource NewBell()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task GoAsync(TimeSpan after)
    {
        try
        {
            await Task.Delay(after, _wallClock, _stop.Token);
            TimeSpan? pause;
            do
            {
                // Taken before the look: a ring while it looks is not lost then.
                Task ring = Volatile.Read(ref _bell).Task;
                pause = await PassAsync();
                Heartbeat?.Beat();
                await WaitAsync(ring, pause ?? TimeSpan.Zero);
            }
            while (pause != null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: the loop ends here.
            return;
        }
    }

    private async Task WaitAsync(Task ring, TimeSpan atMost)
    {
        _stop.Token.ThrowIfCancellationRequested();
        if (Rest > TimeSpan.Zero)
        {
            await Task.Delay(Rest, _wallClock, _stop.Token);
        }

        if (atMost > TimeSpan.Zero)
        {
            await Task.WhenAny(ring, Task.Delay(atMost, _wallClock, _stop.Token));
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<TimeSpan?> PassAsync()
    {
        try
        {
            TimeSpan? pause = await _pass(_stop.Token);
            _isStorageAway = false;
            Defects.Clear(LoopDefects.Everything);
            return pause;
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            TellStorageFailure(e);
            return _pauseAfterFailure;
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Tell(LoopDefects.Everything, e);
            return _pauseAfterFailure;
        }
    }

    private void TellStorageFailure(Exception cause)
    {
        if (_isStorageAway)
        {
            return;
        }

        _isStorageAway = true;
        if (StorageFailed != null)
        {
            StorageFailed(cause.Message);
        }
        else
        {
            LogStorageFailure(_name, cause.Message);
        }
    }

    private void Tell(string about, Exception cause)
    {
        if (!Defects.Add(about, cause))
        {
            return;
        }

        string words = about == LoopDefects.Everything ? _name : about;
        if (DefectMet != null)
        {
            DefectMet(words, cause);
        }
        else
        {
            LogDefect(_name, words, cause);
        }
    }

    [LoggerMessage(EventId = 151, Level = LogLevel.Warning, Message = "Loop {Loop} waits, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string loop, string cause);

    [LoggerMessage(
        EventId = 152,
        Level = LogLevel.Error,
        Message = "Loop {Loop} met a defect of the bridge at {About}; the rest goes on. Please report it."
    )]
    private partial void LogDefect(string loop, string about, Exception cause);
}
