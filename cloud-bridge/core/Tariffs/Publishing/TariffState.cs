namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>What the tariffs of all chargers depend on; two that are equal give each charger the same.</summary>
public sealed record TariffState
{
    /// <summary>The newest assignment.</summary>
    public long Revision { get; init; }

    /// <summary>How many assignments have begun.</summary>
    public long Begun { get; init; }

    /// <summary>How many places of chargers were noted.</summary>
    public long Places { get; init; }
}
