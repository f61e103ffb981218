using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Makes the operator's report: the database adds up, and what is left to do here is a matter of chargers and months, not of
/// bills.</summary>
public sealed class ReportReader
{
    private const string Hours = """
        SELECT f.currency AS Currency, h.local_hour AS LocalHour, CAST(SUM(h.energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours,
               CAST(SUM(h.excl_minor) AS BIGINT) AS NetMinor, CAST(SUM(h.incl_minor) AS BIGINT) AS GrossMinor
        FROM bill_fact f JOIN bill_hour h ON h.bill_number = f.bill_number
        WHERE {0} AND (@siteId IS NULL OR f.site_id = @siteId)
        GROUP BY f.currency, h.local_hour
        """;

    private const string Vat = """
        SELECT f.currency AS Currency, v.country_code AS CountryCode, v.vat_ppm AS VatPpm,
               SUM(CASE WHEN f.kind = 'CreditNote' THEN 0 ELSE 1 END) AS Bills,
               SUM(CASE WHEN f.kind = 'CreditNote' THEN 1 ELSE 0 END) AS CreditNotes,
               CAST(SUM(v.excl_minor) AS BIGINT) AS NetMinor, CAST(SUM(v.vat_minor) AS BIGINT) AS VatMinor
        FROM bill_fact f JOIN bill_vat v ON v.bill_number = f.bill_number
        WHERE {0} AND (@siteId IS NULL OR f.site_id = @siteId)
        GROUP BY f.currency, v.country_code, v.vat_ppm ORDER BY f.currency, v.country_code, v.vat_ppm
        """;

    private readonly Database _database;
    private readonly ReportLedger _ledger;
    private readonly FixedCosts _fixedCosts;
    private readonly TimeProvider _clock;

    /// <summary>Over a database.</summary>
    public ReportReader(Database database, ReportLedger ledger, FixedCosts fixedCosts, TimeProvider clock)
    {
        _database = database;
        _ledger = ledger;
        _fixedCosts = fixedCosts;
        _clock = clock;
    }

    /// <summary>The report over a range, of one site or of all. A session counts whole in the month of its plug-in, and so do its bill,
    /// credit note and corrected bill; or each document counts in the month of its issue. Use of the chargers is always by
    /// plug-in.</summary>
    public OperatorReport Read(ReportRange range, string timeZone, string? siteId, ReportBasis basis = ReportBasis.PlugIn)
    {
        ArgumentNullException.ThrowIfNull(range);
        _ledger.CatchUp();
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        IReadOnlyList<FixedCost> costs = _fixedCosts.All();
        using DbConnection connection = _database.Open();
        // One state of the database for all figures of the page.
        Database.BeginRead(connection);
        try
        {
            List<ReportCell> cells = CellsOf(connection, range, siteId, basis);
            List<ReportCell> used = basis == ReportBasis.PlugIn ? cells : CellsOf(connection, range, siteId, ReportBasis.PlugIn);
            List<HourCell> hours =
            [
                .. connection.Query<HourCell>(
                    Hours.Replace("{0}", ReportCell.InMonth(basis), StringComparison.Ordinal),
                    new
                    {
                        range.FromUtcMs,
                        range.UntilUtcMs,
                        siteId,
                    }),
            ];
            List<VatCell> vat = VatOf(connection, range, siteId, basis);
            Dictionary<string, string?> siteOf = connection
                .Query<(string ChargerId, string? SiteId)>("SELECT charger_id, site_id FROM charger")
                .ToDictionary(row => row.ChargerId, row => row.SiteId);
            List<FixedCell> fixedCells = [.. FixedCell.In(range, costs, siteOf, siteId, nowUtcMs)];
            IEnumerable<(string Currency, int Decimals)> currencies = cells
                .Select(cell => (cell.Currency, cell.CurrencyDecimals))
                .Concat(fixedCells.Select(cell => (cell.Currency, cell.CurrencyDecimals)))
                .Distinct()
                .Order();
            return new OperatorReport(
                range.Months[0].Label,
                range.Months[^1].Label,
                timeZone,
                basis.ToString(),
                siteId,
                [
                    .. currencies.Select(currency =>
                        CurrencySums.Of(currency.Currency, currency.Decimals, range, cells, fixedCells, hours, vat)),
                ],
                OccupancyReader.Read(connection, range, siteId, used, nowUtcMs),
                UnbilledReader.Read(connection, range, siteId));
        }
        finally
        {
            Database.Rollback(connection);
        }
    }

    /// <summary>The sites, by name, to choose one.</summary>
    public IReadOnlyList<ReportSite> Sites()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<ReportSite>("SELECT site_id AS SiteId, name AS Name FROM site ORDER BY name, site_id")];
    }

    private static List<ReportCell> CellsOf(DbConnection connection, ReportRange range, string? siteId, ReportBasis basis)
    {
        return
        [
            .. range.Months.SelectMany(month =>
                connection
                    .Query<ReportCell>(ReportCell.SelectBy(basis), new { month.FromUtcMs, month.UntilUtcMs, siteId })
                    .Select(cell => cell with { Month = month.Label })),
        ];
    }

    private static List<VatCell> VatOf(DbConnection connection, ReportRange range, string? siteId, ReportBasis basis)
    {
        string sql = Vat.Replace("{0}", ReportCell.InMonth(basis), StringComparison.Ordinal);
        return
        [
            .. range.Months.SelectMany(month =>
                connection
                    .Query<VatCell>(sql, new { month.FromUtcMs, month.UntilUtcMs, siteId })
                    .Select(cell => cell with { Month = month.Label })),
        ];
    }
}

/// <summary>A site that can be chosen.</summary>
public sealed record ReportSite
{
    /// <summary>Id.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";
}

/// <summary>One hour of the day in one currency, added up by the database.</summary>
internal sealed record HourCell
{
    public string Currency { get; init; } = "";

    public int LocalHour { get; init; }

    public long EnergyMilliwattHours { get; init; }

    public long NetMinor { get; init; }

    public long GrossMinor { get; init; }
}

/// <summary>One rate of VAT in one country, currency and month, added up by the database.</summary>
internal sealed record VatCell
{
    public string Month { get; init; } = "";

    public string Currency { get; init; } = "";

    public string CountryCode { get; init; } = "";

    public int VatPpm { get; init; }

    public long Bills { get; init; }

    public long CreditNotes { get; init; }

    public long NetMinor { get; init; }

    public long VatMinor { get; init; }
}
