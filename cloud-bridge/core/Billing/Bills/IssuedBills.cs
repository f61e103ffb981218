using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Bills and credit notes in the order of their issue, a page at a time, as partners read them.</summary>
public sealed class IssuedBills
{
    private const string InRange =
        "FROM bill b WHERE b.issued_utc_ms >= @fromUtcMs AND b.issued_utc_ms < @toUtcMs AND (@kind IS NULL OR b.kind = @kind)";

    private const string Bodies =
        "b.body, (SELECT o.body FROM bill o WHERE b.kind = 'CreditNote' AND o.bill_number = b.corrects_number)";

    private readonly Database _database;

    /// <summary>The bills of a database.</summary>
    public IssuedBills(Database database)
    {
        _database = database;
    }

    /// <summary>Those issued from an instant (unix ms) on and before another, oldest first; with how many there are in all.</summary>
    /// <param name="fromUtcMs">From this instant on.</param>
    /// <param name="toUtcMs">Before this one.</param>
    /// <param name="offset">How many are left out at the beginning.</param>
    /// <param name="limit">How many are given at most.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="kind">One of <see cref="BillKind"/>; null for all.</param>
    public IReadOnlyList<IssuedBill> Read(long fromUtcMs, long toUtcMs, int offset, int limit, out long count, string? kind = null)
    {
        using DbConnection connection = _database.Open();
        count = connection.ExecuteScalar<long>("SELECT COUNT(*) " + InRange, new { fromUtcMs, toUtcMs, kind });
        IEnumerable<(string Body, string? TakenBackBody)> rows = connection.Query<(string, string?)>(
            $"""
            SELECT {Bodies} {InRange}
            ORDER BY b.issued_utc_ms, b.bill_number LIMIT @limit OFFSET @offset
            """,
            new
            {
                fromUtcMs,
                toUtcMs,
                kind,
                limit,
                offset,
            });
        return [.. rows.Select(IssuedOf)];
    }

    /// <summary>One by its number; null when there is none.</summary>
    public IssuedBill? Find(string number)
    {
        using DbConnection connection = _database.Open();
        return connection
            .Query<(string, string?)>($"SELECT {Bodies} FROM bill b WHERE b.bill_number = @number", new { number })
            .Select(IssuedOf)
            .FirstOrDefault();
    }

    /// <summary>The first bill of a session; null while there is none.</summary>
    public Bill? FirstOf(string sessionId)
    {
        using DbConnection connection = _database.Open();
        string? body = connection.QueryFirstOrDefault<string>(
            "SELECT body FROM bill WHERE session_id = @sessionId AND kind = 'Bill'",
            new { sessionId });
        return body == null ? null : BillJson.Read(body);
    }

    private static IssuedBill IssuedOf((string Body, string? TakenBackBody) row)
    {
        return new IssuedBill(BillJson.Read(row.Body), row.TakenBackBody == null ? null : BillJson.Read(row.TakenBackBody));
    }
}

/// <summary>A bill or credit note.</summary>
/// <param name="Bill">Itself.</param>
/// <param name="TakenBack">The bill that a credit note takes back; null for a bill.</param>
public sealed record IssuedBill(Bill Bill, Bill? TakenBack);
