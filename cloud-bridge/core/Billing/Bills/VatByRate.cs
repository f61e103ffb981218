using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a bill charges at one rate of VAT. All rates of a bill together are its totals, to the cent, because each is a sum of its
/// lines.</summary>
/// <param name="VatPpm">
/// The rate in millionths: 10 % is 100,000. Null for what a minimum or maximum price changes: OCPI bounds the totals with and without VAT
/// each by
/// itself (2.2.1, 11.3), so that change has an amount of VAT, and no rate.
/// </param>
/// <param name="ExclMinor">Net, in minor units.</param>
/// <param name="VatMinor">VAT, in minor units.</param>
public sealed record VatByRate(int? VatPpm, long ExclMinor, long VatMinor)
{
    /// <summary>Gross, in minor units.</summary>
    public long InclMinor => ExclMinor + VatMinor;

    /// <summary>The rate in words.</summary>
    public string Words()
    {
        return VatPpm is int ppm ? Quantity.Percent(ppm) : "no rate: the change to the tariff's minimum or maximum price";
    }

    /// <summary>The rates of some lines, the lowest first, what has none last.</summary>
    public static IReadOnlyList<VatByRate> Of(IReadOnlyList<BillLine> lines)
    {
        return [.. lines
            .GroupBy(line => line.Element == null ? (int?)null : line.VatPpm)
            .OrderBy(rate => rate.Key ?? int.MaxValue)
            .Select(rate => new VatByRate(rate.Key, rate.Sum(line => line.ExclMinor), rate.Sum(line => line.VatMinor)))];
    }
}
