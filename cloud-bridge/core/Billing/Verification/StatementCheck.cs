using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Statements;
using Dapper;
using NodaTime;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each statement: its columns are what its body says, it comes out again from its bills, its signature is good, and no bill was
/// left out.</summary>
internal static class StatementCheck
{
    private const int PageSize = 200;

    // A bill that waited for the write lock while a statement was made is rightly on the next one; a day is longer than any such wait.
    private const long WaitMaxMs = 24 * 3600 * 1000L;

    private const string Select = """
        SELECT t.statement_number AS Number, t.series AS Series, t.statement_year AS Year, t.serial AS Serial, t.account_id AS AccountId,
               t.currency AS Currency, t.currency_decimals AS CurrencyDecimals,
               t.month AS Month, t.issued_utc_ms AS IssuedUtcMs, t.until_utc_ms AS UntilUtcMs, t.session_count AS Sessions,
               t.energy_milliwatt_hours AS Energy,
               t.total_excl_minor AS TotalExcl, t.total_incl_minor AS TotalIncl, t.body AS Body, s.signature AS Signature,
               s.public_key AS PublicKey
        FROM statement t LEFT JOIN statement_signature s ON s.statement_number = t.statement_number
        WHERE t.statement_number > @number ORDER BY t.statement_number LIMIT @PageSize
        """;

    private const string SelectBills = """
        SELECT b.body FROM statement_bill s JOIN bill b ON b.bill_number = s.bill_number WHERE s.statement_number = @Number
               ORDER BY s.position
        """;

    private const string SelectLeftOut = """
        SELECT b.bill_number AS Bill, t.statement_number AS Statement FROM bill b
        JOIN statement t ON t.account_id = b.account_id AND t.currency = b.currency AND b.start_utc_ms < t.until_utc_ms
            AND b.issued_utc_ms < t.issued_utc_ms - @WaitMaxMs
        WHERE NOT EXISTS (SELECT 1 FROM statement_bill s WHERE s.bill_number = b.bill_number)
          AND (SELECT COUNT(*) FROM statement_bill s WHERE s.statement_number = t.statement_number) < @LinesMax
        ORDER BY b.bill_number, t.statement_number
        """;

    public static void Check(DbConnection connection, Verdict verdict)
    {
        string number = "";
        List<StatementRow> page;
        do
        {
            page = [.. connection.Query<StatementRow>(Select, new { number, PageSize })];
            foreach (StatementRow row in page)
            {
                number = row.Number;
                verdict.Statements++;
                if (FindDefect(connection, row) is string defect)
                {
                    verdict.Add($"statement {row.Number}", defect);
                }
            }
        }
        while (page.Count == PageSize);

        foreach (
            (string bill, string statement) in connection
                .Query<(string, string)>(SelectLeftOut, new { WaitMaxMs, StatementRun.LinesMax })
                .DistinctBy(found => found.Item1))
        {
            verdict.Add($"bill {bill}", $"is on no statement, and should be on {statement} or one before it");
        }
    }

    private static string? FindDefect(DbConnection connection, StatementRow row)
    {
        if (row.Signature != null && !StatementSeal.IsGood(row.Body, row.Signature, row.PublicKey ?? ""))
        {
            return "its signature does not belong to its text: text, signature or key was changed";
        }

        Statement statement;
        try
        {
            statement = StatementJson.Read(row.Body);
        }
        catch (JsonException)
        {
            return "its body cannot be read";
        }

        return FindOtherColumns(row, statement) ?? FindOtherOrigin(connection, row, statement);
    }

    private static string? FindOtherColumns(StatementRow row, Statement statement)
    {
        string number = StatementRun.NumberOf(row.Series, (int)row.Year, row.Serial);
        if (row.Number != number || statement.Number != number || statement.Issued.Year != row.Year)
        {
            return $"is statement {statement.Number} of {statement.Issued.Year} by its body, and {number} by its place in the series";
        }

        bool isSame =
            statement.Account.AccountId == row.AccountId
            && statement.Currency == row.Currency
            && statement.CurrencyDecimals == row.CurrencyDecimals
            && statement.Month == row.Month
            && statement.Issued.ToUnixTimeMilliseconds() == row.IssuedUtcMs
            && statement.Until.ToUnixTimeMilliseconds() == row.UntilUtcMs
            && statement.Totals.Sessions == row.Sessions
            && statement.Totals.EnergyMilliwattHours == row.Energy
            && statement.Totals.ExclMinor == row.TotalExcl
            && statement.Totals.InclMinor == row.TotalIncl;
        return isSame ? null : "its columns are not what its body says";
    }

    private static string? FindOtherOrigin(DbConnection connection, StatementRow row, Statement statement)
    {
        List<Bill> bills = [.. connection.Query<string>(SelectBills, row).Select(BillJson.Read)];
        if (!bills.Select(bill => bill.Number).SequenceEqual(statement.Lines.Select(line => line.BillNumber)))
        {
            return $"lists {statement.Lines.Count} documents, and stands for {bills.Count} others";
        }

        if (bills.Find(bill => bill.Recipient?.AccountId != row.AccountId) is Bill stranger)
        {
            return $"lists {stranger.Number}, which is not made out to {row.AccountId}";
        }

        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(statement.TimeZone);
        if (zone == null || !StatementMonth.TryParse(statement.Month, out YearMonth? month))
        {
            return $"its month {statement.Month} in {statement.TimeZone} is none";
        }

        StatementFigures? lastMonth = StatementTable
            .Find(connection, row.AccountId, row.Currency, StatementMonth.TextOf(month.Value.PlusMonths(-1)))
            ?.Totals;
        Statement again = StatementMaker.Make(
            new StatementHead(row.Number, month.Value, zone, statement.Issued, statement.Issuer, statement.Account, lastMonth),
            bills);
        string? member = BillDifference.Find(JsonNode.Parse(StatementJson.Write(again)), JsonNode.Parse(row.Body), "");
        return member == null ? null : $"{member} is not what its bills add up to";
    }
}

/// <summary>A statement as it stands in the database.</summary>
internal sealed class StatementRow
{
    public string Number { get; set; } = "";

    public string Series { get; set; } = "";

    public long Year { get; set; }

    public long Serial { get; set; }

    public string AccountId { get; set; } = "";

    public string Currency { get; set; } = "";

    public long CurrencyDecimals { get; set; }

    public string Month { get; set; } = "";

    public long IssuedUtcMs { get; set; }

    public long UntilUtcMs { get; set; }

    public long Sessions { get; set; }

    public long Energy { get; set; }

    public long TotalExcl { get; set; }

    public long TotalIncl { get; set; }

    public string Body { get; set; } = "";

    public string? Signature { get; set; }

    public string? PublicKey { get; set; }
}
