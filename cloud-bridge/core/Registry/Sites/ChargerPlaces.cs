using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using Dapper;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>Where the chargers are, and with which connector.</summary>
public sealed class ChargerPlaces
{
    private const string Select = """
        SELECT c.charger_id AS ChargerId, c.site_id AS SiteId, s.name AS SiteName, s.time_zone AS TimeZone,
               c.connector_type AS ConnectorType, c.connector_format AS ConnectorFormat, c.power_type AS PowerType,
               c.max_volts AS MaxVolts, c.max_amps AS MaxAmps, c.label_number AS LabelNumber,
               c.told_milliamps AS ToldMilliamps, c.told_milliwatts AS ToldMilliwatts,
               t.is_online AS IsOnline, t.connector_status AS ConnectorStatus, t.error_code AS ErrorCode,
               t.at_utc_ms AS StatusUtcMs, t.message AS StatusMessage, t.online_utc_ms AS OnlineUtcMs
        FROM charger c LEFT JOIN site s ON s.site_id = c.site_id LEFT JOIN charger_status t ON t.charger_id = c.charger_id
        """;

    // Without messages: a scrape reads all chargers every few seconds.
    private const string SelectStatus = """
        SELECT c.charger_id AS ChargerId, t.is_online AS IsOnline, t.connector_status AS ConnectorStatus,
               t.at_utc_ms AS StatusUtcMs, t.online_utc_ms AS OnlineUtcMs
        FROM charger c LEFT JOIN charger_status t ON t.charger_id = c.charger_id
        """;

    private readonly Database _database;
    private readonly Hearing _hearing;

    /// <summary>The chargers in a database, with what of them is of now.</summary>
    public ChargerPlaces(Database database, Hearing hearing)
    {
        _database = database;
        _hearing = hearing;
    }

    /// <summary>What is wrong with a connector's name; null when it is one of OCPI's, or null.</summary>
    public static string? FindDefect(string? connectorType)
    {
        return connectorType == null || ConnectorType.CodeOf(connectorType) != ConnectorType.Unknown
            ? null
            : $"'{connectorType}' is no connector type: give one of OCPI 2.2.1, e.g. IEC_62196_T2 (Type "
                + $"2), IEC_62196_T2_COMBO (CCS) or CHADEMO";
    }

    /// <summary>A charger; null when nobody has added it.</summary>
    public PlacedCharger? Find(string chargerId)
    {
        using DbConnection connection = _database.Open();
        PlacedCharger? told = connection.QueryFirstOrDefault<PlacedCharger>(
            Select + " WHERE c.charger_id = @chargerId",
            new { chargerId });
        return told == null ? null : _hearing.Hear(told);
    }

    /// <summary>The chargers of a site, in order.</summary>
    public IReadOnlyList<PlacedCharger> At(string siteId)
    {
        using DbConnection connection = _database.Open();
        return InOrder(connection.Query<PlacedCharger>(Select + " WHERE c.site_id = @siteId", new { siteId }));
    }

    /// <summary>All chargers, in order.</summary>
    public IReadOnlyList<PlacedCharger> All()
    {
        using DbConnection connection = _database.Open();
        return InOrder(connection.Query<PlacedCharger>(Select));
    }

    /// <summary>How many chargers have each status of now, by its name (<see cref="PlacedCharger.Word"/>).</summary>
    public IEnumerable<Figure> CountByStatus(DbConnection connection)
    {
        return connection.Query<PlacedCharger>(SelectStatus)
            .GroupBy(charger => _hearing.Hear(charger).Word.Status, StringComparer.Ordinal)
            .Select(status => new Figure { Name = StoredFigures.Chargers, Label = status.Key, Value = status.LongCount() });
    }

    /// <summary>Moves a charger to a site that is there, or to none.</summary>
    public void SetSite(string chargerId, string? siteId)
    {
        ChargerColumns.SetSite(_database, chargerId, siteId);
    }

    /// <summary>Sets a charger's connector, one of OCPI's; null lets the bridge learn it from the charger's next status.</summary>
    public void SetConnectorType(string chargerId, string? connectorType)
    {
        ChargerColumns.SetConnectorType(_database, chargerId, connectorType);
    }

    /// <summary>Sets what a charger's connector can deliver; what is empty or null is what is usual for its type.</summary>
    public void SetRating(string chargerId, string connectorFormat, string powerType, long? maxVolts, long? maxAmps)
    {
        ChargerColumns.SetRating(_database, chargerId, connectorFormat, powerType, maxVolts, maxAmps);
    }

    /// <summary>Makes the labels printed so far invalid for claims.</summary>
    public void RenewLabel(string chargerId)
    {
        ChargerColumns.RenewLabel(_database, chargerId);
    }

    private IReadOnlyList<PlacedCharger> InOrder(IEnumerable<PlacedCharger> chargers)
    {
        return [.. chargers.Select(_hearing.Hear).OrderBy(charger => charger.ChargerId, ChargerOrder.Natural)];
    }
}
