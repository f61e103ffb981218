using Firmware.Core.Records;

namespace Hardware.Bench.Season;

/// <summary>A vehicle's stay at a charger. Times are UTC in unix ms.</summary>
public sealed class Visit
{
    /// <summary>Plug-in.</summary>
    public required long PlugInUtcMs { get; init; }

    /// <summary>Unplug.</summary>
    public required long UnplugUtcMs { get; set; }

    /// <summary>What the vehicle takes if it has the time, in mWh; 0 when it never begins.</summary>
    public required long WantedMilliwattHours { get; init; }

    /// <summary>What it draws before it slows down, in mW.</summary>
    public required long PowerMilliwatts { get; init; }

    /// <summary>How long it waits before it begins, in ms.</summary>
    public required long DelayMs { get; init; }

    /// <summary>Who claimed the session; null when nobody did.</summary>
    public SeasonAccount? Claimant { get; init; }

    /// <summary>What goes wrong with its record.</summary>
    public RecordMishap Mishap { get; set; }

    /// <summary>Why the session ends.</summary>
    public EndReason EndReason { get; set; }
}

/// <summary>What can go wrong with a session's record, apart from faults.</summary>
public enum RecordMishap
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The charger never learns the time while it lasts: the bill is estimated.</summary>
    NoClock,

    /// <summary>It learns the time in the middle, and works its periods back.</summary>
    LateClock,

    /// <summary>The charger has no tariff: the bridge prices alone.</summary>
    NoTariff,

    /// <summary>Neither time nor tariff: nobody can tell the price, the bridge holds.</summary>
    NoClockNoTariff,

    /// <summary>The tariff it names is another bridge's, as when a charger was moved: the bridge holds.</summary>
    ForeignTariff,

    /// <summary>The charger comes to another cost, as one with a defect would: the bridge holds.</summary>
    WrongCost,

    /// <summary>The record does not follow the one before it: the bridge holds.</summary>
    ChainBreak,

    /// <summary>The register begins below the end of the session before, as after a restored copy of the flash: the bridge holds.</summary>
    RegisterBack,

    /// <summary>The record is lost for ever: the bridge sees a gap, and energy that is on no bill.</summary>
    Lost,
}
