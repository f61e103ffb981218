using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>What others set of a charger: its site, its connector with its rating, the number of its label, and the end of its former
/// keys.</summary>
public static class ChargerColumns
{
    /// <summary>Sets a connector (@2) that a charger (@1) has told, where nobody has set one.</summary>
    public const string LearnConnectorType = "UPDATE charger SET connector_type = @2 WHERE charger_id = @1 AND connector_type IS NULL";

    /// <summary>Keeps the rating (@2 in mA, @3 in mW) that a charger (@1) has told, where it is another than before.</summary>
    public const string LearnRating = """
        UPDATE charger SET told_milliamps = @2, told_milliwatts = @3
        WHERE charger_id = @1 AND (COALESCE(told_milliamps, 0) <> @2 OR COALESCE(told_milliwatts, 0) <> @3)
        """;

    /// <summary>The newest key of a charger (@1) has proved a record (@2): former keys prove none from there on.</summary>
    public const string EndFormerKeys =
        "UPDATE charger_former_key SET end_sequence = @2 WHERE charger_id = @1 AND end_sequence IS NULL AND ended_utc_ms IS NULL";

    /// <summary>Tells that a charger (@1) has used its newest key, received at @2 (unix ms).</summary>
    public const string NoteKeyUsed = $"""
        INSERT INTO charger_key_event (event_id, charger_id, at_utc_ms, event, by_name, reason)
        SELECT COALESCE(MAX(event_id), 0) + 1, @1, @2, '{ChargerKeyEvent.KeyUsed}', '', '' FROM charger_key_event
        """;

    /// <summary>Moves a charger to a site that is there, or to none.</summary>
    public static void SetSite(Database database, string chargerId, string? siteId)
    {
        ArgumentNullException.ThrowIfNull(database);
        using DbConnection connection = database.Open();
        connection.Execute("UPDATE charger SET site_id = @siteId WHERE charger_id = @chargerId", new { chargerId, siteId });
    }

    /// <summary>Sets a charger's connector, one of OCPI's; null lets the bridge learn it from the charger's next status.</summary>
    public static void SetConnectorType(Database database, string chargerId, string? connectorType)
    {
        ArgumentNullException.ThrowIfNull(database);
        using DbConnection connection = database.Open();
        connection.Execute(
            "UPDATE charger SET connector_type = @connectorType WHERE charger_id = @chargerId",
            new { chargerId, connectorType });
    }

    /// <summary>Sets what a charger's connector can deliver; what is empty or null is what is usual for its type.</summary>
    public static void SetRating(
        Database database,
        string chargerId,
        string connectorFormat,
        string powerType,
        long? maxVolts,
        long? maxAmps)
    {
        ArgumentNullException.ThrowIfNull(database);
        using DbConnection connection = database.Open();
        connection.Execute(
            """
            UPDATE charger SET connector_format = @connectorFormat, power_type = @powerType, max_volts = @maxVolts, max_amps = @maxAmps
            WHERE charger_id = @chargerId
            """,
            new { chargerId, connectorFormat, powerType, maxVolts, maxAmps });
    }

    /// <summary>Makes the labels printed so far invalid for claims.</summary>
    public static void RenewLabel(Database database, string chargerId)
    {
        ArgumentNullException.ThrowIfNull(database);
        using DbConnection connection = database.Open();
        connection.Execute("UPDATE charger SET label_number = label_number + 1 WHERE charger_id = @chargerId", new { chargerId });
    }
}
