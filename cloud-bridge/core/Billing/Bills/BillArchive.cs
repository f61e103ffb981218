using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Reads the bills that were issued.</summary>
public sealed class BillArchive
{
    private readonly Database _database;

    /// <summary>The bills of a database.</summary>
    public BillArchive(Database database)
    {
        _database = database;
    }

    /// <summary>A bill by its number; null when there is none.</summary>
    public Bill? Find(string number)
    {
        using DbConnection connection = _database.Open();
        string? body = connection.QueryFirstOrDefault<string>("SELECT body FROM bill WHERE bill_number = @number", new { number });
        return body == null ? null : BillJson.Read(body);
    }

    /// <summary>What corrects a bill, and what it corrects; nothing as a rule.</summary>
    public IReadOnlyList<RelatedBill> RelatedTo(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<RelatedBill>(
                "SELECT kind AS Kind, bill_number AS Number, account_id AS AccountId, corrects_number AS CorrectsNumber FROM bill "
                    + "WHERE corrects_number = @Number OR bill_number = @CorrectsNumber ORDER BY bill_year, serial",
                bill),
        ];
    }

    /// <summary>Who issued a credit note or corrected bill; null for a bill.</summary>
    public string? CorrectedBy(string number)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<string>(
            "SELECT corrected_by FROM correction_log WHERE bill_number = @number",
            new { number });
    }

    /// <summary>The bill of a session that holds now: not taken back; null when there is none.</summary>
    public Bill? FindBySession(string sessionId)
    {
        using DbConnection connection = _database.Open();
        string? body = connection.QueryFirstOrDefault<string>(
            """
            SELECT b.body FROM bill b WHERE b.session_id = @sessionId AND b.kind <> @creditNote
              AND NOT EXISTS (SELECT 1 FROM bill c WHERE c.corrects_number = b.bill_number AND c.kind = @creditNote)
            """,
            new { sessionId, creditNote = BillKind.CreditNote });
        return body == null ? null : BillJson.Read(body);
    }

    /// <summary>All bills in the order of their numbers, one after the other.</summary>
    public IEnumerable<Bill> ReadAll()
    {
        using DbConnection connection = _database.Open();
        foreach (string body in connection.Query<string>("SELECT body FROM bill ORDER BY series, bill_year, serial", buffered: false))
        {
            yield return BillJson.Read(body);
        }
    }

    /// <summary>One page of the list, newest first.</summary>
    public IReadOnlyList<BillSummary> List(BillFilter filter, int offset, int count)
    {
        using DbConnection connection = _database.Open();
        // The order is that of the index by issue.
        return
        [
            .. connection.Query<BillSummary>(
                $"""
                SELECT bill_number AS Number, kind AS Kind, account_id AS AccountId, site_id AS SiteId, session_id AS SessionId,
                       charger_id AS ChargerId, issued_utc_ms AS IssuedUtcMs, start_utc_ms AS StartUtcMs, end_utc_ms AS EndUtcMs,
                       time_zone AS TimeZone,
                       energy_milliwatt_hours AS EnergyMilliwattHours, currency AS Currency, currency_decimals AS CurrencyDecimals,
                       total_excl_minor AS TotalExclMinor, total_incl_minor AS TotalInclMinor,
                       (SELECT c.bill_number FROM bill c WHERE c.corrects_number = bill.bill_number AND c.kind = 'CreditNote')
                           AS CreditNote,
                       (SELECT c.bill_number FROM bill c WHERE c.corrects_number = bill.bill_number AND c.kind = 'CorrectedBill')
                           AS Replacement
                FROM bill {Where(filter)}
                ORDER BY issued_utc_ms DESC, bill_number DESC LIMIT @count OFFSET @offset
                """,
                new
                {
                    filter.ChargerId,
                    filter.AccountId,
                    filter.SiteId,
                    filter.FromUtcMs,
                    filter.UntilUtcMs,
                    filter.IssuedFromUtcMs,
                    filter.IssuedUntilUtcMs,
                    offset,
                    count,
                }),
        ];
    }

    /// <summary>The documents of a list whole, in the order of their numbers, one after the other; each says whether it still
    /// holds.</summary>
    public IEnumerable<Bill> Read(BillFilter filter)
    {
        using DbConnection connection = _database.Open();
        IEnumerable<(string Body, string? CreditNote, string? Replacement)> rows = connection.Query<(string, string?, string?)>(
            $"""
            SELECT body, (SELECT c.bill_number FROM bill c WHERE c.corrects_number = bill.bill_number AND c.kind = 'CreditNote'),
                   (SELECT c.bill_number FROM bill c WHERE c.corrects_number = bill.bill_number AND c.kind = 'CorrectedBill')
            FROM bill {Where(filter)} ORDER BY series, bill_year, serial
            """,
            filter,
            buffered: false);
        foreach ((string body, string? creditNote, string? replacement) in rows)
        {
            yield return BillJson.Read(body) with { State = BillState.Of(creditNote != null, replacement != null) };
        }
    }

    /// <summary>How many bills each charger has; one without a bill is not among them.</summary>
    public IReadOnlyDictionary<string, long> CountByCharger()
    {
        using DbConnection connection = _database.Open();
        return connection
            .Query<(string ChargerId, long Count)>("SELECT charger_id, COUNT(*) FROM bill GROUP BY charger_id")
            .ToDictionary(row => row.ChargerId, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>How many bills there are.</summary>
    public long Count(BillFilter filter)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM bill {Where(filter)}", filter);
    }

    /// <summary>Energy and money, by currency; credit notes take away.</summary>
    public IReadOnlyList<BillTotal> Totals(BillFilter filter)
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<BillTotal>(
            $"""
            SELECT currency AS Currency, currency_decimals AS CurrencyDecimals, COUNT(*) AS Count,
                   CAST(SUM(CASE WHEN kind = 'CreditNote' THEN 1 ELSE 0 END) AS BIGINT) AS CreditNotes,
                   CAST(SUM(energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours,
                   CAST(SUM(total_excl_minor) AS BIGINT) AS TotalExclMinor, CAST(SUM(total_incl_minor) AS BIGINT) AS TotalInclMinor
            FROM bill {Where(filter)} GROUP BY currency, currency_decimals ORDER BY COUNT(*) DESC, currency
            """,
            filter)];
    }

    // Only what is asked for: with "@ChargerId IS NULL OR" no database uses an index.
    private static string Where(BillFilter filter)
    {
        string?[] conditions =
        [
            filter.ChargerId == null ? null : "charger_id = @ChargerId",
            filter.SiteId == null ? null : "site_id = @SiteId",
            filter.AccountId == null ? null : filter.AccountId == BillFilter.Nobody ? "account_id IS NULL" : "account_id = @AccountId",
            filter.FromUtcMs == null ? null : "start_utc_ms >= @FromUtcMs",
            filter.UntilUtcMs == null ? null : "start_utc_ms < @UntilUtcMs",
            filter.IssuedFromUtcMs == null ? null : "issued_utc_ms >= @IssuedFromUtcMs",
            filter.IssuedUntilUtcMs == null ? null : "issued_utc_ms < @IssuedUntilUtcMs",
        ];
        string all = string.Join(" AND ", conditions.Where(condition => condition != null));
        return all.Length == 0 ? "" : "WHERE " + all;
    }
}

