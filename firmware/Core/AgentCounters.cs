namespace Firmware.Core;

/// <summary>Figures of the agent's own health, told with its status.</summary>
public sealed class AgentCounters
{
    /// <summary>Boots since the journal was first written.</summary>
    public long BootCount;

    /// <summary>Why the board started last.</summary>
    public string BootReason = "";

    /// <summary>Time since boot, in ms.</summary>
    public long UptimeMs;

    /// <summary>Clock quality, as its letter.</summary>
    public string ClockQuality = "U";

    /// <summary>Version of the cached tariff; 0 without one.</summary>
    public int TariffVersion;

    /// <summary>Hash of the cached tariff; empty without one.</summary>
    public string TariffHash = "";

    /// <summary>Durable records that have no receipt yet.</summary>
    public long RecordsWaiting;

    /// <summary>Intervals not billed because the sensor was away, since boot.</summary>
    public long MeterGaps;

    /// <summary>Intervals not billed because their power was implausible, since boot.</summary>
    public long MeterImplausible;
}
