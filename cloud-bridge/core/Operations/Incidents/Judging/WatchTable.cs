using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents.Rules;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Reads and writes what the judge knows of chargers.</summary>
internal static class WatchTable
{
    // Column and property; site_id comes from the charger.
    private static readonly (string Column, string Property)[] Columns =
    [
        ("status_revision", nameof(ChargerWatch.StatusRevision)),
        ("is_online", nameof(ChargerWatch.IsOnline)),
        ("status_utc_ms", nameof(ChargerWatch.StatusUtcMs)),
        ("online_utc_ms", nameof(ChargerWatch.OnlineUtcMs)),
        ("offline_away_utc_ms", nameof(ChargerWatch.OfflineAwayUtcMs)),
        ("offline_back_utc_ms", nameof(ChargerWatch.OfflineBackUtcMs)),
        ("offline_incident_id", nameof(ChargerWatch.OfflineIncidentId)),
        ("mains_away_utc_ms", nameof(ChargerWatch.MainsAwayUtcMs)),
        ("mains_back_utc_ms", nameof(ChargerWatch.MainsBackUtcMs)),
        ("mains_incident_id", nameof(ChargerWatch.MainsIncidentId)),
        ("came_back", nameof(ChargerWatch.CameBack)),
        ("boot_count", nameof(ChargerWatch.BootCount)),
        ("boot_times", nameof(ChargerWatch.BootTimes)),
        ("session_number", nameof(ChargerWatch.SessionNumber)),
        ("session_ended_number", nameof(ChargerWatch.SessionEndedNumber)),
        ("session_start_utc_ms", nameof(ChargerWatch.SessionStartUtcMs)),
        ("session_live_utc_ms", nameof(ChargerWatch.SessionLiveUtcMs)),
        ("session_milliwatt_hours", nameof(ChargerWatch.SessionMilliwattHours)),
        ("session_duration_ms", nameof(ChargerWatch.SessionDurationMs)),
        ("session_cost_micros", nameof(ChargerWatch.SessionCostMicros)),
        ("session_currency", nameof(ChargerWatch.SessionCurrency)),
        ("session_milliwatts", nameof(ChargerWatch.SessionMilliwatts)),
        ("session_peak_milliamps", nameof(ChargerWatch.SessionPeakMilliamps)),
        ("price_micros", nameof(ChargerWatch.PriceMicros)),
        ("next_price_micros", nameof(ChargerWatch.NextPriceMicros)),
        ("next_price_utc_ms", nameof(ChargerWatch.NextPriceUtcMs)),
        ("price_told_utc_ms", nameof(ChargerWatch.PriceToldUtcMs)),
        ("interrupted_incident_id", nameof(ChargerWatch.InterruptedIncidentId)),
        ("clock_utc_ms", nameof(ChargerWatch.ClockUtcMs)),
        ("clock_incident_id", nameof(ChargerWatch.ClockIncidentId)),
        ("storage_utc_ms", nameof(ChargerWatch.StorageUtcMs)),
        ("storage_incident_id", nameof(ChargerWatch.StorageIncidentId)),
        ("records_waiting", nameof(ChargerWatch.RecordsWaiting)),
        ("asked_utc_ms", nameof(ChargerWatch.AskedUtcMs)),
        ("fault_mask", nameof(ChargerWatch.FaultMask)),
        ("maintenance_mask", nameof(ChargerWatch.MaintenanceMask)),
        ("due_utc_ms", nameof(ChargerWatch.DueUtcMs)),
    ];

    private static readonly string Select =
        $"SELECT c.charger_id AS ChargerId, c.site_id AS SiteId, "
            + $"{string.Join(", ", Columns.Select(column => $"w.{column.Column} AS {column.Property}"))} FROM charger c JOIN "
            + $"charger_watch w ON w.charger_id = c.charger_id";

    private static readonly string Upsert = $"""
        INSERT INTO charger_watch (charger_id, {string.Join(", ", Columns.Select(column => column.Column))})
        VALUES (@ChargerId, {string.Join(", ", Columns.Select(column => "@" + column.Property))})
        ON CONFLICT (charger_id) DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column.Column} = excluded.{column.Column}"))}
        """;

    /// <summary>The watch of a charger that somebody has added, an empty one before its first status; null for an unknown
    /// charger.</summary>
    public static ChargerWatch? Find(DbConnection connection, string chargerId)
    {
        // One that cannot be read is told and begun anew, as before the first status. It is due, so that the pass writes it.
        return ReadAll(connection, "WHERE c.charger_id = @chargerId", new { chargerId }).FirstOrDefault()
            ?? connection.QueryFirstOrDefault<ChargerWatch>(
                """
                SELECT c.charger_id AS ChargerId, c.site_id AS SiteId,
                       (SELECT 0 FROM charger_watch w WHERE w.charger_id = c.charger_id) AS DueUtcMs
                FROM charger c WHERE c.charger_id = @chargerId
                """,
                new { chargerId });
    }

