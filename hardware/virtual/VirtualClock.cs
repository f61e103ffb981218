using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>A clock that moves only when it is told to. The wall clock may be unknown, wrong or jump; monotonic time never goes
/// back.</summary>
public sealed class VirtualClock : IClock
{
    private long _utcOffsetMs;

    /// <summary>A clock that stands at a UTC instant in unix ms, by default synchronised; its monotonic time is 0.</summary>
    public VirtualClock(long utcUnixMs, ClockQuality quality = ClockQuality.Synchronised)
    {
        _utcOffsetMs = utcUnixMs;
        Quality = quality;
    }

    /// <inheritdoc/>
    public long MonotonicMs { get; private set; }

    /// <inheritdoc/>
    public long UtcUnixMs
    {
        get { return MonotonicMs + _utcOffsetMs; }
    }

    /// <inheritdoc/>
    public ClockQuality Quality { get; set; }

    /// <summary>Lets time pass, in ms.</summary>
    public void Advance(long durationMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationMs);
        MonotonicMs += durationMs;
    }

    /// <summary>The wall clock jumps by a difference in ms, either way; monotonic time does not notice.</summary>
    public void JumpUtc(long differenceMs)
    {
        _utcOffsetMs += differenceMs;
    }

    /// <summary>The board restarts: monotonic time begins at 0 again, the wall clock goes on.</summary>
    public void Restart()
    {
        _utcOffsetMs += MonotonicMs;
        MonotonicMs = 0;
    }
}
