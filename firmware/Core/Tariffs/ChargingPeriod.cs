namespace Firmware.Core.Tariffs;

/// <summary>A ChargingPeriod of OCPI 2.2.1 (10.4.5): a stretch of a session in which one selection of prices was in force.</summary>
public sealed class ChargingPeriod
{
    /// <summary>Start, UTC in unix ms; 0 while no clock is known.</summary>
    public long StartUtcMs;

    /// <summary>Length in ms.</summary>
    public long DurationMs;

    /// <summary>How much of it the vehicle charged, in ms.</summary>
    public long ChargingMs;

    /// <summary>How much of it the vehicle parked, in ms.</summary>
    public long ParkingMs;

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours;

    /// <summary>How much of it was bridged over short gaps of the sensor, in mWh.</summary>
    public long SubstitutedMilliwattHours;

    /// <summary>Current at its start in mA: what a restriction on current was decided by.</summary>
    public long CurrentMilliamps;

    /// <summary>Power at its start in mW: what a restriction on power was decided by.</summary>
    public long PowerMilliwatts;

    /// <summary>What the vehicle did, at the end of the period where several were merged.</summary>
    public PeriodKind Kind;

    /// <summary>The meter was lost: time counts, energy does not.</summary>
    public bool IsMeterLost;

    /// <summary>The elements in force, as <see cref="PriceSelection.Packed"/>.</summary>
    public int PackedSelection;

    /// <summary>Sets all values to those of another period.</summary>
    public void CopyFrom(ChargingPeriod other)
    {
        StartUtcMs = other.StartUtcMs;
        DurationMs = other.DurationMs;
        ChargingMs = other.ChargingMs;
        ParkingMs = other.ParkingMs;
        EnergyMilliwattHours = other.EnergyMilliwattHours;
        SubstitutedMilliwattHours = other.SubstitutedMilliwattHours;
        CurrentMilliamps = other.CurrentMilliamps;
        PowerMilliwatts = other.PowerMilliwatts;
        Kind = other.Kind;
        IsMeterLost = other.IsMeterLost;
        PackedSelection = other.PackedSelection;
    }
}
