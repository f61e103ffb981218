namespace Firmware.Core.Tariffs;

/// <summary>From an instant on, local time is this far ahead of UTC. The device has no time zones, so the bridge sends them as a
/// table.</summary>
public sealed class UtcOffset
{
    /// <summary>First instant, UTC in unix ms.</summary>
    public long FromUtcMs { get; set; }

    /// <summary>Local time minus UTC, in seconds.</summary>
    public int OffsetSeconds { get; set; }
}
