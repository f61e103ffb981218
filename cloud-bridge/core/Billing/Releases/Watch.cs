using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Reads what an operator has to look at: held sessions, quarantine, alerts.</summary>
public sealed class Watch
{
    private readonly Database _database;

    /// <summary>Over a database.</summary>
    public Watch(Database database)
    {
        _database = database;
    }

    /// <summary>How many sessions are held, and how many messages are in quarantine.</summary>
    public WatchCounts Counts()
    {
        using DbConnection connection = _database.Open();
        return connection.QuerySingle<WatchCounts>(
            """
            SELECT (SELECT COUNT(*) FROM charging_session WHERE hold_reason IS NOT NULL AND hold_reason <> 'Waived') AS Held,
                   (SELECT COUNT(*) FROM quarantine) AS Quarantined,
                   (SELECT COUNT(*) FROM charger) AS Chargers, (SELECT COUNT(*) FROM bill) AS Bills
            """);
    }

    /// <summary>Held sessions, newest first.</summary>
    public IReadOnlyList<HeldRow> Held(int offset, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<HeldRow>(
                """
                SELECT session_id AS SessionId, charger_id AS ChargerId, sequence AS Sequence, start_utc_ms AS StartUtcMs,
                       end_utc_ms AS EndUtcMs,
                       register_end_milliwatt_hours - register_start_milliwatt_hours AS EnergyMilliwattHours,
                       hold_reason AS Reason, hold_detail AS Detail, received_utc_ms AS ReceivedUtcMs
                FROM charging_session WHERE hold_reason IS NOT NULL AND hold_reason <> 'Waived'
                ORDER BY received_utc_ms DESC, session_id LIMIT @count OFFSET @offset
                """,
                new { offset, count }),
        ];
    }

    /// <summary>Messages that could not be taken, the last seen first.</summary>
    public IReadOnlyList<QuarantineRow> Quarantine(int offset, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<QuarantineRow>(
                """
                SELECT charger_id AS ChargerId, topic AS Topic, content_hash AS ContentHash, reason AS Reason, detail AS Detail,
                       payload AS Payload,
                       first_utc_ms AS FirstUtcMs, last_utc_ms AS LastUtcMs, times_seen AS TimesSeen
                FROM quarantine ORDER BY last_utc_ms DESC, content_hash LIMIT @count OFFSET @offset
                """,
                new { offset, count }),
        ];
    }

    /// <summary>Alerts of chargers and bridge, newest first; without notices, those that somebody may have to act on.</summary>
    public IReadOnlyList<AlertRow> Alerts(int offset, int count, bool hasNotices = true)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<AlertRow>(
                $"""
                SELECT charger_id AS ChargerId, source AS Source, code AS Code, severity AS Severity, is_raised AS IsRaised,
                       at_utc_ms AS AtUtcMs,
                       received_utc_ms AS ReceivedUtcMs, detail AS Detail
                FROM alert {(
                    hasNotices ? "" : "WHERE severity <> 'Notice'"
                )} ORDER BY received_utc_ms DESC, alert_key LIMIT @count OFFSET @offset
                """,
                new { offset, count }),
        ];
    }
}
