using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Sessions and messages without a bill. A held one counts in the month of its plug-in, or where that is unknown of its receipt; a
/// quarantined one in that of its first receipt.</summary>
internal static class UnbilledReader
{
    private const int MessageCountMax = 10000;
    private const long SessionMilliwattHoursMax = 1000000000;

    private const string InRange = """
        (CASE WHEN s.start_utc_ms > 0 THEN s.start_utc_ms ELSE s.received_utc_ms END) >= @FromUtcMs
        AND (CASE WHEN s.start_utc_ms > 0 THEN s.start_utc_ms ELSE s.received_utc_ms END) < @UntilUtcMs
        AND (@siteId IS NULL OR EXISTS (SELECT 1 FROM charger c WHERE c.charger_id = s.charger_id AND c.site_id = @siteId))
        """;

    /// <summary>By state and reason, a waived one by the reason it had been held for. A session that is neither held nor billed would be a
    /// defect of the bridge and is told as Missing.</summary>
    public static List<UnbilledRow> Read(DbConnection connection, ReportRange range, string? siteId)
    {
        var arguments = new
        {
            range.FromUtcMs,
            range.UntilUtcMs,
            siteId,
            MessageCountMax,
        };
        List<UnbilledRow> rows =
        [
            .. connection.Query<UnbilledRow>(
                $"""
                SELECT CASE WHEN s.hold_reason = 'Waived' THEN 'Waived' ELSE 'Held' END AS State,
                       COALESCE(d.was_reason, s.hold_reason) AS Reason, COUNT(*) AS Count,
                       CAST(SUM(s.register_end_milliwatt_hours - s.register_start_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours
                FROM charging_session s
                LEFT JOIN held_decision d ON d.charger_id = s.charger_id AND d.sequence = s.sequence AND d.decision = 'Waive'
                WHERE s.hold_reason IS NOT NULL AND {InRange} GROUP BY 1, 2
                UNION ALL
                SELECT 'Missing' AS State, 'NoBill' AS Reason, COUNT(*) AS Count,
                       CAST(COALESCE(SUM(s.register_end_milliwatt_hours - s.register_start_milliwatt_hours), 0)
                           AS BIGINT) AS EnergyMilliwattHours
                FROM charging_session s WHERE s.hold_reason IS NULL
                    AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.session_id = s.session_id AND b.kind = 'Bill')
                    AND {InRange} HAVING COUNT(*) > 0
                """,
                arguments),
        ];
        IEnumerable<(string Reason, string Payload)> messages = connection.Query<(string, string)>(
            """
            SELECT q.reason, q.payload FROM quarantine q WHERE q.topic = 'session' AND q.first_utc_ms >= @FromUtcMs
                   AND q.first_utc_ms < @UntilUtcMs
            AND (@siteId IS NULL OR EXISTS (SELECT 1 FROM charger c WHERE c.charger_id = q.charger_id AND c.site_id = @siteId))
                LIMIT @MessageCountMax
            """,
            arguments);
        rows.AddRange(messages.GroupBy(message => message.Reason).Select(group => new UnbilledRow
        {
            State = "Quarantined",
            Reason = group.Key,
            Count = group.Count(),
            EnergyMilliwattHours = group.Sum(message => ClaimedEnergy(message.Payload)),
        }));
        return [.. rows.OrderBy(row => row.State, StringComparer.Ordinal).ThenBy(row => row.Reason, StringComparer.Ordinal)];
    }

    // Nothing in quarantine is proved: what it says is taken as a claim, and only where it can be one.
    private static long ClaimedEnergy(string payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            long milliwattHours =
                Register(document.RootElement, "registerEndMilliwattHours") - Register(document.RootElement, "registerStartMilliwattHours");
            return milliwattHours is > 0 and <= SessionMilliwattHoursMax ? milliwattHours : 0;
        }
        catch (JsonException)
        {
            // No JSON: it claims nothing.
            return 0;
        }
    }

    private static long Register(JsonElement root, string name)
    {
        bool isThere =
            root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out _);
        return isThere ? Math.Clamp(root.GetProperty(name).GetInt64(), 0, long.MaxValue) : 0;
    }
}
