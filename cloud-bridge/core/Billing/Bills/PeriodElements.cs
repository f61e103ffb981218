using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Which element of the tariff priced each dimension of a charging period; null where none did, so that it cost nothing.</summary>
/// <param name="Energy">Index of the element that priced the energy.</param>
/// <param name="Time">Index of the element that priced charging time.</param>
/// <param name="ParkingTime">Index of the element that priced parking time.</param>
/// <param name="Flat">Index of the element whose flat fee is due.</param>
public sealed record PeriodElements(int? Energy, int? Time, int? ParkingTime, int? Flat)
{
    /// <summary>The elements that were selected when the period was priced.</summary>
    public static PeriodElements Of(ChargingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return new PeriodElements(
            IndexOf(period, PriceDimension.Energy),
            IndexOf(period, PriceDimension.Time),
            IndexOf(period, PriceDimension.ParkingTime),
            IndexOf(period, PriceDimension.Flat));
    }

    private static int? IndexOf(ChargingPeriod period, PriceDimension dimension)
    {
        int index = PriceSelection.ElementOf(period.PackedSelection, dimension);
        return index == PriceSelection.None ? null : index;
    }
}
