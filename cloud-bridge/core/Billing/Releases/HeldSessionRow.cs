using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>A held session with its message.</summary>
public sealed class HeldSessionRow
{
    private const string Select = """
        SELECT s.charger_id AS ChargerId, s.sequence AS Sequence, s.session_number AS Number, s.session_id AS SessionId,
               s.hold_reason AS Reason, s.hold_detail AS Detail,
               s.message AS Message, s.received_utc_ms AS ReceivedUtcMs, s.register_start_milliwatt_hours AS RegisterStartMilliwattHours,
               (SELECT COUNT(*) FROM charging_session o WHERE o.session_id = s.session_id) AS Records
        FROM charging_session s WHERE s.session_id = @sessionId AND s.hold_reason IS NOT NULL AND s.hold_reason <> 'Waived'
        ORDER BY s.sequence LIMIT 1
        """;

    /// <summary>Charger.</summary>
    public string ChargerId { get; set; } = "";

    /// <summary>Sequence of its record.</summary>
    public long Sequence { get; set; }

    /// <summary>Number of the session.</summary>
    public long Number { get; set; }

    /// <summary>Id of the session.</summary>
    public string SessionId { get; set; } = "";

    /// <summary>One of the hold reasons.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The figures behind it.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The charger's message.</summary>
    public string Message { get; set; } = "";

    /// <summary>When it came, unix ms.</summary>
    public long ReceivedUtcMs { get; set; }

    /// <summary>The register at its start, in mWh.</summary>
    public long RegisterStartMilliwattHours { get; set; }

    /// <summary>How many records claim to be this session.</summary>
    public long Records { get; set; }

    /// <summary>A held session; null when there is none of this id.</summary>
    public static HeldSessionRow? Find(DbConnection connection, string sessionId)
    {
        return connection.QueryFirstOrDefault<HeldSessionRow>(Select, new { sessionId });
    }
}
