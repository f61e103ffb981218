using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>Reads what a technician looks at: each charger's last status, also from before it went offline, and what faults
/// froze.</summary>
public sealed class TechnicianArchive
{
    // So many alerts are looked through for a snapshot: when room on the charger runs short, alerts come without.
    private const int AlertsMax = 20;

    private readonly Database _database;

    /// <summary>Over a database.</summary>
    public TechnicianArchive(Database database)
    {
        _database = database;
    }

    /// <summary>The last status of a charger; null before its first.</summary>
    public StatusRow? StatusOf(string chargerId)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<StatusRow>(
            """
            SELECT is_online AS IsOnline, at_utc_ms AS AtUtcMs, message AS Message, online_utc_ms AS OnlineUtcMs
            FROM charger_status WHERE charger_id = @chargerId
            """,
            new { chargerId });
    }

    /// <summary>The last snapshots of a charger, the newest first.</summary>
    public IReadOnlyList<FrozenSnapshot> SnapshotsOf(string chargerId, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection
                .Query<AlertMessageRow>(
                    """
                    SELECT alert_key AS AlertKey, code AS Code, severity AS Severity, at_utc_ms AS AtUtcMs,
                           received_utc_ms AS ReceivedUtcMs, message AS Message
                    FROM alert WHERE charger_id = @chargerId AND source = 'charger' AND is_raised = 1 ORDER BY received_utc_ms DESC,
                        alert_key DESC LIMIT @AlertsMax
                    """,
                    new { chargerId, AlertsMax })
                .Select(row => new FrozenSnapshot(
                    row.AlertKey,
                    row.Code,
                    row.Severity,
                    row.AtUtcMs > 0 ? row.AtUtcMs : row.ReceivedUtcMs,
                    FrozenSnapshot.SamplesIn(row.Message)))
                .Where(snapshot => snapshot.Samples.Count > 1)
                .Take(count),
        ];
    }

    /// <summary>All chargers with where they are and what they last said.</summary>
    public IReadOnlyList<FieldCharger> Chargers()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<FieldCharger>(
                """
                SELECT c.charger_id AS ChargerId, s.name AS SiteName, t.is_online AS IsOnline, t.connector_status AS ConnectorStatus,
                       t.at_utc_ms AS AtUtcMs, t.message AS Message
                FROM charger c LEFT JOIN site s ON s.site_id = c.site_id LEFT JOIN charger_status t ON t.charger_id = c.charger_id
                """),
        ];
    }

    private sealed record AlertMessageRow
    {
        public string AlertKey { get; init; } = "";

        public string Code { get; init; } = "";

        public string Severity { get; init; } = "";

        public long AtUtcMs { get; init; }

        public long ReceivedUtcMs { get; init; }

        public string Message { get; init; } = "";
    }
}

/// <summary>The last status of a charger.</summary>
public sealed record StatusRow
{
    /// <summary>It has its connection.</summary>
    public bool IsOnline { get; init; }

    /// <summary>When that was told, unix ms.</summary>
    public long AtUtcMs { get; init; }

    /// <summary>The last status message that it told itself.</summary>
    public string? Message { get; init; }

    /// <summary>When that came, unix ms; null when it has never told one.</summary>
    public long? OnlineUtcMs { get; init; }
}

/// <summary>A charger as a technician picks it.</summary>
public sealed record FieldCharger
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Name of its site; null for none.</summary>
    public string? SiteName { get; init; }

    /// <summary>Whether it is connected; null before its first status.</summary>
    public bool? IsOnline { get; init; }

    /// <summary>ChargePointStatus of OCPP 1.6; null or empty when not known.</summary>
    public string? ConnectorStatus { get; init; }

    /// <summary>When the last status came, unix ms; null before the first.</summary>
    public long? AtUtcMs { get; init; }

    /// <summary>The last status message that it told itself.</summary>
    public string? Message { get; init; }
}
