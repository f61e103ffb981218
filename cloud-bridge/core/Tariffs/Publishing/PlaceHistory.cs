using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>
/// Where each charger is, now and at any time before. A change counts from when it is noted here, which the running
/// bridge does every few seconds.
/// </summary>
public sealed class PlaceHistory
{
    // What the table says now, where it is not what was noted last.
    private const string Changed = """
        SELECT c.charger_id AS ChargerId, c.site_id AS SiteId, c.connector_type AS ConnectorType,
               (SELECT MAX(from_utc_ms) FROM charger_place p WHERE p.charger_id = c.charger_id) AS NotedUtcMs
        FROM charger c
        WHERE NOT EXISTS (SELECT 1 FROM charger_place n WHERE n.charger_id = c.charger_id
            AND n.from_utc_ms = (SELECT MAX(from_utc_ms) FROM charger_place p WHERE p.charger_id = c.charger_id)
            AND COALESCE(n.site_id, '') = COALESCE(c.site_id, '') AND COALESCE(n.connector_type, '') = COALESCE(c.connector_type, ''))
        """;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The places in a database.</summary>
    public PlaceHistory(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Notes all places that have changed; how many.</summary>
    public int Note()
    {
        using DbConnection connection = _database.Open();
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        int count = 0;
        foreach (ChangedPlace place in connection.Query<ChangedPlace>(Changed))
        {
            // The first place of a charger holds from ever.
            connection.Execute(
                """
                INSERT INTO charger_place (charger_id, from_utc_ms, site_id, connector_type)
                    VALUES (@ChargerId, @fromUtcMs, @SiteId, @ConnectorType)
                ON CONFLICT (charger_id, from_utc_ms) DO UPDATE SET site_id = excluded.site_id, connector_type = excluded.connector_type
                """,
                new { place.ChargerId, fromUtcMs = place.NotedUtcMs == null ? 0 : nowUtcMs, place.SiteId, place.ConnectorType });
            count++;
        }

        return count;
    }

    /// <summary>The place of a charger at an instant (unix ms): as noted, or what the table of chargers says where nothing was
    /// noted.</summary>
    public static ChargerPlace At(DbConnection connection, string chargerId, long utcMs)
    {
        Place? place = connection.QueryFirstOrDefault<Place>(
            "SELECT charger_id AS ChargerId, site_id AS SiteId, connector_type AS ConnectorType FROM charger_place "
                + "WHERE charger_id = @chargerId AND from_utc_ms <= @utcMs ORDER BY from_utc_ms DESC LIMIT 1",
            new { chargerId, utcMs })
            ?? connection.QueryFirstOrDefault<Place>(
                "SELECT charger_id AS ChargerId, site_id AS SiteId, connector_type AS ConnectorType FROM charger "
                    + "WHERE charger_id = @chargerId",
                new { chargerId });
        return place == null ? new ChargerPlace(chargerId, null, null) : new ChargerPlace(chargerId, place.SiteId, place.ConnectorType);
    }

    /// <summary>The places of all chargers as the table of chargers has them now, by charger.</summary>
    public static IReadOnlyList<ChargerPlace> Now(DbConnection connection)
    {
        return
        [
            .. connection
                .Query<Place>(
                    "SELECT charger_id AS ChargerId, site_id AS SiteId, connector_type AS ConnectorType FROM charger ORDER BY charger_id")
                .Select(place => new ChargerPlace(place.ChargerId, place.SiteId, place.ConnectorType)),
        ];
    }

    /// <summary>What a scope names and is not there, as a sentence that says how to mend it; null when all is there.</summary>
    public string? FindMissing(TariffScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        using DbConnection connection = _database.Open();
        if (
            scope.ChargerId != null
            && connection.ExecuteScalar<long>("SELECT COUNT(*) FROM charger WHERE charger_id = @ChargerId", scope) == 0)
        {
            return $"There is no charger '{scope.ChargerId}': add it first with cloud-bridge charger add {scope.ChargerId}";
        }

        return scope.SiteId != null && connection.ExecuteScalar<long>("SELECT COUNT(*) FROM site WHERE site_id = @SiteId", scope) == 0
            ? $"There is no site '{scope.SiteId}': add the site first, or publish for all chargers"
            : null;
    }

    private sealed record Place
    {
        public string ChargerId { get; init; } = "";

        public string? SiteId { get; init; }

        public string? ConnectorType { get; init; }
    }

    private sealed record ChangedPlace
    {
        public string ChargerId { get; init; } = "";

        public string? SiteId { get; init; }

        public string? ConnectorType { get; init; }

        public long? NotedUtcMs { get; init; }
    }
}
