using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>
/// The only writer of incidents and their events. Its verbs take a connection inside a transaction with the write lock
/// (<see cref="Database.Write"/>), so that an incident and what caused it are committed together.
/// </summary>
public static class IncidentLog
{
    /// <summary>Columns of an incident as <see cref="Incident"/> reads them.</summary>
    internal const string Columns = """
        incident_id AS IncidentId, kind AS Kind, subject AS Subject, cause AS Cause, severity AS Severity, charger_id AS ChargerId,
        site_id AS SiteId,
        account_id AS AccountId, raised_utc_ms AS RaisedUtcMs, updated_utc_ms AS UpdatedUtcMs, cleared_utc_ms AS ClearedUtcMs,
        occurrences AS Occurrences,
        facts AS FactsJson, acknowledged_by AS AcknowledgedBy, acknowledged_utc_ms AS AcknowledgedUtcMs, acknowledge_note AS AcknowledgeNote
        """;

    /// <summary>The open incident of a key; null when there is none.</summary>
    public static Incident? FindOpen(DbConnection connection, IncidentKey key)
    {
        const string Condition = "WHERE kind = @Kind AND subject = @Subject AND cause = @Cause AND cleared_utc_ms IS NULL";
        return ReadAll(connection, Condition, key).FirstOrDefault();
    }

    /// <summary>An incident by its number; null when there is none, or it cannot be read.</summary>
    public static Incident? Find(DbConnection connection, long incidentId)
    {
        return ReadAll(connection, "WHERE incident_id = @incidentId", new { incidentId }).FirstOrDefault();
    }

    /// <summary>Reads incidents. One whose figures cannot be read is told, and stays an incident without them.</summary>
    internal static List<Incident> ReadAll(DbConnection connection, string condition, object? parameters)
    {
        return connection.ReadRows<Incident>(
            "incident",
            "IncidentId",
            $"SELECT {Columns} FROM incident {condition}",
            parameters,
            incident => IncidentFacts.Parse(incident.FactsJson));
    }

    /// <summary>Raises an incident that began at an instant, and tells of it then or later; where it is open already, counts one more
    /// occurrence without an event, so that nobody is told again.</summary>
    public static Incident Raise(
        DbConnection connection,
        IncidentKey key,
        string severity,
        IncidentParty party,
        long atUtcMs,
        IncidentFacts facts,
        long? toldUtcMs = null)
    {
        Incident? open = FindOpen(connection, key);
        if (open != null)
        {
            connection.Execute(
                "UPDATE incident SET occurrences = occurrences + 1, updated_utc_ms = @atUtcMs WHERE incident_id = @IncidentId",
                new { open.IncidentId, atUtcMs });
            return open with { Occurrences = open.Occurrences + 1, UpdatedUtcMs = atUtcMs };
        }

        Incident incident = new()
        {
            IncidentId = Next(connection, "incident", "incident_id"),
            Kind = key.Kind,
            Subject = key.Subject,
            Cause = key.Cause,
            Severity = severity,
            ChargerId = party.ChargerId,
            SiteId = party.SiteId,
            AccountId = party.AccountId,
            RaisedUtcMs = atUtcMs,
            UpdatedUtcMs = atUtcMs,
            Occurrences = 1,
            FactsJson = facts.ToJson(),
        };
        connection.Execute(
            """
            INSERT INTO incident (incident_id, kind, subject, cause, severity, charger_id, site_id, account_id,
                raised_utc_ms, updated_utc_ms, occurrences, facts)
            VALUES (@IncidentId, @Kind, @Subject, @Cause, @Severity, @ChargerId, @SiteId, @AccountId,
                @RaisedUtcMs, @UpdatedUtcMs, @Occurrences, @FactsJson)
            """,
            incident);
        Add(connection, incident, IncidentAction.Raised, toldUtcMs ?? atUtcMs, null);
        return incident;
    }

    /// <summary>Opens an incident again that came back soon after its end was told: it is told as raised once more, and stays one
    /// incident.</summary>
    public static Incident Reopen(
        DbConnection connection,
        Incident incident,
        long atUtcMs,
        IncidentFacts facts,
        long? toldUtcMs = null)
    {
        Incident reopened = incident with
        {
            Occurrences = incident.Occurrences + 1,
            UpdatedUtcMs = atUtcMs,
            ClearedUtcMs = null,
            FactsJson = facts.ToJson(),
        };
        connection.Execute(
            "UPDATE incident SET occurrences = @Occurrences, updated_utc_ms = @UpdatedUtcMs, cleared_utc_ms = NULL, facts = @FactsJson "
                + "WHERE incident_id = @IncidentId",
            reopened);
        Add(connection, reopened, IncidentAction.Raised, toldUtcMs ?? atUtcMs, null);
        return reopened;
    }