/// <summary>A bill in a list.</summary>
public sealed record BillSummary
{
    /// <summary>Number.</summary>
    public string Number { get; init; } = "";

    /// <summary>One of <see cref="BillKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Whose bill it is; null for the operator's own, which nobody has claimed.</summary>
    public string? AccountId { get; init; }

    /// <summary>The site; null when the charger had none.</summary>
    public string? SiteId { get; init; }

    /// <summary>The session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>The charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Issue, unix ms.</summary>
    public long IssuedUtcMs { get; init; }

    /// <summary>Plug-in, unix ms.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Unplug, unix ms.</summary>
    public long EndUtcMs { get; init; }

    /// <summary>The charger's zone by the tz database.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Total excluding VAT, in minor units.</summary>
    public long TotalExclMinor { get; init; }

    /// <summary>Total including VAT, in minor units.</summary>
    public long TotalInclMinor { get; init; }

    /// <summary>Number of the credit note that takes it back; null when none does.</summary>
    public string? CreditNote { get; init; }

    /// <summary>Number of the corrected bill that took its place; null when none did.</summary>
    public string? Replacement { get; init; }

    /// <summary>Whether it still holds, one of <see cref="BillState"/>.</summary>
    public string State => BillState.Of(CreditNote != null, Replacement != null);
}

/// <summary>Sums over all bills of one currency.</summary>
public sealed record BillTotal
{
    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Documents: bills and credit notes.</summary>
    public long Count { get; init; }

    /// <summary>How many of them are credit notes.</summary>
    public long CreditNotes { get; init; }

    /// <summary>How many documents of which kind, in words.</summary>
    public string CountWords()
    {
        string bills = $"{Count - CreditNotes} {(Count - CreditNotes == 1 ? "bill" : "bills")}";
        return CreditNotes == 0 ? bills : $"{bills} and {CreditNotes} credit {(CreditNotes == 1 ? "note" : "notes")}";
    }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Totals excluding VAT, in minor units.</summary>
    public long TotalExclMinor { get; init; }

    /// <summary>Totals including VAT, in minor units.</summary>
    public long TotalInclMinor { get; init; }
}
