namespace CloudBridge.Core.Billing.Reports;

/// <summary>The fixed cost of one charger or site in one month.</summary>
/// <param name="Month">Month, 2026-03.</param>
/// <param name="ChargerId">The charger; empty for a site's cost.</param>
/// <param name="SiteId">The site; empty for a charger without one.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="CurrencyDecimals">Decimals of its minor unit.</param>
/// <param name="Minor">Cost in minor units.</param>
internal sealed record FixedCell(string Month, string ChargerId, string SiteId, string Currency, int CurrencyDecimals, long Minor)
{
    /// <summary>All of the months that have begun, of one site or of all; a charger is where it is today.</summary>
    public static IEnumerable<FixedCell> In(
        ReportRange range,
        IReadOnlyList<FixedCost> newestFirst,
        Dictionary<string, string?> siteOf,
        string? onlySiteId,
        long nowUtcMs)
    {
        return range.Months.Where(month => month.FromUtcMs <= nowUtcMs)
            .SelectMany(month => FixedCosts.In(month.Number, newestFirst).Select(cost => Of(month, cost, siteOf)))
            .Where(cell => onlySiteId == null || cell.SiteId == onlySiteId);
    }

    private static FixedCell Of(ReportMonth month, FixedCost cost, Dictionary<string, string?> siteOf)
    {
        bool isSite = cost.Scope == FixedCosts.Site;
        string siteId = isSite ? cost.SubjectId : siteOf.GetValueOrDefault(cost.SubjectId) ?? "";
        return new FixedCell(month.Label, isSite ? "" : cost.SubjectId, siteId, cost.Currency, cost.CurrencyDecimals, cost.MonthMinor);
    }
}
