namespace Firmware.Core.Messaging;

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

    /// <summary>Readings that the sensor did not give, since boot.</summary>
    public long SensorErrors;

    /// <summary>Mean current that the sensor shows while the contactor is open, in mA and signed; 0 before the first minute.</summary>
    public long ZeroOffsetMilliamps;

    /// <summary>Closings of the contactor in its life.</summary>
    public long ContactorCycles;

    /// <summary>Openings of the contactor while at least the start current flowed, in its life.</summary>
    public long HotOpenings;

    /// <summary>Trips of the temperature switch in the charger's life.</summary>
    public long OverTemperatureTrips;

    /// <summary>Room in bytes for more durable records.</summary>
    public long OutboxBytesFree;

    /// <summary>Alerts that were not kept because only session summaries still had room, since boot.</summary>
    public long AlertsDropped;

    /// <summary>Records given up because the bridge answered those after them and never these, since boot.</summary>
    public long RecordsGivenUp;

    /// <summary>Messages refused since boot: not proved, sent before, too many, or not to be understood.</summary>
    public long MessagesRefused;
}
