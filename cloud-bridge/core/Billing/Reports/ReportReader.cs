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
        WHERE f.start_utc_ms >= @FromUtcMs AND f.start_utc_ms < @UntilUtcMs AND (@siteId IS NULL OR f.site_id = @siteId)
        GROUP BY f.currency, h.local_hour
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
    /// credit note and corrected bill.</summary>
    public OperatorReport Read(ReportRange range, string timeZone, string? siteId)
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
            List<ReportCell> cells =
            [
                .. range.Months.SelectMany(month =>
                    connection
                        .Query<ReportCell>(
                            ReportCell.Select,
                            new
                            {
                                month.FromUtcMs,
                                month.UntilUtcMs,
                                siteId,
                            })
                        .Select(cell => cell with { Month = month.Label })),
            ];
            List<HourCell> hours =
            [
                .. connection.Query<HourCell>(
                    Hours,
                    new
                    {
                        range.FromUtcMs,
                        range.UntilUtcMs,
                        siteId,
                    }),
            ];
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
                siteId,
                [.. currencies.Select(currency => CurrencySums.Of(currency.Currency, currency.Decimals, range, cells, fixedCells, hours))],
                OccupancyReader.Read(connection, range, siteId, cells, nowUtcMs),
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
