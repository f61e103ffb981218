namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>What a charger should hold.</summary>
/// <param name="Tariff">The tariff; null without one, or where it cannot be read.</param>
/// <param name="Defect">That it cannot be read, in words; null when all is well.</param>
public sealed record HeldTariff(PublishedTariff? Tariff, string? Defect);
