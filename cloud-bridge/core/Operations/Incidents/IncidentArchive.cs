using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>Reads incidents and what happened to them.</summary>
public sealed class IncidentArchive
{
    internal const string EventColumns = """
        event_id AS EventId, incident_id AS IncidentId, action AS Action, at_utc_ms AS AtUtcMs, severity AS Severity,
        person_name AS PersonName, facts AS FactsJson
        """;

    private readonly Database _database;

    /// <summary>Over a database.</summary>
    public IncidentArchive(Database database)
    {
        _database = database;
    }

    /// <summary>An incident; null when there is none of this number.</summary>
    public Incident? Find(long incidentId)
    {
        using DbConnection connection = _database.Open();
        return IncidentLog.Find(connection, incidentId);
    }

    /// <summary>Open incidents of a charger, of all chargers with null; the worst and newest first.</summary>
    public IReadOnlyList<Incident> Open(string? chargerId = null)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. IncidentLog
                .ReadAll(
                    connection,
                    $"""
                    WHERE cleared_utc_ms IS NULL {(chargerId == null ? "" : "AND charger_id = @chargerId")}
                    ORDER BY raised_utc_ms DESC, incident_id DESC LIMIT 1000
                    """,
                    new { chargerId })
                .OrderByDescending(incident => IncidentSeverity.RankOf(incident.Severity)),
        ];
    }

    /// <summary>Incidents of a charger that are over, the newest first, at most so many.</summary>
    public IReadOnlyList<Incident> RecentOf(string chargerId, int count)
    {
        using DbConnection connection = _database.Open();
        return IncidentLog.ReadAll(
            connection,
            $"""
            WHERE charger_id = @chargerId AND cleared_utc_ms IS NOT NULL
            ORDER BY raised_utc_ms DESC, incident_id DESC LIMIT @count
            """,
            new { chargerId, count });
    }

    /// <summary>Incidents of a filter: the open ones first and of them the worst, then the newest.</summary>
    public IReadOnlyList<Incident> List(IncidentFilter filter, int offset, int count)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using DbConnection connection = _database.Open();
        return IncidentLog.ReadAll(
            connection,
            $"""
            {filter.Where()}
            ORDER BY
                CASE WHEN cleared_utc_ms IS NOT NULL THEN 3
                    WHEN severity = 'Critical' THEN 0 WHEN severity = 'Warning' THEN 1 ELSE 2 END,
                raised_utc_ms DESC, incident_id DESC LIMIT @count OFFSET @offset
            """,
            new
            {
                filter.ChargerId,
                filter.SiteId,
                filter.Severity,
                offset,
                count,
            });
    }

    /// <summary>How many a filter lets pass.</summary>
    public long Count(IncidentFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM incident {filter.Where()}", filter);
    }

    /// <summary>How many go on, may need somebody, and nobody has in hand.</summary>
    public long CountToDo()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM incident WHERE cleared_utc_ms IS NULL AND acknowledged_by IS NULL AND severity <> 'Notice'");
    }

    /// <summary>What happened to an incident, oldest first.</summary>
    public IReadOnlyList<IncidentEvent> EventsOf(long incidentId)
    {
        using DbConnection connection = _database.Open();
        return ReadEvents(connection, "WHERE incident_id = @incidentId ORDER BY event_id LIMIT 1000", new { incidentId });
    }

    /// <summary>Events after a number, in order, at most so many.</summary>
    public static IReadOnlyList<IncidentEvent> EventsAfter(DbConnection connection, long eventId, int count)
    {
        return ReadEvents(connection, "WHERE event_id > @eventId ORDER BY event_id LIMIT @count", new { eventId, count });
    }

    /// <summary>Reads events. One whose figures cannot be read is told, and stays an event without them.</summary>
    internal static List<IncidentEvent> ReadEvents(DbConnection connection, string condition, object? parameters)
    {
        return connection.ReadRows<IncidentEvent>(
            "incident_event",
            "EventId",
            $"SELECT {EventColumns} FROM incident_event {condition}",
            parameters,
            entry => IncidentFacts.Parse(entry.FactsJson));
    }
}
