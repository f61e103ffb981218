using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Tariffs;

namespace CloudBridge.Web.Pages.Words;

/// <summary>A price that holds now, as a page shows it.</summary>
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

    /// <summary>The prices of a session that would begin at an instant (unix ms), and until when they hold by the clock; null when that is
    /// no clock's matter.</summary>
    public static IReadOnlyList<PriceWords> Of(PublishedTariff tariff, long utcMs, out long? untilUtcMs)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        PriceSelection selection = new();
        PriceContext context = new();
        context.UtcMs = utcMs;
        PriceSelector.Select(tariff.Device, context, selection);
        untilUtcMs = selection.UntilUtcMs == long.MaxValue || tariff.Device.Elements.All(IsAllDay) ? null : selection.UntilUtcMs;
        return
        [
            .. Dimensions
                .Select(entry =>
                    (entry.Item, entry.Per, entry.Dimension, Element: PriceSelection.ElementOf(selection.Packed, entry.Dimension)))
                .Where(entry => entry.Element != PriceSelection.None)
                .Select(entry => new PriceWords(
                    entry.Item,
                    InclOf(tariff.Device, tariff.Device.Elements[entry.Element], entry.Dimension) + entry.Per)),
        ];
    }

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

    private static bool IsAllDay(TariffElement element)
    {
        return element.StartMinute == 0
            && element.EndMinute == 1440
            && element.DayOfWeekMask == TariffElement.AllDays
            && element.StartDay == 0
            && element.EndDay == int.MaxValue;
    }

    private static string InclOf(Tariff tariff, TariffElement element, PriceDimension dimension)
    {
        // 10^12 x 2 x 10^6 is within 64 bits.
        long inclMicros = ((element.PriceMicrosOf(dimension) * (1000000L + element.VatPpmOf(dimension))) + 500000) / 1000000;
        return $"{Quantity.Price(inclMicros, tariff.CurrencyDecimals)} {tariff.Currency}";
    }
}
