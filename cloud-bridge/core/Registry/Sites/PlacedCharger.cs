using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>A charger with where it is, what it is and how it does.</summary>
public sealed record PlacedCharger
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Its site; null when it has none.</summary>
    public string? SiteId { get; init; }

    /// <summary>Name of the site; null when it has none.</summary>
    public string? SiteName { get; init; }

    /// <summary>Zone of the site; null when it has none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ConnectorType of OCPI 2.2.1, given by the operator or learned from the charger; null when not known.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>ConnectorFormat of OCPI 2.2.1 that an operator has set; empty where what is usual holds.</summary>
    public string ConnectorFormat { get; init; } = "";

    /// <summary>PowerType of OCPI 2.2.1 that an operator has set; empty where what is usual holds.</summary>
    public string PowerType { get; init; } = "";

    /// <summary>Highest voltage that an operator has set, line to neutral for AC, in V; null where what is usual holds.</summary>
    public long? MaxVolts { get; init; }

    /// <summary>Highest current that an operator has set, in A; null where what is usual holds.</summary>
    public long? MaxAmps { get; init; }

    /// <summary>Rated current that the charger has told, all phases together, in mA; null where it has told none that can be.</summary>
    public long? ToldMilliamps { get; init; }

    /// <summary>Rated power that the charger has told, in mW; null where it has told none that can be.</summary>
    public long? ToldMilliwatts { get; init; }

    /// <summary>Number of the label that is valid now.</summary>
    public long LabelNumber { get; init; }

    /// <summary>Whether it is connected and heard of; null when not known: before its first status, and after a start for as long as it may
    /// still come back.</summary>
    public bool? IsOnline { get; init; }

    /// <summary>Since when that is known, unix ms: when the status came, or when a silent one was last heard of; null before its first
    /// status.</summary>
    public long? StatusUtcMs { get; init; }

    /// <summary>When it was last heard of itself, unix ms; null when never.</summary>
    public long? HeardUtcMs { get; init; }

    /// <summary>ChargePointStatus of OCPP 1.6, of now; null or empty when not known.</summary>
    public string? ConnectorStatus { get; init; }

    /// <summary>The status that it was last heard with, of whatever age; null or empty when not known.</summary>
    public string? LastStatus { get; init; }

    /// <summary>ChargePointErrorCode of OCPP 1.6, of now; null or empty when not known.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The last status message that it told itself, also from before it went offline; null before its first.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When that message came, unix ms; null when it has never told one.</summary>
    public long? OnlineUtcMs { get; init; }

    /// <summary>Its status in words; offline, last known and not seen are words of their own.</summary>
    public StatusWord Word =>
        IsOnline == null && StatusUtcMs != null ? StatusWords.LastKnown(LastStatus) : StatusWords.Of(IsOnline, ConnectorStatus);

    /// <summary>Since when it is not heard of, unix ms; null while it is, and when it never was.</summary>
    public long? SilentSinceUtcMs => IsOnline == true ? null : StatusUtcMs;

    /// <summary>Whether it is connected and tells a fault.</summary>
    public bool HasFault => IsOnline == true && ErrorCode is { Length: > 0 } and not "NoError";
}
