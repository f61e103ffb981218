using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>Reads what faults froze.</summary>
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
