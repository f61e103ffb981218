using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Bills and credit notes in the order of their issue, a page at a time, as partners read them.</summary>
public sealed class IssuedBills
{
    private const string InRange = "FROM bill b WHERE b.issued_utc_ms >= @fromUtcMs AND b.issued_utc_ms < @toUtcMs";

    private readonly Database _database;

    /// <summary>The bills of a database.</summary>
    public IssuedBills(Database database)
    {
        _database = database;
    }

    /// <summary>Those issued from an instant (unix ms) on and before another, oldest first; with how many there are in all.</summary>
    public IReadOnlyList<IssuedBill> Read(long fromUtcMs, long toUtcMs, int offset, int limit, out long count)
    {
        using DbConnection connection = _database.Open();
        count = connection.ExecuteScalar<long>("SELECT COUNT(*) " + InRange, new { fromUtcMs, toUtcMs });
        IEnumerable<(string Body, string? TakenBackBody)> rows = connection.Query<(string, string?)>(
            $"""
            SELECT b.body, (SELECT o.body FROM bill o WHERE b.kind = 'CreditNote' AND o.bill_number = b.corrects_number) {InRange}
            ORDER BY b.issued_utc_ms, b.bill_number LIMIT @limit OFFSET @offset
            """,
            new
            {
                fromUtcMs,
                toUtcMs,
                limit,
                offset,
            });
        return
        [
            .. rows.Select(row => new IssuedBill(
                BillJson.Read(row.Body),
                row.TakenBackBody == null ? null : BillJson.Read(row.TakenBackBody))),
        ];
    }
}

/// <summary>A bill or credit note.</summary>
/// <param name="Bill">Itself.</param>
/// <param name="TakenBack">The bill that a credit note takes back; null for a bill.</param>
public sealed record IssuedBill(Bill Bill, Bill? TakenBack);
