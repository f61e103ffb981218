namespace CloudBridge.Core.Billing.Bills;

/// <summary>The facts of a session as its bill states them.</summary>
public sealed record BilledSession
{
    /// <summary>Charger id and session number.</summary>
    public required string SessionId { get; init; }

    /// <summary>The charger.</summary>
    public required string ChargerId { get; init; }

    /// <summary>Connector standard as OCPI names it.</summary>
    public required string ConnectorType { get; init; }

    /// <summary>Plug-in; the latest it can have been where <see cref="NotBefore"/> is set.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Unplug; the latest it can have been where <see cref="NotAfter"/> is set.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The charger did not know some time: the session began no earlier than this. Null where all times are known.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The charger did not know some time: the session ended no later than this. Null where all times are known.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>How far start and end can be trusted, letters of OCMF: U, I, R or S, the worse of both.</summary>
    public required string ClockQuality { get; init; }

    /// <summary>Reason of OCPP 1.6.</summary>
    public required string EndReason { get; init; }

    /// <summary>Lifetime register at plug-in, in mWh.</summary>
    public required long RegisterStartMilliwattHours { get; init; }

    /// <summary>Lifetime register at the end, in mWh.</summary>
    public required long RegisterEndMilliwattHours { get; init; }

    /// <summary>Energy, in mWh.</summary>
    public required long EnergyMilliwattHours { get; init; }

    /// <summary>How much of it was bridged over short gaps of the sensor, in mWh.</summary>
    public required long SubstitutedMilliwattHours { get; init; }

    /// <summary>Time the vehicle charged, in ms.</summary>
    public required long ChargingMs { get; init; }

    /// <summary>Time the vehicle was plugged in without taking, in ms.</summary>
    public required long ParkingMs { get; init; }

    /// <summary>Whole time by the charger's own clock, in ms.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The charging periods as the charger recorded them.</summary>
    public required IReadOnlyList<BilledPeriod> Periods { get; init; }
}

/// <summary>A charging period of a billed session.</summary>
/// <param name="Start">Its start.</param>
/// <param name="DurationMs">Its length in ms.</param>
/// <param name="Kind">Charging, Parking or Waiting: what the vehicle did at its end.</param>
/// <param name="ChargingMs">How much of it the vehicle charged, in ms.</param>
/// <param name="ParkingMs">How much of it the vehicle parked, in ms.</param>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="CurrentMilliamps">Current at its start in mA.</param>
/// <param name="PowerMilliwatts">Power at its start in mW.</param>
/// <param name="IsMeterLost">The meter was lost: time counts, energy does not.</param>
/// <param name="Elements">Which elements of the tariff priced it; null on bills from before this was written down.</param>
public sealed record BilledPeriod(
    DateTimeOffset Start,
    long DurationMs,
    string Kind,
    long ChargingMs,
    long ParkingMs,
    long EnergyMilliwattHours,
    long CurrentMilliamps,
    long PowerMilliwatts,
    bool IsMeterLost,
    PeriodElements? Elements = null);
