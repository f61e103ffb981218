namespace Hardware.Bench.Servers;

/// <summary>A bill as its reader sees it: what it says was used, and what it asks for that. Read from the bridge's JSON by names of its
/// own, so that nothing of the bridge is believed.</summary>
public sealed record StatedBill
{
    /// <summary>Its number.</summary>
    public string Number { get; init; } = "";

    /// <summary>The session it says it is for.</summary>
    public StatedSession Session { get; init; } = new();

    /// <summary>Net, in cents.</summary>
    public long TotalExclMinor { get; init; }

    /// <summary>Gross, in cents.</summary>
    public long TotalInclMinor { get; init; }

    /// <summary>Net before rounding, in millionths, rounded down.</summary>
    public long TotalExclMicros { get; init; }

    /// <summary>Gross before rounding, in millionths, rounded down.</summary>
    public long TotalInclMicros { get; init; }

    /// <summary>It says that a price was in doubt, and that it took the lowest.</summary>
    public bool IsEstimated { get; init; }
}

/// <summary>The session of a stated bill.</summary>
public sealed record StatedSession
{
    /// <summary>Charger id and session number.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Plug-in.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Unplug.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>It began no earlier; null where all times are known.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>It ended no later; null where all times are known.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Energy, in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>What was used, in order of time.</summary>
    public IReadOnlyList<StatedPeriod> Periods { get; init; } = [];
}

/// <summary>A charging period of a stated bill.</summary>
/// <param name="Start">Its start.</param>
/// <param name="ChargingMs">How much of it the vehicle charged, in ms.</param>
/// <param name="ParkingMs">How much of it the vehicle parked, in ms.</param>
/// <param name="EnergyMilliwattHours">Its energy, in mWh.</param>
public sealed record StatedPeriod(DateTimeOffset Start, long ChargingMs, long ParkingMs, long EnergyMilliwattHours);
