using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>One row of who was given which tariff, as it stands in the database. Rows are only ever added.</summary>
public sealed record TariffAssignment
{
    private const string Select = """
        SELECT revision AS Revision, charger_id AS ChargerId, site_id AS SiteId, connector_type AS ConnectorType, from_utc_ms AS FromUtcMs,
               tariff_id AS TariffId,
               version AS Version, is_by_scope AS IsByScope, assigned_utc_ms AS AssignedUtcMs, assigned_by AS AssignedBy FROM charger_tariff
        """;

    /// <summary>Counts up with each row.</summary>
    public long Revision { get; init; }

    /// <summary>The charger, or <see cref="TariffBook.EveryCharger"/>.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>The site; null is any.</summary>
    public string? SiteId { get; init; }

    /// <summary>The connector type; null is any.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>For sessions that begin from here on, unix ms.</summary>
    public long FromUtcMs { get; init; }

    /// <summary>The tariff; empty where it is taken away, so that what is less specific holds.</summary>
    public string TariffId { get; init; } = "";

    /// <summary>Its version.</summary>
    public int Version { get; init; }

    /// <summary>False for rows of releases that knew no scopes: among these and what they name, the highest revision wins.</summary>
    public bool IsByScope { get; init; }

    /// <summary>When somebody said so, unix ms.</summary>
    public long AssignedUtcMs { get; init; }

    /// <summary>Who said so; empty where it was not noted, or where the bridge renewed.</summary>
    public string AssignedBy { get; init; } = "";

    /// <summary>Whom it is for.</summary>
    public TariffScope Scope => new(ChargerId == TariffBook.EveryCharger ? null : ChargerId, SiteId, ConnectorType);

    /// <summary>Whether it takes a tariff away.</summary>
    public bool IsWithdrawal => TariffId.Length == 0;

    /// <summary>Reads rows; what cannot be read is told and left out.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="condition">Which, and in which order.</param>
    /// <param name="parameters">Its parameters.</param>
    internal static List<TariffAssignment> ReadAll(DbConnection connection, string condition, object? parameters = null)
    {
        return connection.ReadRows<TariffAssignment>("charger_tariff", "Revision", $"{Select} {condition}", parameters);
    }

    /// <summary>Whether it is for a charger at a place.</summary>
    public bool IsFor(ChargerPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return (ChargerId == TariffBook.EveryCharger || ChargerId == place.ChargerId)
            && (SiteId == null || SiteId == place.SiteId)
            && (ConnectorType == null || ConnectorType == place.ConnectorType);
    }
}
