using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// Makes the lines of a bill from what was used under each element. Amounts are exact until the end. Then the net total is rounded once,
/// half up, and divided among the rates of VAT; the VAT of a rate is its net times the rate, rounded once, half up (EN 16931, BR-CO-17),
/// and the gross total follows. Within a rate, net and VAT are divided among the lines by largest remainder, so that every column adds up
/// to the cent.
/// </summary>
public sealed class BillLines
{
    private const long PartsPerMicro = UsedLines.PartsPerMicro;
    private const long Million = 1000000;

    private readonly List<BillLine> _lines = [];
    private readonly List<Int128> _parts = [];
    private readonly Tariff _tariff;
    private readonly StatedVat _statedVat;
    private readonly Int128 _partsPerMinor;

    private BillLines(Tariff tariff, StatedVat statedVat)
    {
        _tariff = tariff;
        _statedVat = statedVat;
        _partsPerMinor = PartsPerMicro;
        for (int i = tariff.CurrencyDecimals; i < 6; i++)
        {
            _partsPerMinor *= 10;
        }
    }

    /// <summary>The lines of a priced session; they add up to its totals.</summary>
    public static IReadOnlyList<BillLine> Of(Tariff tariff, CostCalculator used, Cost cost, StatedVat statedVat)
    {
        BillLines lines = new(tariff, statedVat);
        lines.AddElements(used);
        return lines.AddBounds(cost) ? lines.RoundedWithin(lines.InclMaxMinor()) : lines.Rounded();
    }

    /// <summary>The lines of a priced session that is not to cost more than its charger asks.</summary>
    public static IReadOnlyList<BillLine> DownTo(
        ChargerAmount most,
        Tariff tariff,
        CostCalculator used,
        Cost cost,
        StatedVat statedVat)
    {
        ArgumentNullException.ThrowIfNull(most);
        BillLines lines = new(tariff, statedVat);
        lines.AddElements(used);
        lines.AddBounds(cost);
        lines.AddBound(Clamped(lines.Excl(), 0, most.ExclMicros), Clamped(lines.Incl(), 0, most.InclMicros), BillLine.ChargerAmount);
        long inclMaxMinor = Math.Min(
            lines.InclMaxMinor(),
            HalfUp((Int128)most.InclMicros * PartsPerMicro, lines._partsPerMinor));
        // A difference below the smallest coin is no line.
        return [.. lines.RoundedWithin(inclMaxMinor)
            .Where(line => line.Kind != BillLine.ChargerAmount || line.ExclMinor != 0 || line.VatMinor != 0)];
    }

    private void AddElements(CostCalculator used)
    {
        foreach ((BillLine line, Int128 parts) in UsedLines.Of(_tariff, used, _statedVat))
        {
            _lines.Add(line);
            _parts.Add(parts);
        }
    }

    // A line for each rate that a minimum or maximum price changes. True where there is one.
    private bool AddBounds(Cost cost)
    {
        Int128 excl = Excl();
        Int128 incl = Incl();
        Int128 boundExcl = Clamped(excl, _tariff.MinExclMicros, _tariff.MaxExclMicros);
        Int128 boundIncl = Clamped(incl, _tariff.MinInclMicros, _tariff.MaxInclMicros);
        Guard.IsTrue(cost.TotalExcl.Micros == (long)(boundExcl / PartsPerMicro), "lines and engine agree excluding VAT");
        Guard.IsTrue(cost.TotalIncl.Micros == (long)(boundIncl / PartsPerMicro), "lines and engine agree including VAT");
        if (boundExcl == excl && boundIncl == incl)
        {
            return false;
        }

        AddBound(boundExcl, boundIncl, boundExcl - excl + boundIncl - incl > 0 ? "MinimumPrice" : "MaximumPrice");
        return true;
    }

