using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>A durable record with everything that is stored about it.</summary>
internal sealed class RecordRow
{
    private const int PageSize = 1000;

    private const string Select = """
        SELECT r.charger_id AS ChargerId, r.sequence AS Sequence, r.kind AS Kind, r.content_hash AS ContentHash,
               r.previous_mac AS PreviousMac, r.mac AS Mac,
               r.received_utc_ms AS ReceivedUtcMs, s.message AS SessionText, s.session_number AS SessionNumber,
               s.session_id AS SessionId,
               s.start_utc_ms AS StartUtcMs, s.end_utc_ms AS EndUtcMs, s.register_start_milliwatt_hours AS RegisterStart,
               s.register_end_milliwatt_hours AS RegisterEnd,
               a.message AS AlertText
        FROM durable_record r
        LEFT JOIN charging_session s ON s.charger_id = r.charger_id AND s.sequence = r.sequence
        LEFT JOIN alert a ON a.alert_key = r.charger_id || '/charger/' || CAST(r.sequence AS TEXT)
        WHERE r.charger_id > @chargerId OR (r.charger_id = @chargerId AND r.sequence > @sequence)
        ORDER BY r.charger_id, r.sequence LIMIT @pageSize
        """;

    public string ChargerId { get; set; } = "";

    public long Sequence { get; set; }

    public long Kind { get; set; }

    public string ContentHash { get; set; } = "";

    public string PreviousMac { get; set; } = "";

    public string Mac { get; set; } = "";

    public long ReceivedUtcMs { get; set; }

    public string? SessionText { get; set; }

    public long? SessionNumber { get; set; }

    public string? SessionId { get; set; }

    public long? StartUtcMs { get; set; }

    public long? EndUtcMs { get; set; }

    public long? RegisterStart { get; set; }

    public long? RegisterEnd { get; set; }

    public string? AlertText { get; set; }

    /// <summary>Where it is, for a defect.</summary>
    public string Place => $"{ChargerId} record {Sequence}";

    /// <summary>All records of all chargers, each charger's in its sequence. Between two of them the connection is free.</summary>
    public static IEnumerable<RecordRow> ReadAll(DbConnection connection)
    {
        string chargerId = "";
        long sequence = 0;
        List<RecordRow> page;
        do
        {
            page = [.. connection.Query<RecordRow>(Select, new { chargerId, sequence, pageSize = PageSize })];
            foreach (RecordRow row in page)
            {
                (chargerId, sequence) = (row.ChargerId, row.Sequence);
                yield return row;
            }
        }
        while (page.Count == PageSize);
    }
}
