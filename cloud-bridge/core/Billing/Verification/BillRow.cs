using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>A bill as it stands in the database, with the one session it was made from.</summary>
internal sealed class BillRow
{
    private const int PageSize = 500;

    private const string Select = """
        SELECT b.bill_number AS Number, b.series AS Series, b.bill_year AS Year, b.serial AS Serial, b.session_id AS SessionId,
               b.charger_id AS ChargerId,
               b.kind AS Kind, b.corrects_number AS CorrectsNumber, b.site_id AS SiteId, b.account_id AS AccountId,
               b.issued_utc_ms AS IssuedUtcMs, b.start_utc_ms AS StartUtcMs, b.end_utc_ms AS EndUtcMs, b.time_zone AS TimeZone,
               b.energy_milliwatt_hours AS Energy,
               b.currency AS Currency, b.currency_decimals AS CurrencyDecimals, b.total_excl_minor AS TotalExcl,
               b.total_incl_minor AS TotalIncl, b.body AS Body,
               o.body AS OriginalBody, (SELECT c.bill_number FROM bill c WHERE c.corrects_number = b.corrects_number
               AND c.kind = 'CreditNote') AS CreditNote,
               s.message AS SessionText, s.received_utc_ms AS ReceivedUtcMs, s.charger_id AS SessionCharger, r.mac AS Mac,
               d.decision AS Decision
        FROM bill b
        LEFT JOIN bill o ON o.bill_number = b.corrects_number
        LEFT JOIN charging_session s ON s.session_id = b.session_id AND s.hold_reason IS NULL
        LEFT JOIN durable_record r ON r.charger_id = s.charger_id AND r.sequence = s.sequence
        LEFT JOIN held_decision d ON d.charger_id = s.charger_id AND d.sequence = s.sequence
        WHERE b.bill_number > @number ORDER BY b.bill_number LIMIT @pageSize
        """;

    private const string SelectLines = """
        SELECT bill_number AS Number, position AS Position, kind AS Kind, element AS Element, volume AS Volume,
               billed_volume AS BilledVolume,
               price_micros AS PriceMicros, vat_ppm AS VatPpm, excl_minor AS ExclMinor, vat_minor AS VatMinor
        FROM bill_line WHERE bill_number >= @first AND bill_number <= @last ORDER BY bill_number, position
        """;

    public string Number { get; set; } = "";

    public string Series { get; set; } = "";

    public long Year { get; set; }

    public long Serial { get; set; }

    public string SessionId { get; set; } = "";

    public string ChargerId { get; set; } = "";

    public string Kind { get; set; } = "";

    public string? CorrectsNumber { get; set; }

    public string? SiteId { get; set; }

    public string? AccountId { get; set; }

    public long IssuedUtcMs { get; set; }

    public long StartUtcMs { get; set; }

    public long EndUtcMs { get; set; }

    public string TimeZone { get; set; } = "";

    public long Energy { get; set; }

    public string Currency { get; set; } = "";

    public long CurrencyDecimals { get; set; }

    public long TotalExcl { get; set; }

    public long TotalIncl { get; set; }

    public string Body { get; set; } = "";

    /// <summary>The bill that it corrects.</summary>
    public string? OriginalBody { get; set; }

    /// <summary>The credit note that takes back the bill that it corrects.</summary>
    public string? CreditNote { get; set; }

    public long ReceivedUtcMs { get; set; }

    public string? SessionText { get; set; }

    public string? SessionCharger { get; set; }

    public string? Mac { get; set; }

    /// <summary>Which of two amounts was decided for; null where nobody had to decide.</summary>
    public string? Decision { get; set; }

    public IReadOnlyList<BillLineRow> Lines { get; private set; } = [];

    /// <summary>All bills by number, each once. Between two of them the connection is free.</summary>
    public static IEnumerable<BillRow> ReadAll(DbConnection connection)
    {
        string number = "";
        List<BillRow> page;
        do
        {
            page = [.. connection.Query<BillRow>(Select, new { number, pageSize = PageSize })];
            if (page.Count > 0)
            {
                ILookup<string, BillLineRow> lines = connection
                    .Query<BillLineRow>(SelectLines, new { first = page[0].Number, last = page[^1].Number })
                    .ToLookup(line => line.Number);
                number = page[^1].Number;
                foreach (BillRow row in page.DistinctBy(row => row.Number))
                {
                    row.Lines = [.. lines[row.Number]];
                    yield return row;
                }
            }
        }
        while (page.Count == PageSize);
    }
}

/// <summary>A line of a bill as it stands in the database.</summary>
internal sealed class BillLineRow
{
    public string Number { get; set; } = "";

    public long Position { get; set; }

    public string Kind { get; set; } = "";

    public long? Element { get; set; }

    public long Volume { get; set; }

    public long BilledVolume { get; set; }

    public long PriceMicros { get; set; }

    public long VatPpm { get; set; }

    public long ExclMinor { get; set; }

    public long VatMinor { get; set; }
}
