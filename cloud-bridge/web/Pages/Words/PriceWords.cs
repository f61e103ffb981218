using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Tariffs;

namespace CloudBridge.Web.Pages.Words;

/// <summary>A price of a running session, as a page shows it. What a session can cost at all is told by its tariff's terms.</summary>
/// <param name="Item">What it is for.</param>
/// <param name="Price">The price including VAT, with currency and what it is for.</param>
public sealed record PriceWords(string Item, string Price)
{
    /// <summary>The item of energy.</summary>
    public const string EnergyItem = "Energy";

    /// <summary>The item of a flat fee.</summary>
    public const string FlatItem = "Flat fee";

    private static readonly (PriceDimension Dimension, string Item, string Per)[] Dimensions =
    [
        (PriceDimension.Energy, EnergyItem, " / kWh"),
        (PriceDimension.Time, "Charging time", " / h"),
        (PriceDimension.ParkingTime, "Parking, not charging", " / h"),
        (PriceDimension.Flat, FlatItem, ""),
    ];

    /// <summary>The prices of a running session.</summary>
    public static IReadOnlyList<PriceWords> Of(PriceStep step, string currency, int decimals)
    {
        ArgumentNullException.ThrowIfNull(step);
        return [.. Dimensions
            .Select(entry => (entry.Item, entry.Per, Micros: MicrosOf(step, entry.Dimension)))
            .Where(entry => entry.Micros != null)
            .Select(entry => new PriceWords(entry.Item, $"{Quantity.Price(entry.Micros!.Value, decimals)} {currency}{entry.Per}"))];
    }

    private static long? MicrosOf(PriceStep step, PriceDimension dimension)
    {
        return dimension switch
        {
            PriceDimension.Energy => step.EnergyMicros,
            PriceDimension.Time => step.TimeMicros,
            PriceDimension.ParkingTime => step.ParkingTimeMicros,
            _ => step.FlatMicros,
        };
    }
}
