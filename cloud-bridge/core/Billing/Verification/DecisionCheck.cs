using System.Data.Common;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Publishing;
using Dapper;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each decision about a session says who, why and what, and the session is as it was decided; nothing is waived without
/// one.</summary>
internal sealed class DecisionCheck(Database database)
{
    private const string Select = """
        SELECT d.session_id AS SessionId, d.decision AS Decision, d.was_reason AS WasReason, d.decided_by AS DecidedBy,
               d.reason AS Reason, s.session_id AS Stored, s.hold_reason AS HoldReason,
               s.charger_id AS ChargerId, s.message AS Message, s.received_utc_ms AS ReceivedUtcMs,
               s.register_end_milliwatt_hours - s.register_start_milliwatt_hours AS Energy,
               (SELECT COUNT(*) FROM bill b WHERE b.session_id = d.session_id AND b.kind = 'Bill') AS Bills
        FROM held_decision d LEFT JOIN charging_session s ON s.charger_id = d.charger_id AND s.sequence = d.sequence
        ORDER BY d.charger_id, d.sequence
        """;

    private const string WaivedByNobody = """
        SELECT s.session_id FROM charging_session s WHERE s.hold_reason = 'Waived' AND NOT EXISTS (
            SELECT 1 FROM held_decision d WHERE d.charger_id = s.charger_id AND d.sequence = s.sequence AND d.decision = 'Waive')
        ORDER BY s.session_id
        """;

    private readonly SessionRater _rater = new(new TariffBook(database, TimeProvider.System, ""));

    public void Check(DbConnection connection, Verdict verdict)
    {
        foreach (Row row in connection.Query<Row>(Select).ToList())
        {
            if (FindDefect(row) is { } defect)
            {
                verdict.Add($"session {row.SessionId}", defect);
            }
        }

        foreach (string id in connection.Query<string>(WaivedByNobody).ToList())
        {
            verdict.Add($"session {id}", "is kept without a bill, and nobody decided that");
        }
    }

    private string? FindDefect(Row row)
    {
        return row.Stored != row.SessionId ? "was decided about, and is not there"
            : HeldDecision.Read(row.Decision) != row.Decision ? $"was decided as '{row.Decision}', which nobody can"
            : string.IsNullOrWhiteSpace(row.DecidedBy) || string.IsNullOrWhiteSpace(row.Reason)
                ? "was decided about without a name or a reason"
            : row.Decision == HeldDecision.Waive
                ? FindWaiveDefect(row)
            : row.HoldReason != null || row.Bills == 0 ? "was decided to be billed, and has no bill"
            : null;
    }

    private string? FindWaiveDefect(Row row)
    {
        return row.HoldReason != Contract.HoldReason.Waived ? "was decided not to be billed, and does not say so"
            : row.WasReason != Contract.HoldReason.NothingToPay ? null
            : row.Energy != 0 ? $"was waived because nothing was taken, and took {row.Energy} mWh"
            : FindPrice(row) is { } minor and not 0 ? $"was waived because nothing is to be paid, and a fresh pricing gives {minor}"
            : null;
    }

    // Null where it cannot be priced, which is told with its record.
    private long? FindPrice(Row row)
    {
        ChargerMessage message = new(row.ChargerId, Topic.Session, Encoding.UTF8.GetBytes(row.Message), row.ReceivedUtcMs);
        DurableRecord? record = RecordDecoder.Decode(message, out _, out _);
        return record?.Session == null ? null : _rater.Rate(row.ChargerId, record.Session, row.ReceivedUtcMs, out _)?.TotalInclMinor;
    }

    private sealed class Row
    {
        public string SessionId { get; set; } = "";

        public string Decision { get; set; } = "";

        public string WasReason { get; set; } = "";

        public string DecidedBy { get; set; } = "";

        public string Reason { get; set; } = "";

        public string? Stored { get; set; }

        public string? HoldReason { get; set; }

        public string ChargerId { get; set; } = "";

        public string Message { get; set; } = "";

        public long ReceivedUtcMs { get; set; }

        public long? Energy { get; set; }

        public long Bills { get; set; }
    }
}