    /// <summary>The chargers of a site that have ever been heard of.</summary>
    public static IEnumerable<ChargerWatch> AtSite(DbConnection connection, string siteId)
    {
        return ReadAll(connection, "WHERE c.site_id = @siteId ORDER BY c.charger_id", new { siteId });
    }

    /// <summary>The chargers that an incident stands for.</summary>
    public static IEnumerable<ChargerWatch> OfIncident(DbConnection connection, long incidentId)
    {
        return ReadAll(
            connection,
            "WHERE w.offline_incident_id = @incidentId OR w.mains_incident_id = @incidentId ORDER BY c.charger_id",
            new { incidentId });
    }

    /// <summary>Chargers whose time has come, at most so many.</summary>
    public static IEnumerable<string> Due(DbConnection connection, long nowUtcMs, int count)
    {
        return connection.Query<string>(
            "SELECT charger_id FROM charger_watch WHERE due_utc_ms <= @nowUtcMs ORDER BY due_utc_ms, charger_id LIMIT @count",
            new { nowUtcMs, count });
    }

    /// <summary>Chargers whose last status says that they are there, is older than an instant, and has been seen; without those that are
    /// known to be away, unless nobody was told of it.</summary>
    public static IEnumerable<string> UnheardSince(DbConnection connection, long beforeUtcMs)
    {
        return connection.Query<string>(
            """
            SELECT s.charger_id FROM charger_status s JOIN charger c ON c.charger_id = s.charger_id
            JOIN charger_watch w ON w.charger_id = s.charger_id
            WHERE s.at_utc_ms < @beforeUtcMs AND w.status_revision = s.revision
                AND ((s.is_online = 1 AND (w.offline_away_utc_ms IS NULL OR w.offline_back_utc_ms IS NOT NULL))
                    OR (w.offline_incident_id = @Untold AND w.offline_back_utc_ms IS NULL))
            ORDER BY s.charger_id
            """,
            new { beforeUtcMs, Outage.Untold });
    }

    /// <summary>Chargers whose session has been summed up, with its number, at most so many.</summary>
    public static IEnumerable<(string ChargerId, long SessionNumber)> SessionsOver(DbConnection connection, int count)
    {
        return connection.Query<(string, long)>(
            """
            SELECT w.charger_id, w.session_number FROM charger_watch w WHERE w.session_number > 0
                AND EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = w.charger_id AND s.session_number = w.session_number)
            LIMIT @count
            """,
            new { count });
    }

    /// <summary>Chargers with a status that was not seen yet, the oldest first, at most so many.</summary>
    public static IEnumerable<StatusNews> NewStatuses(DbConnection connection, int count)
    {
        return connection.ReadRows<StatusNews>(
            "charger_status",
            "ChargerId",
            """
            SELECT s.charger_id AS ChargerId, s.is_online AS IsOnline, s.message AS Message, s.at_utc_ms AS AtUtcMs, s.revision AS Revision
            FROM charger_status s JOIN charger c ON c.charger_id = s.charger_id LEFT JOIN charger_watch w ON w.charger_id = s.charger_id
            WHERE w.charger_id IS NULL OR w.status_revision <> s.revision ORDER BY s.at_utc_ms, s.charger_id LIMIT @count
            """,
            new { count },
            Check);
    }

    /// <summary>Writes a watch.</summary>
    public static void Save(DbConnection connection, ChargerWatch watch)
    {
        connection.Execute(Upsert, watch);
    }

    private static List<ChargerWatch> ReadAll(DbConnection connection, string condition, object? parameters)
    {
        return connection.ReadRows<ChargerWatch>(
            "charger_watch",
            "ChargerId",
            $"{Select} {condition}",
            parameters,
            watch => BootTimes.Check(watch.BootTimes));
    }

    // The judge takes a status that says nothing as one of an older firmware.
    private static void Check(StatusNews news)
    {
        if (news.IsOnline == 1 && FlatMessage.Read(news.Message) == null)
        {
            throw new FormatException("its message is no status");
        }
    }
}

/// <summary>A status that the judge has not seen.</summary>
internal sealed record StatusNews
{
    public string ChargerId { get; init; } = "";

    public long IsOnline { get; init; }

    public string Message { get; init; } = "";

    public long AtUtcMs { get; init; }

    public long Revision { get; init; }
}