    private void AddBound(Int128 boundExcl, Int128 boundIncl, string kind)
    {
        List<VatRate> rates = [.. (_lines.Count > 0 ? _lines.Select(line => line.Rate) : _statedVat.RatesOf(_tariff)).Distinct()];
        if (rates.Count == 0)
        {
            // A tariff that prices nothing has a minimum all the same.
            rates.Add(new VatRate(0, IsAbsent: true));
        }

        Int128[] before = [.. rates.Select(PartsOf)];
        Int128[] after = BoundSpread.Spread([.. rates.Select(rate => rate.Ppm)], before, boundExcl, boundIncl);
        for (int i = 0; i < rates.Count; i++)
        {
            if (after[i] != before[i])
            {
                _parts.Add(after[i] - before[i]);
                _lines.Add(new BillLine
                {
                    Kind = kind,
                    VatPpm = rates[i].Ppm,
                    IsVatAbsent = rates[i].IsAbsent,
                    ExclMinor = 0,
                    VatMinor = 0,
                });
            }
        }
    }

    private Int128 Excl()
    {
        return _parts.Aggregate((Int128)0, (sum, part) => sum + part);
    }

    private Int128 Incl()
    {
        Int128 vat = _parts.Select((part, i) => part * _lines[i].VatPpm).Aggregate((Int128)0, (sum, part) => sum + part);
        return Excl() + (vat / Million);
    }

    // A minimum is no most.
    private long InclMaxMinor()
    {
        return _tariff.MaxInclMicros == long.MaxValue
            ? long.MaxValue
            : HalfUp((Int128)_tariff.MaxInclMicros * PartsPerMicro, _partsPerMinor);
    }

    // Rounding must not carry the gross over the bound, so a unit of net goes back where it does.
    private BillLine[] RoundedWithin(long inclMaxMinor)
    {
        while (true)
        {
            BillLine[] lines = Rounded();
            int[] bounds =
            [
                .. Enumerable.Range(0, lines.Length)
                    .Where(i => lines[i].Element == null && PartsOf(lines[i].Rate) >= _partsPerMinor)
                    .OrderByDescending(i => lines[i].VatPpm),
            ];
            if (bounds.Length == 0 || lines.Sum(line => line.InclMinor) <= inclMaxMinor)
            {
                return lines;
            }

            _parts[bounds[0]] -= _partsPerMinor;
        }
    }

    private BillLine[] Rounded()
    {
        List<VatRate> rates = [.. _lines.Select(line => line.Rate).Distinct()];
        Int128[] parts = [.. rates.Select(PartsOf)];
        Int128 sum = parts.Aggregate((Int128)0, (total, part) => total + part);
        long[] net = LargestRemainder.Divide(HalfUp(sum, _partsPerMinor), parts, _partsPerMinor);
        BillLine[] lines = [.. _lines];
        for (int i = 0; i < rates.Count; i++)
        {
            int[] members = [.. Enumerable.Range(0, lines.Length).Where(k => lines[k].Rate == rates[i])];
            long[] excl = LargestRemainder.Divide(net[i], [.. members.Select(k => _parts[k])], _partsPerMinor);
            Int128[] vatParts = [.. excl.Select(minor => (Int128)minor * rates[i].Ppm)];
            long[] vat = LargestRemainder.Divide(HalfUp((Int128)net[i] * rates[i].Ppm, Million), vatParts, Million);
            for (int k = 0; k < members.Length; k++)
            {
                lines[members[k]] = lines[members[k]] with { ExclMinor = excl[k], VatMinor = vat[k] };
            }
        }

        return lines;
    }

    private Int128 PartsOf(VatRate rate)
    {
        return _parts.Where((_, i) => _lines[i].Rate == rate).Aggregate((Int128)0, (sum, part) => sum + part);
    }

    private static long HalfUp(Int128 parts, Int128 partsPerUnit)
    {
        return (long)((parts + (partsPerUnit / 2)) / partsPerUnit);
    }

    private static Int128 Clamped(Int128 parts, long minimumMicros, long maximumMicros)
    {
        Int128 minimum = (Int128)minimumMicros * PartsPerMicro;
        Int128 maximum = (Int128)maximumMicros * PartsPerMicro;
        return parts < minimum ? minimum : parts > maximum ? maximum : parts;
    }
}
