using Firmware.Core.Ports;
using Hardware.Virtual;

namespace Hardware.Bench.Chaos;

/// <summary>Makes a charger's wall clock unknown after a boot, or wrong for a while.</summary>
internal sealed class ClockFault
{
    private const long ErrorMaxMs = 3 * 3600 * 1000;
    private const long LateMs = 15 * 60 * 1000;

    private readonly Random _random;
    private long _knownAtMs;
    private long _errorMs;

    /// <summary>A clock's faults, from a charger's own generator.</summary>
    public ClockFault(Random random)
    {
        _random = random;
    }

    /// <summary>The board boots: half of the times the clock is not known. Then it comes soon, or at times not before the session is
    /// over.</summary>
    public bool IsUnknownAtBoot(VirtualClock clock)
    {
        bool isUnknown = _random.Next(2) == 0;
        clock.Quality = isUnknown ? ClockQuality.Unknown : ClockQuality.Synchronised;
        _knownAtMs = !isUnknown ? 0 : _random.Next(5) == 0 ? LateMs : _random.Next(2, 120) * 1000L;
        return isUnknown;
    }

    /// <summary>The clock becomes known when its time has come.</summary>
    public void Follow(VirtualClock clock)
    {
        if (clock.Quality == ClockQuality.Unknown && clock.MonotonicMs >= _knownAtMs)
        {
            clock.Quality = ClockQuality.Synchronised;
        }
    }

    /// <summary>The clock is wrong by up to three hours, and right again the next time.</summary>
    public void Jump(VirtualClock clock)
    {
        long jumpMs = _errorMs != 0 ? -_errorMs : _random.NextInt64(-ErrorMaxMs, ErrorMaxMs);
        _errorMs += jumpMs;
        clock.JumpUtc(jumpMs);
    }
}
