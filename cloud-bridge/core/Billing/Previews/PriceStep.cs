using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>A stretch of time with the same prices; each in micro-units of the currency, including VAT, null where it has none.</summary>
/// <param name="FromUtcMs">Its beginning, unix ms.</param>
/// <param name="UntilUtcMs">Its end, unix ms.</param>
/// <param name="EnergyMicros">Per kWh.</param>
/// <param name="TimeMicros">Per hour of charging.</param>
/// <param name="ParkingTimeMicros">Per hour plugged in without charging.</param>
/// <param name="FlatMicros">Once a session.</param>
public sealed record PriceStep(
    long FromUtcMs,
    long UntilUtcMs,
    long? EnergyMicros,
    long? TimeMicros,
    long? ParkingTimeMicros,
    long? FlatMicros)
{
    private const long Millionths = 1000000;

    /// <summary>The prices of a selection.</summary>
    internal static PriceStep Of(Tariff tariff, int packed, long fromUtcMs, long untilUtcMs)
    {
        return new PriceStep(
            fromUtcMs,
            untilUtcMs,
            PriceOf(tariff, packed, PriceDimension.Energy),
            PriceOf(tariff, packed, PriceDimension.Time),
            PriceOf(tariff, packed, PriceDimension.ParkingTime),
            PriceOf(tariff, packed, PriceDimension.Flat));
    }

    /// <summary>Whether another stretch has the same prices.</summary>
    public bool IsSamePrice(PriceStep other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { FromUtcMs = other.FromUtcMs, UntilUtcMs = other.UntilUtcMs } == other;
    }

    // To be looked at, so rounded to the micro-unit, half up; bills are made of the prices without VAT.
    private static long? PriceOf(Tariff tariff, int packed, PriceDimension dimension)
    {
        int element = PriceSelection.ElementOf(packed, dimension);
        return element == PriceSelection.None
            ? null
            : (long)(
                (
                    (
                        (Int128)tariff.Elements[element].PriceMicrosOf(dimension)
                        * (Millionths + tariff.Elements[element].VatPpmOf(dimension))
                    ) + (Millionths / 2)
                ) / Millionths);
    }
}
