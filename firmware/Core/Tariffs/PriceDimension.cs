namespace Firmware.Core.Tariffs;

/// <summary>TariffDimensionType of OCPI 2.2.1, 11.4.4.</summary>
public enum PriceDimension
{
    /// <summary>Per kWh; volumes in mWh, steps in Wh.</summary>
    Energy = 0,

    /// <summary>Per hour of charging; volumes in ms, steps in seconds.</summary>
    Time = 1,

    /// <summary>Per hour plugged in without charging; volumes in ms, steps in seconds.</summary>
    ParkingTime = 2,

    /// <summary>Once a session for each element that becomes active.</summary>
    Flat = 3,
}
