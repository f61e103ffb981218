using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// The lines of bills from before VAT was worked out by rate (<see cref="Bill.IsVatByRate"/>): each total was rounded once, half up, and
/// divided among the lines by largest remainder, and what a minimum or maximum price changed had no rate. Issued bills never change, so
/// verifying one needs the rule it was made by.
/// </summary>
internal sealed class FormerBillLines
{
    // With VAT, every product is a whole number of these parts of a micro-unit.
    private const long PartsPerVat = 1000000;
    private const long PartsPerMicro = UsedLines.PartsPerMicro * PartsPerVat;

    private readonly List<BillLine> _lines = [];
    private readonly List<Int128> _exclParts = [];
    private readonly List<Int128> _vatParts = [];
    private readonly Tariff _tariff;

    private FormerBillLines(Tariff tariff)
    {
        _tariff = tariff;
    }

    /// <summary>The lines of a priced session; they add up to the totals.</summary>
    public static IReadOnlyList<BillLine> Of(Tariff tariff, CostCalculator used, Cost cost)
    {
        FormerBillLines lines = new(tariff);
        lines.AddElements(used);
        lines.AddBound(cost);
        return lines.Rounded(cost);
    }

    private void AddElements(CostCalculator used)
    {
        foreach ((BillLine line, Int128 parts) in UsedLines.Of(_tariff, used, StatedVat.Everywhere))
        {
            _lines.Add(line);
            _exclParts.Add(parts * PartsPerVat);
            _vatParts.Add(parts * line.VatPpm);
        }
    }

    // The bounds hold for the totals excluding and including VAT independently (OCPI 2.2.1, 11.3), so what they change has no VAT rate.
    private void AddBound(Cost cost)
    {
        Int128 excl = Sum(_exclParts);
        Int128 incl = excl + Sum(_vatParts);
        Int128 exclChange = Clamped(excl, _tariff.MinExclMicros, _tariff.MaxExclMicros) - excl;
        Int128 inclChange = Clamped(incl, _tariff.MinInclMicros, _tariff.MaxInclMicros) - incl;
        Guard.IsTrue(cost.TotalExcl.Micros == (long)((excl + exclChange) / PartsPerMicro), "lines and engine agree excluding VAT");
        Guard.IsTrue(cost.TotalIncl.Micros == (long)((incl + inclChange) / PartsPerMicro), "lines and engine agree including VAT");
        if (exclChange != 0 || inclChange != 0)
        {
            _exclParts.Add(exclChange);
            _vatParts.Add(inclChange - exclChange);
            _lines.Add(new BillLine { Kind = exclChange + inclChange > 0 ? "MinimumPrice" : "MaximumPrice", ExclMinor = 0, VatMinor = 0 });
        }
    }

    private List<BillLine> Rounded(Cost cost)
    {
        Int128 partsPerMinor = PartsPerMicro;
        for (int i = _tariff.CurrencyDecimals; i < 6; i++)
        {
            partsPerMinor *= 10;
        }

        long exclMinor = cost.TotalExcl.Rounded(_tariff.CurrencyDecimals);
        long vatMinor = cost.TotalIncl.Rounded(_tariff.CurrencyDecimals) - exclMinor;
        long[] excl = LargestRemainder.Divide(exclMinor, _exclParts, partsPerMinor);
        long[] vat = LargestRemainder.Divide(vatMinor, _vatParts, partsPerMinor);
        return [.. _lines.Select((line, i) => line with { ExclMinor = excl[i], VatMinor = vat[i] })];
    }

    private static Int128 Sum(List<Int128> parts)
    {
        return parts.Aggregate((Int128)0, (sum, part) => sum + part);
    }

    private static Int128 Clamped(Int128 parts, long minimumMicros, long maximumMicros)
    {
        Int128 minimum = (Int128)minimumMicros * PartsPerMicro;
        Int128 maximum = (Int128)maximumMicros * PartsPerMicro;
        return parts < minimum ? minimum : parts > maximum ? maximum : parts;
    }
}
