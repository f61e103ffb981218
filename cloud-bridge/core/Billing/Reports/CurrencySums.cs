using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Adds up the cells of one currency in every direction. The purchase is rounded once, in the total; each list divides that by
/// largest remainder.</summary>
internal sealed class CurrencySums
{
    private readonly List<ReportCell> _cells;
    private readonly List<FixedCell> _fixed;
    private readonly Int128 _partsPerMinor = PurchasePrice.PartsPerMicro;
    private readonly long _purchaseMinor;

    private CurrencySums(int decimals, List<ReportCell> cells, List<FixedCell> fixedCells)
    {
        _cells = cells;
        _fixed = fixedCells;
        for (int i = decimals; i < 6; i++)
        {
            _partsPerMinor *= 10;
        }

        Int128 purchase = Purchase(cells);
        _purchaseMinor = (long)((purchase + (_partsPerMinor / 2)) / _partsPerMinor);
    }

    /// <summary>The report of a currency.</summary>
    public static CurrencyReport Of(
        string currency,
        int decimals,
        ReportRange range,
        List<ReportCell> cells,
        List<FixedCell> fixedCells,
        List<HourCell> hours,
        List<VatCell> vat)
    {
        CurrencySums sums = new(
            decimals,
            cells.FindAll(cell => cell.Currency == currency),
            fixedCells.FindAll(cell => cell.Currency == currency));
        List<RevenueRow> months = sums.By(cell => cell.Month, cell => cell.Month, [.. range.Months.Select(month => month.Label)]);
        return new CurrencyReport(
            currency,
            decimals,
            sums.By(_ => "", _ => "", [""])[0],
            months,
            sums.By(cell => cell.SiteId ?? "", cell => cell.SiteId),
            sums.By(cell => cell.ChargerId, cell => cell.ChargerId),
            sums.By(cell => cell.TariffId, _ => ""),
            [
                .. Enumerable
                    .Range(0, LocalHours.Count)
                    .Select(hour => HourOf(hour, hours.Find(cell => cell.Currency == currency && cell.LocalHour == hour))),
            ],
            [.. vat.Where(cell => cell.Currency == currency).Select(VatRow.Of)]);
    }

    private List<RevenueRow> By(Func<ReportCell, string> keyOf, Func<FixedCell, string> fixedKeyOf, IReadOnlyList<string>? always = null)
    {
        ILookup<string, ReportCell> cells = _cells.ToLookup(keyOf);
        ILookup<string, FixedCell> fixedCells = _fixed.ToLookup(fixedKeyOf);
        List<string> keys =
        [
            .. (always ?? [])
                .Union(cells.Select(group => group.Key))
                .Union(fixedCells.Select(group => group.Key))
                .Order(StringComparer.Ordinal),
        ];
        long[] purchases = LargestRemainder.Divide(_purchaseMinor, [.. keys.Select(key => Purchase(cells[key]))], _partsPerMinor);
        return [.. keys.Select((key, i) => RowOf(key, cells[key], purchases[i], fixedCells[key].Sum(cell => cell.Minor)))];
    }

    private static RevenueRow RowOf(string key, IEnumerable<ReportCell> cells, long purchaseMinor, long fixedMinor)
    {
        return new RevenueRow
        {
            Key = key,
            Bills = cells.Sum(cell => cell.Bills),
            CreditNotes = cells.Sum(cell => cell.CreditNotes),
            EnergyMilliwattHours = cells.Sum(cell => cell.EnergyMilliwattHours),
            NetMinor = cells.Sum(cell => cell.ExclMinor),
            GrossMinor = cells.Sum(cell => cell.InclMinor),
            PurchaseMinor = purchaseMinor,
            FixedMinor = fixedMinor,
            UnpricedMilliwattHours = cells.Sum(cell => cell.UnpricedMilliwattHours),
        };
    }

    private static HourRow HourOf(int hour, HourCell? cell)
    {
        return new HourRow
        {
            LocalHour = hour,
            EnergyMilliwattHours = cell?.EnergyMilliwattHours ?? 0,
            NetMinor = cell?.NetMinor ?? 0,
            GrossMinor = cell?.GrossMinor ?? 0,
        };
    }

    private static Int128 Purchase(IEnumerable<ReportCell> cells)
    {
        return cells.Aggregate((Int128)0, (sum, cell) => sum + cell.Purchase);
    }
}
