using System.Data.Common;
using CloudBridge.Core.Contract;
using Dapper;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each session is billed once or held, never both and never neither; what a person released says where it went.</summary>
internal static class HoldCheck
{
    private const string WithoutRecord = """
        SELECT s.session_id FROM charging_session s LEFT JOIN durable_record r ON r.charger_id = s.charger_id AND r.sequence = s.sequence
        WHERE r.sequence IS NULL ORDER BY s.session_id
        """;

    private const string WithoutBill = """
        SELECT s.session_id FROM charging_session s LEFT JOIN bill b ON b.session_id = s.session_id AND b.kind = 'Bill'
        WHERE s.hold_reason IS NULL AND b.bill_number IS NULL ORDER BY s.session_id
        """;

    private const string BilledTwice = """
        SELECT session_id FROM charging_session WHERE hold_reason IS NULL GROUP BY session_id HAVING COUNT(*) > 1 ORDER BY session_id
        """;

    private const string HeldAndBilled = """
        SELECT s.session_id FROM charging_session s JOIN bill b ON b.session_id = s.session_id AND b.kind = 'Bill'
        WHERE s.hold_reason IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM charging_session o WHERE o.session_id = s.session_id AND o.hold_reason IS NULL)
        ORDER BY s.session_id
        """;

    private const string ReleasedWithoutBill = """
        SELECT l.subject FROM release_log l LEFT JOIN bill b ON b.bill_number = l.bill_number
        WHERE l.outcome = 'Billed' AND (b.bill_number IS NULL OR (l.source = 'held' AND b.session_id <> l.subject)) ORDER BY l.subject
        """;

    public static void Check(DbConnection connection, Verdict verdict)
    {
        verdict.Releases = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM release_log");
        AddEach(WithoutRecord, "has no record in its charger's chain");
        AddEach(WithoutBill, "is neither held nor billed");
        AddEach(BilledTwice, "more than one record of it counts as billed");
        AddEach(HeldAndBilled, "is held and billed");
        AddEach(ReleasedWithoutBill, "was released and billed, and its bill is not there");
        foreach ((string id, string? reason, string? detail) in connection.Query<(string, string?, string?)>(
            "SELECT session_id, hold_reason, hold_detail FROM charging_session WHERE hold_reason IS NOT NULL ORDER BY session_id").ToList())
        {
            if (HoldReason.InWords(reason!) == reason || string.IsNullOrEmpty(detail))
            {
                verdict.Add(
                    $"session {id}",
                    $"is held with the reason '{reason}' and the detail '{detail}': one of them is none of the bridge's");
            }
        }

        void AddEach(string sql, string what)
        {
            foreach (string id in connection.Query<string>(sql).ToList())
            {
                verdict.Add($"session {id}", what);
            }
        }
    }
}
