using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>ChargingPeriod of a CDR of OCPI 2.2.1, 10.4.5; a dimension that is not there is null.</summary>
public sealed record OcpiCdrPeriod
{
    /// <summary>Where it stands in the CDR, for messages.</summary>
    public required string JsonPath { get; init; }

    /// <summary>Start of the period.</summary>
    public required Instant StartDateTime { get; init; }

    /// <summary>ENERGY in kWh.</summary>
    public decimal? Energy { get; init; }

    /// <summary>TIME in hours.</summary>
    public decimal? Time { get; init; }

    /// <summary>PARKING_TIME in hours.</summary>
    public decimal? ParkingTime { get; init; }

    /// <summary>MIN_CURRENT in A.</summary>
    public decimal? MinCurrent { get; init; }

    /// <summary>MAX_CURRENT in A.</summary>
    public decimal? MaxCurrent { get; init; }

    /// <summary>MIN_POWER in kW.</summary>
    public decimal? MinPower { get; init; }

    /// <summary>MAX_POWER in kW.</summary>
    public decimal? MaxPower { get; init; }
}
