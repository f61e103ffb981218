namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Where a charger is and what connector it has: what decides which tariffs are for it.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="SiteId">Its site; null when it has none.</param>
/// <param name="ConnectorType">Its connector standard as OCPI names it; null while it is not known.</param>
public sealed record ChargerPlace(string ChargerId, string? SiteId, string? ConnectorType);
