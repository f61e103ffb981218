namespace Firmware.Core.Tariffs;

/// <summary>How the volumes of a dimension relate to its price and its step.</summary>
public static class PriceUnit
{
    /// <summary>How many dimensions there are.</summary>
    public const int DimensionCount = 4;

    /// <summary>
    /// Energy below this above a whole step is noise of the meter, in mWh: 0.1 Wh, the last decimal that a CDR tells, so that bill and CDR
    /// say the same.
    /// </summary>
    public const long NoiseMilliwattHours = 100;

    /// <summary>The volume that one price buys: 1 kWh in mWh, 1 h in ms, one piece.</summary>
    public static long VolumePerPrice(PriceDimension dimension)
    {
        switch (dimension)
        {
            case PriceDimension.Energy: return 1000000;
            case PriceDimension.Flat: return 1;
            default: return 3600000;
        }
    }

    /// <summary>The largest volume whose price still fits in 64 bits: 1 MWh, 90 days, each of at most 32 elements once.</summary>
    public static long VolumeMax(PriceDimension dimension)
    {
        switch (dimension)
        {
            case PriceDimension.Energy: return 1000000000;
            case PriceDimension.Flat: return 32;
            default: return 90L * 24 * 3600 * 1000;
        }
    }

    /// <summary>The largest billing step: 1 MWh, or one day, so that the largest volume rounded up still fits.</summary>
    public static long StepMax(PriceDimension dimension)
    {
        return dimension == PriceDimension.Energy ? 1000000000 : 86400000;
    }
}
