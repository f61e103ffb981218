using System.Diagnostics;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>A clock that begins where a test wants it, runs as real time does, and skips what nobody wants to wait for.</summary>
internal sealed class RunningClock : TimeProvider
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _start;
    private long _skippedTicks;

    /// <summary>A clock that runs from now on.</summary>
    public RunningClock(DateTimeOffset start)
    {
        _start = start;
    }

    /// <summary>Lets time pass at once, up to an instant that lies ahead.</summary>
    public void SkipTo(DateTimeOffset instant)
    {
        Interlocked.Add(ref _skippedTicks, (instant - GetUtcNow()).Ticks);
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        return base.GetTimestamp() + (Interlocked.Read(ref _skippedTicks) * (TimestampFrequency / TimeSpan.TicksPerSecond));
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        return _start + Stopwatch.GetElapsedTime(_startedAt) + TimeSpan.FromTicks(Interlocked.Read(ref _skippedTicks));
    }
}
