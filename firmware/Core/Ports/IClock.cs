namespace Firmware.Core.Ports;

/// <summary>Monotonic time for intervals, wall time for bills. They are never mixed: the wall clock may jump.</summary>
public interface IClock
{
    /// <summary>Milliseconds since boot; never goes back.</summary>
    long MonotonicMs { get; }

    /// <summary>UTC in milliseconds since 1970-01-01; means nothing while <see cref="Quality"/> is unknown.</summary>
    long UtcUnixMs { get; }

    /// <summary>How far <see cref="UtcUnixMs"/> can be trusted.</summary>
    ClockQuality Quality { get; }
}
