using System.Diagnostics;

namespace Hardware.Bench.Demo;

/// <summary>The demo's time: begins at an instant and runs so many times as fast as real time, for chargers and bridge alike.</summary>
public sealed class DemoClock : TimeProvider
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _start;
    private readonly double _speed;

    /// <summary>A clock that runs from now on.</summary>
    public DemoClock(DateTimeOffset start, double speed)
    {
        _start = start;
        _speed = speed;
    }

    /// <summary>UTC in unix ms.</summary>
    public long UtcUnixMs => GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        // Monotonic time runs as fast: to a bridge this clock does not jump.
        return _startedAt + (long)((base.GetTimestamp() - _startedAt) * _speed);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        return _start + (Stopwatch.GetElapsedTime(_startedAt) * _speed);
    }
}
