using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>What the energy of a session cost the operator, excluding VAT, exactly: millionths of the currency and a remainder that no
/// rounding has cut off.</summary>
/// <param name="Micros">Whole micro-units.</param>
/// <param name="Parts">Eighteen-millionths of a micro-unit, below <see cref="PartsPerMicro"/>.</param>
/// <param name="UnpricedMilliwattHours">Energy that no element of the tariff prices, in mWh: it is taken as free and told.</param>
public sealed record PurchasePrice(long Micros, long Parts, long UnpricedMilliwattHours)
{
    /// <summary>Parts of a micro-unit.</summary>
    public const long PartsPerMicro = 18000000;

    /// <summary>Prices periods with the charger's engine, cut where the price changes; inside a charging period use is even.</summary>
    public static PurchasePrice Of(Tariff tariff, IReadOnlyList<ChargingPeriod> periods)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        Int128 parts = 0;
        long unpriced = 0;
        foreach (
            ChargingPeriod part in CdrPeriodSplitter.Split(
                tariff,
                periods.Where(period => period.DurationMs > 0 || period.EnergyMilliwattHours > 0)))
        {
            int element = PriceSelection.ElementOf(part.PackedSelection, PriceDimension.Energy);
            if (element == PriceSelection.None)
            {
                unpriced += part.EnergyMilliwattHours;
                continue;
            }

            parts +=
                (Int128)part.EnergyMilliwattHours
                * tariff.Elements[element].EnergyPriceMicros
                * (PartsPerMicro / PriceUnit.VolumePerPrice(PriceDimension.Energy));
        }

        return new PurchasePrice((long)(parts / PartsPerMicro), (long)(parts % PartsPerMicro), unpriced);
    }
}
