using System.Data.Common;
using CloudBridge.Core.Operations.Incidents.Rules;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Incidents that come and go: one that came back while its end was held back, or soon after, stays one incident
/// (<see cref="FlapRule"/>).</summary>
internal static class HeldClears
{
    /// <summary>Raises an incident, or goes on with the one before.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="key">What tells it from others.</param>
    /// <param name="severity">One of <see cref="Contract.IncidentSeverity"/>.</param>
    /// <param name="party">Whom it concerns.</param>
    /// <param name="atUtcMs">When it began.</param>
    /// <param name="facts">Its figures.</param>
    /// <param name="toldUtcMs">When people are told of it; null for when it began.</param>
    public static Incident Raise(
        DbConnection connection,
        IncidentKey key,
        string severity,
        IncidentParty party,
        long atUtcMs,
        IncidentFacts facts,
        long? toldUtcMs = null)
    {
        Incident? last = connection.QueryFirstOrDefault<Incident>(
            $"SELECT {IncidentLog.Columns} FROM incident WHERE kind = @Kind AND subject = @Subject AND cause = @Cause "
                + $"ORDER BY incident_id DESC LIMIT 1",
            key);
        if (last is { IsOpen: true })
        {
            connection.Execute("DELETE FROM incident_hold WHERE incident_id = @IncidentId", new { last.IncidentId });
            return IncidentLog.Raise(connection, key, severity, party, atUtcMs, facts, toldUtcMs);
        }

        // Facts of somebody's session must not come to whoever was there before.
        bool isOfAnother = facts.SessionId != null && last?.AccountId != null && last.AccountId != party.AccountId;
        return last != null && !isOfAnother && FlapRule.IsSame(last.ClearedUtcMs!.Value, atUtcMs) && atUtcMs >= last.RaisedUtcMs
            ? IncidentLog.Reopen(connection, last, atUtcMs, facts, toldUtcMs)
            : IncidentLog.Raise(connection, key, severity, party, atUtcMs, facts, toldUtcMs);
    }

    /// <summary>The cause of an open incident has gone: its end is told when it has stayed away.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="atUtcMs">When it went.</param>
    /// <param name="nowUtcMs">Now, from which on it is held back: what a charger tells late may already have come again.</param>
    public static void Clear(DbConnection connection, Incident incident, long atUtcMs, long nowUtcMs)
    {
        connection.Execute(
            """
            INSERT INTO incident_hold (incident_id, clear_utc_ms, due_utc_ms) VALUES (@IncidentId, @clearUtcMs, @dueUtcMs)
            ON CONFLICT (incident_id) DO UPDATE SET clear_utc_ms = excluded.clear_utc_ms, due_utc_ms = excluded.due_utc_ms
            """,
            new
            {
                incident.IncidentId,
                clearUtcMs = Math.Max(atUtcMs, incident.RaisedUtcMs),
                dueUtcMs = nowUtcMs + FlapRule.HoldMsOf(incident.Occurrences),
            });
    }

    /// <summary>Whether an end is due.</summary>
    public static bool IsAnyDue(DbConnection connection, long nowUtcMs)
    {
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM incident_hold WHERE due_utc_ms <= @nowUtcMs", new { nowUtcMs }) > 0;
    }

    /// <summary>Tells the ends that are due, at most so many.</summary>
    public static IReadOnlyList<Incident> TellDue(DbConnection connection, long nowUtcMs, int count)
    {
        List<Incident> told = [];
        foreach (
            (long incidentId, long clearUtcMs) in connection
                .Query<(long, long)>(
                    "SELECT incident_id, clear_utc_ms FROM incident_hold WHERE due_utc_ms <= @nowUtcMs ORDER BY due_utc_ms, incident_id "
                        + "LIMIT @count",
                    new { nowUtcMs, count })
                .ToList())
        {
            connection.Execute("DELETE FROM incident_hold WHERE incident_id = @incidentId", new { incidentId });
            if (IncidentLog.Find(connection, incidentId) is { IsOpen: true } incident)
            {
                told.Add(IncidentLog.Clear(connection, incident, clearUtcMs));
            }
        }

        return told;
    }
}
