namespace Firmware.Core.Tariffs;

/// <summary>What the vehicle did in a charging period.</summary>
public enum PeriodKind
{
    /// <summary>It drew current: TIME.</summary>
    Charging = 0,

    /// <summary>It could draw and did not: PARKING_TIME.</summary>
    Parking = 1,

    /// <summary>It waited for the charger, which is neither (OCPI 2.2.1, 10.4.2: parking is not waiting for the EVSE).</summary>
    Waiting = 2,
}
