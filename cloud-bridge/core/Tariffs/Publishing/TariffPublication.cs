using CloudBridge.Tariffs;

namespace CloudBridge.Publishing;

/// <summary>What came of publishing a tariff.</summary>
/// <param name="Tariff">The tariff; null when it was refused.</param>
/// <param name="Defects">Why it was refused.</param>
public sealed record TariffPublication(PublishedTariff? Tariff, IReadOnlyList<TariffDefect> Defects);
