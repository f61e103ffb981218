namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>For whom a tariff is published or taken back and from when on, as a person or a program says it.</summary>
/// <param name="ChargerId">One charger; empty is any.</param>
/// <param name="SiteId">The chargers of a site; empty is any.</param>
/// <param name="ConnectorType">The chargers with a connector type of OCPI; empty is any.</param>
/// <param name="From">Local time of the tariff's zone, or UTC with a Z; empty is now.</param>
/// <param name="By">Who does it.</param>
public sealed record TariffOrder(string? ChargerId, string? SiteId, string? ConnectorType, string? From, string By);
