namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A clock that a test sets. It moves only when it is told to. Pauses by it run in real time, shorter by its
/// pace.</summary>
public sealed class SetClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan _jumped;

    /// <summary>The time now. To set it lets time pass: monotonic time goes along.</summary>
    public DateTimeOffset Now
    {
        get => _now + _jumped;
        set => _now = value - _jumped;
    }

    /// <summary>By how much pauses are shorter than in real time, from 1.</summary>
    public int Pace { get; init; } = 1;

    /// <summary>The same time, with the real monotonic time: for sign-ins and the patience with loops.</summary>
    public TimeProvider Wall => new WallClock(this);

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Sets the clock without time passing: only monotonic time knows.</summary>
    public void Jump(TimeSpan ahead)
    {
        _jumped += ahead;
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        return _now.Ticks;
    }

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

    private sealed class WallClock(SetClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            return clock.Now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            return clock.CreateTimer(callback, state, dueTime, period);
        }
    }
}
