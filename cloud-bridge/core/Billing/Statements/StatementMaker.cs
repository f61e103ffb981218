using CloudBridge.Core.Billing.Bills;
using Firmware.Core.Promises;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>Adds bills up to a statement. It only adds: every amount was rounded once, on its bill.</summary>
public static class StatementMaker
{
    private const int MicrosDecimals = 6;
    private const long MilliwattHoursPerKwh = 1000000;

    /// <summary>The statement over bills of one account and currency; the same bills give the same statement in whatever order they
    /// come.</summary>
    public static Statement Make(StatementHead head, IReadOnlyCollection<Bill> bills)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(bills);
        Bill first = bills.First();
        Guard.IsTrue(
            bills.All(bill => bill.Currency == first.Currency && bill.CurrencyDecimals == first.CurrencyDecimals),
            "a statement has one currency");
        DateTimeOffset from = StatementMonth.StartOf(head.Month, head.Zone).ToDateTimeOffset();
        TimeSpread spread = new();
        foreach (Bill bill in bills)
        {
            spread.Add(bill);
        }

        return new Statement
        {
            Number = head.Number,
            Month = StatementMonth.TextOf(head.Month),
            TimeZone = head.Zone.Id,
            From = from,
            Until = StatementMonth.StartOf(StatementMonth.Next(head.Month), head.Zone).ToDateTimeOffset(),
            Issued = head.Issued,
            Issuer = head.Issuer,
            Account = head.Account,
            Currency = first.Currency,
            CurrencyDecimals = first.CurrencyDecimals,
            Totals = FiguresOf(bills, first.CurrencyDecimals),
            LastMonth = head.LastMonth,
            VatRates = VatRatesOf(bills),
            Places = PlacesOf(bills),
            Hours = spread.Hours(),
            Weekdays = spread.Weekdays(),
            Lines =
            [
                .. bills
                    .Select(bill => StatementLine.Of(bill, from))
                    .OrderBy(line => line.IsEarlier)
                    .ThenBy(line => line.Start)
                    .ThenBy(line => line.BillNumber, StringComparer.Ordinal),
            ],
        };
    }

    private static StatementFigures FiguresOf(IReadOnlyCollection<Bill> bills, int decimals)
    {
        long energy = bills.Sum(bill => bill.Session.EnergyMilliwattHours);
        long incl = bills.Sum(bill => bill.TotalInclMinor);
        return new StatementFigures(
            bills.Sum(bill => StatementLine.SessionsOf(bill.Kind)),
            energy,
            bills.Sum(bill => bill.TotalExclMinor),
            incl,
            AveragePriceMicros(incl, decimals, energy));
    }

    private static long? AveragePriceMicros(long inclMinor, int decimals, long energyMilliwattHours)
    {
        if (energyMilliwattHours <= 0 || inclMinor < 0)
        {
            return null;
        }

        Int128 micros = inclMinor;
        for (int i = decimals; i < MicrosDecimals; i++)
        {
            micros *= 10;
        }

        return (long)(((micros * MilliwattHoursPerKwh * 2) + energyMilliwattHours) / ((Int128)energyMilliwattHours * 2));
    }

    private static IReadOnlyList<VatShare> VatRatesOf(IReadOnlyCollection<Bill> bills)
    {
        return [.. bills.SelectMany(bill => bill.VatByRate)
            .GroupBy(rate => (rate.VatPpm, rate.IsAbsent))
            .OrderBy(rate => rate.Key.VatPpm == null).ThenByDescending(rate => rate.Key.VatPpm).ThenBy(rate => rate.Key.IsAbsent)
            .Select(rate => new VatShare(
                rate.Key.VatPpm,
                rate.Sum(part => part.ExclMinor),
                rate.Sum(part => part.VatMinor),
                rate.Key.IsAbsent))];
    }

    private static IReadOnlyList<PlaceShare> PlacesOf(IReadOnlyCollection<Bill> bills)
    {
        return [.. bills
            .GroupBy(bill => (bill.Site?.SiteId, bill.Session.ChargerId))
            .OrderBy(place => place.Key.SiteId, StringComparer.Ordinal).ThenBy(place => place.Key.ChargerId, StringComparer.Ordinal)
            .Select(place => new PlaceShare(
                place.Key.SiteId,
                // A site that was renamed within the month has the name it had last.
                place.MaxBy(bill => (bill.Issued, bill.Number))!.Site?.Name ?? "",
                place.Key.ChargerId,
                place.Sum(bill => StatementLine.SessionsOf(bill.Kind)),
                place.Sum(bill => bill.Session.EnergyMilliwattHours),
                place.Sum(bill => bill.TotalInclMinor)))];
    }
}
