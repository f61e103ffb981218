using System.Text;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// For which prices a tariff states a rate of VAT. One that is absent is another thing than 0 % (OCPI 2.2.1, 11.4.4: "not applicable"), and
/// the device form, which only has to price, knows no difference.
/// </summary>
public sealed class StatedVat
{
    private readonly HashSet<(int Element, PriceDimension Dimension)> _absent = [];

    private StatedVat()
    {
    }

    /// <summary>Every price has a rate: for tariffs of which only the device form is known.</summary>
    public static StatedVat Everywhere { get; } = new();

    /// <summary>What an operator's text states.</summary>
    public static StatedVat Of(string ocpiJson)
    {
        return OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(ocpiJson), out OcpiTariff? tariff, out _) ? Of(tariff!) : Everywhere;
    }

    /// <summary>What a tariff states.</summary>
    public static StatedVat Of(OcpiTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        StatedVat stated = new();
        for (int i = 0; i < tariff.Elements.Count; i++)
        {
            foreach (OcpiPriceComponent component in tariff.Elements[i].PriceComponents.Where(component => component.Vat == null))
            {
                stated._absent.Add((i, component.Type));
            }
        }

        return stated;
    }

    /// <summary>Whether the price of a dimension has a rate.</summary>
    public bool Has(int element, PriceDimension dimension)
    {
        return !_absent.Contains((element, dimension));
    }

    /// <summary>The rates of all prices of a tariff, each once.</summary>
    public IReadOnlyList<VatRate> RatesOf(Tariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        return [.. Enumerable.Range(0, tariff.Elements.Length)
            .SelectMany(element => Enum.GetValues<PriceDimension>(), (element, dimension) => (Element: element, Dimension: dimension))
            .Where(at => tariff.Elements[at.Element].PriceMicrosOf(at.Dimension) != TariffElement.NoPrice)
            .Select(at => new VatRate(tariff.Elements[at.Element].VatPpmOf(at.Dimension), !Has(at.Element, at.Dimension)))
            .Distinct()];
    }
}
