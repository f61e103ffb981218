using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Operations.Live;

/// <summary>Energy and revenue of a day: what was billed in it, and what the sessions that run have taken so far.</summary>
/// <param name="EnergyMilliwattHours">Energy, in mWh.</param>
/// <param name="Revenue">Revenue excluding VAT, one for each currency.</param>
public sealed record DayFigures(long EnergyMilliwattHours, IReadOnlyList<DayRevenue> Revenue)
{
    private const int MicroDecimals = 6;

    /// <summary>Of one charger.</summary>
    public static DayFigures Of(IReadOnlyList<DaySum> billed, LiveSession? running)
    {
        ArgumentNullException.ThrowIfNull(billed);
        IEnumerable<DayRevenue> revenue = billed.Select(sum => new DayRevenue(
            sum.Currency,
            sum.CurrencyDecimals,
            sum.TotalExclMinor * MicrosPerMinor(sum.CurrencyDecimals)));
        if (running?.CostExclMicros != null)
        {
            int decimals = CurrencyTable.TryGetDecimals(running.Currency, out int known) ? known : 2;
            revenue = revenue.Append(new DayRevenue(running.Currency, decimals, running.CostExclMicros.Value));
        }

        return new DayFigures(billed.Sum(sum => sum.EnergyMilliwattHours) + (running?.EnergyMilliwattHours ?? 0), Merge(revenue));
    }

    /// <summary>Of many.</summary>
    public static DayFigures Sum(IEnumerable<DayFigures> figures)
    {
        List<DayFigures> all = [.. figures];
        return new DayFigures(all.Sum(one => one.EnergyMilliwattHours), Merge(all.SelectMany(one => one.Revenue)));
    }

    private static List<DayRevenue> Merge(IEnumerable<DayRevenue> revenue)
    {
        return
        [
            .. revenue
                .GroupBy(one => one.Currency)
                .Select(group => new DayRevenue(group.Key, group.Max(one => one.Decimals), group.Sum(one => one.ExclMicros)))
                .OrderBy(one => one.Currency, StringComparer.Ordinal),
        ];
    }

    private static long MicrosPerMinor(int decimals)
    {
        long micros = 1;
        for (int i = decimals; i < MicroDecimals; i++)
        {
            micros *= 10;
        }

        return micros;
    }
}

/// <summary>Revenue in one currency.</summary>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="Decimals">Decimals of its minor unit.</param>
/// <param name="ExclMicros">Excluding VAT, in millionths.</param>
public sealed record DayRevenue(string Currency, int Decimals, long ExclMicros);
