using System.Text.Json.Serialization;
using CloudBridge.Core.Billing.Ingest;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>What is there to look at.</summary>
public sealed record WatchCounts
{
    /// <summary>Sessions that are not billed.</summary>
    public long Held { get; init; }

    /// <summary>Different messages that could not be taken.</summary>
    public long Quarantined { get; init; }

    /// <summary>Chargers that may send.</summary>
    public long Chargers { get; init; }

    /// <summary>Bills issued.</summary>
    public long Bills { get; init; }
}

/// <summary>A session that is not billed.</summary>
public sealed record HeldRow
{
    /// <summary>Session id.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Sequence of its record.</summary>
    public long Sequence { get; init; }

    /// <summary>Plug-in, unix ms; 0 when unknown.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Unplug, unix ms; 0 when unknown.</summary>
    public long EndUtcMs { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>One of the hold reasons.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The figures behind it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>When it came, unix ms.</summary>
    public long ReceivedUtcMs { get; init; }
}

/// <summary>A message that could not be taken.</summary>
public sealed record QuarantineRow
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Last level of its topic.</summary>
    public string Topic { get; init; } = "";

    /// <summary>SHA-256 of its payload.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>One of the quarantine reasons.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What exactly is wrong.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The payload, or its beginning; bytes that are no text as "hex:".</summary>
    public string Payload { get; init; } = "";

    /// <summary>First time, unix ms.</summary>
    public long FirstUtcMs { get; init; }

    /// <summary>Last time, unix ms.</summary>
    public long LastUtcMs { get; init; }

    /// <summary>How often.</summary>
    public long TimesSeen { get; init; }

    /// <summary>It only counts what had no room.</summary>
    [JsonIgnore]
    public bool IsBeyond => QuarantineTable.IsBeyond(Topic);
}

/// <summary>An alert.</summary>
public sealed record AlertRow
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>"charger" or "bridge".</summary>
    public string Source { get; init; } = "";

    /// <summary>What.</summary>
    public string Code { get; init; } = "";

    /// <summary>Critical, Warning or Notice.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Raised or cleared.</summary>
    public bool IsRaised { get; init; }

    /// <summary>When it happened, unix ms; 0 when unknown.</summary>
    public long AtUtcMs { get; init; }

    /// <summary>When the bridge learned of it, unix ms.</summary>
    public long ReceivedUtcMs { get; init; }

    /// <summary>A sentence.</summary>
    public string Detail { get; init; } = "";
}
