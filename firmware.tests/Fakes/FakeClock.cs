using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class FakeClock : IClock
{
    /// <summary>2026-01-05T00:00:00Z, a Monday: where the wall clock stands at boot.</summary>
    public const long StartUtcMs = 1767571200000;

    /// <inheritdoc />
    public long MonotonicMs { get; private set; }

    /// <inheritdoc />
    public long UtcUnixMs { get; set; } = StartUtcMs;

    /// <inheritdoc />
    public ClockQuality Quality { get; set; } = ClockQuality.Synchronised;

    /// <summary>Moves both times.</summary>
    public void Advance(long elapsedMs)
    {
        MonotonicMs += elapsedMs;
        UtcUnixMs += elapsedMs;
    }

    /// <summary>A power cut: the monotonic time begins again, the wall time goes on.</summary>
    public void Restart(long outageMs)
    {
        MonotonicMs = 0;
        UtcUnixMs += outageMs;
    }
}
