namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A clock that a test sets. It moves only when it is told to. Pauses by it run in real time, shorter by its
/// pace.</summary>
public sealed class SetClock : TimeProvider
{
    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>By how much pauses are shorter than in real time, from 1.</summary>
    public int Pace { get; init; } = 1;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        return Now;
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        return base.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));
    }

    private TimeSpan Shorter(TimeSpan pause)
    {
        return pause == Timeout.InfiniteTimeSpan ? pause : pause / Pace;
    }
}
