using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Whether the two amounts of a minimum or maximum price can be the net and the gross of one bill: OCPI bounds both (2.2.1, 11.3), and on
/// an invoice the VAT between them must be net times the rates of the tariff.
/// </summary>
public static class TariffBounds
{
    /// <summary>The bounds that contradict every rate of the tariff, beyond one minor unit of its currency.</summary>
    public static IReadOnlyList<TariffDefect> FindDefects(OcpiTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        decimal[] rates =
        [
            .. tariff.Elements.Where(element => !element.IsReservationOnly)
                .SelectMany(element => element.PriceComponents)
                .Select(component => component.Vat ?? 0)
                .Distinct()
                .Order(),
        ];
        if (rates.Length == 0 || !CurrencyTable.TryGetDecimals(tariff.Currency, out int decimals))
        {
            return [];
        }

        decimal unit = 1;
        for (int i = 0; i < decimals; i++)
        {
            unit /= 10;
        }

        return [.. new[] { Find("min_price", tariff.MinPrice), Find("max_price", tariff.MaxPrice) }.OfType<TariffDefect>()];

        TariffDefect? Find(string name, OcpiPrice? bound)
        {
            decimal lowest = (bound?.ExclVat ?? 0) * (100 + rates[0]) / 100;
            decimal highest = (bound?.ExclVat ?? 0) * (100 + rates[^1]) / 100;
            bool fits = bound is null || (bound.InclVat >= lowest - unit && bound.InclVat <= highest + unit);
            return fits
                ? null
                : new TariffDefect(
                    $"$.{name}.incl_vat",
                    $"is {Text(bound!.InclVat)}, and no bill under this tariff can have that: {Text(bound.ExclVat)} without VAT is "
                        + (rates.Length == 1
                            ? $"{Text(lowest)} with {Text(rates[0])} %"
                            : $"{Text(lowest)} with {Text(rates[0])} % and {Text(highest)} with {Text(rates[^1])} %")
                        + "; correct one of both, or leave incl_vat out where there is one rate");
        }
    }

    private static string Text(decimal value)
    {
        return ExactNumber.Normal(decimal.Round(value, 4, MidpointRounding.AwayFromZero))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
