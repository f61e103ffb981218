namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>A published version of a tariff without its text.</summary>
public sealed record TariffHeading
{
    /// <summary>Reads all columns; the caller adds condition and order.</summary>
    internal const string Select =
        "SELECT tariff_id AS Id, version AS Version, hash AS Hash, from_utc_ms AS FromUtcMs, published_utc_ms AS PublishedUtcMs "
            + "FROM tariff";

    /// <summary>OCPI id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Version, counted by the bridge.</summary>
    public int Version { get; init; }

    /// <summary>Hash of its OCPI text.</summary>
    public string Hash { get; init; } = "";

    /// <summary>From when on it holds, unix ms.</summary>
    public long FromUtcMs { get; init; }

    /// <summary>When it was published, unix ms.</summary>
    public long PublishedUtcMs { get; init; }
}
