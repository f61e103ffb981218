using System.Data.Common;
using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using Dapper;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>
/// No session is billed that cannot have been, but one that a person released; of two that overlap the one that came later is held, so that
/// both are never billed. Held against what firmware can be set to at most: what an
/// operator has set of a charger since says nothing of what it was.
/// </summary>
internal static class LimitCheck
{
    private const int PageSize = 1000;

    private const string Select = """
        SELECT s.charger_id AS ChargerId, s.session_number AS Number, s.sequence AS Sequence, s.end_utc_ms AS EndUtcMs,
               s.received_utc_ms AS ReceivedUtcMs, s.message AS Message,
               CASE WHEN s.hold_reason IS NULL AND NOT EXISTS (SELECT 1 FROM release_log l WHERE l.subject = s.session_id
               AND l.outcome = 'Billed') THEN 1 ELSE 0 END AS IsUnattended
        FROM charging_session s
        WHERE s.charger_id > @chargerId OR (s.charger_id = @chargerId AND s.session_number > @number)
           OR (s.charger_id = @chargerId AND s.session_number = @number AND s.sequence > @sequence)
        ORDER BY s.charger_id, s.session_number, s.sequence LIMIT @pageSize
        """;

    public static void Check(DbConnection connection, Verdict verdict)
    {
        Row? before = null;
        (string chargerId, long number, long sequence) = ("", 0, 0);
        List<Row> page;
        do
        {
            page = [.. connection.Query<Row>(Select, new { chargerId, number, sequence, pageSize = PageSize })];
            foreach (Row row in page)
            {
                CheckOne(before is { IsUnattended: true } && before.ChargerId == row.ChargerId ? before : null, row, verdict);
                before = row;
                (chargerId, number, sequence) = (row.ChargerId, row.Number, row.Sequence);
            }
        }
        while (page.Count == PageSize);
    }

    private static void CheckOne(Row? before, Row row, Verdict verdict)
    {
        if (!row.IsUnattended)
        {
            return;
        }

        ChargerMessage message = new(row.ChargerId, Topic.Session, Encoding.UTF8.GetBytes(row.Message), row.ReceivedUtcMs);
        // One that cannot be read is named by the check of records.
        DurableRecord? record = RecordDecoder.Decode(message, out _, out _);
        SessionSurroundings surroundings = new(
            row.ReceivedUtcMs,
            LoadLimit.OfFirmware,
            before == null ? null : SessionBefore.EndOf(before.EndUtcMs, before.ReceivedUtcMs));
        if (record?.Session != null && SessionLimits.Find(record.Session, surroundings) is Hold hold)
        {
            verdict.Add($"session {row.ChargerId}-{row.Number}", $"is billed, and cannot have been: {hold.Detail} ({hold.Reason})");
        }
    }

    private sealed class Row
    {
        public string ChargerId { get; set; } = "";

        public long Number { get; set; }

        public long Sequence { get; set; }

        public long EndUtcMs { get; set; }

        public long ReceivedUtcMs { get; set; }

        public string Message { get; set; } = "";

        public bool IsUnattended { get; set; }
    }
}