    /// <summary>Writes more facts into an open incident without telling anybody.</summary>
    public static Incident Amend(DbConnection connection, Incident incident, IncidentFacts facts)
    {
        Incident amended = incident with { FactsJson = facts.ToJson() };
        connection.Execute("UPDATE incident SET facts = @FactsJson WHERE incident_id = @IncidentId", amended);
        return amended;
    }

    /// <summary>Ends an incident that turned out to be part of a greater one; nobody is told, because nothing is well again.</summary>
    public static void Fold(DbConnection connection, Incident incident, Incident into, long atUtcMs)
    {
        IncidentFacts facts = incident.Facts with
        {
            Detail = System.FormattableString.Invariant($"It turned out to be part of incident {into.IncidentId}."),
        };
        connection.Execute(
            "UPDATE incident SET cleared_utc_ms = @atUtcMs, updated_utc_ms = @atUtcMs, facts = @facts WHERE incident_id = @IncidentId",
            new { incident.IncidentId, atUtcMs, facts = facts.ToJson() });
    }

    /// <summary>Tells something new about an open incident.</summary>
    public static Incident Update(DbConnection connection, Incident incident, string severity, long atUtcMs, IncidentFacts facts)
    {
        Incident updated = incident with { Severity = severity, UpdatedUtcMs = atUtcMs, FactsJson = facts.ToJson() };
        connection.Execute(
            "UPDATE incident SET severity = @Severity, updated_utc_ms = @UpdatedUtcMs, facts = @FactsJson WHERE incident_id = @IncidentId",
            updated);
        Add(connection, updated, IncidentAction.Updated, atUtcMs, null);
        return updated;
    }

    /// <summary>Ends an open incident.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="atUtcMs">When it ended.</param>
    /// <param name="facts">What is known at its end; null for what was known before.</param>
    public static Incident Clear(DbConnection connection, Incident incident, long atUtcMs, IncidentFacts? facts = null)
    {
        Incident cleared = incident with
        {
            UpdatedUtcMs = atUtcMs,
            ClearedUtcMs = atUtcMs,
            FactsJson = facts?.ToJson() ?? incident.FactsJson,
        };
        connection.Execute(
            "UPDATE incident SET updated_utc_ms = @UpdatedUtcMs, cleared_utc_ms = @ClearedUtcMs, facts = @FactsJson "
                + "WHERE incident_id = @IncidentId",
            cleared);
        Add(connection, cleared, IncidentAction.Cleared, atUtcMs, null);
        return cleared;
    }

    /// <summary>Something that is over as soon as it has happened: one incident, one event, never a clear.</summary>
    public static void Note(
        DbConnection connection,
        IncidentKey key,
        string severity,
        IncidentParty party,
        long atUtcMs,
        IncidentFacts facts)
    {
        bool isKnown =
            connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM incident WHERE kind = @Kind AND subject = @Subject AND cause = @Cause",
                key
            ) > 0;
        if (isKnown)
        {
            return;
        }

        Incident incident = Raise(connection, key, severity, party, atUtcMs, facts);
        connection.Execute(
            "UPDATE incident SET cleared_utc_ms = @atUtcMs WHERE incident_id = @IncidentId",
            new { incident.IncidentId, atUtcMs });
    }

    /// <summary>Writes down who has it in hand; false when it is not there or somebody has it already.</summary>
    public static bool TryAcknowledge(DbConnection connection, long incidentId, string personName, string note, long atUtcMs)
    {
        int changed = connection.Execute(
            """
            UPDATE incident SET acknowledged_by = @personName, acknowledged_utc_ms = @atUtcMs, acknowledge_note = @note
            WHERE incident_id = @incidentId AND acknowledged_by IS NULL
            """,
            new { incidentId, personName, note, atUtcMs });
        if (changed == 1 && Find(connection, incidentId) is Incident incident)
        {
            Add(connection, incident, IncidentAction.Acknowledged, atUtcMs, personName);
        }

        return changed == 1;
    }

    private static void Add(DbConnection connection, Incident incident, string action, long atUtcMs, string? personName)
    {
        connection.Execute(
            """
            INSERT INTO incident_event (event_id, incident_id, action, at_utc_ms, severity, person_name, facts)
            VALUES (@eventId, @IncidentId, @action, @atUtcMs, @Severity, @personName, @FactsJson)
            """,
            new
            {
                eventId = Next(connection, "incident_event", "event_id"),
                incident.IncidentId,
                action,
                atUtcMs,
                incident.Severity,
                personName,
                incident.FactsJson,
            });
    }

    private static long Next(DbConnection connection, string table, string column)
    {
        return connection.ExecuteScalar<long>($"SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}");
    }
}
