namespace CloudBridge.Core.Billing.Releases;

/// <summary>A message that somebody has taken out of quarantine for good: what is left of it, and who did it and why.</summary>
public sealed record QuarantineDiscard
{
    /// <summary>Charger whose topic it came by.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Last level of its topic.</summary>
    public string Topic { get; init; } = "";

    /// <summary>SHA-256 of its payload.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>When it was discarded, unix ms.</summary>
    public long DiscardedUtcMs { get; init; }

    /// <summary>Why it could not be taken.</summary>
    public string WasReason { get; init; } = "";

    /// <summary>What exactly was wrong.</summary>
    public string WasDetail { get; init; } = "";

    /// <summary>First time, unix ms.</summary>
    public long FirstUtcMs { get; init; }

    /// <summary>Last time, unix ms.</summary>
    public long LastUtcMs { get; init; }

    /// <summary>How often it came.</summary>
    public long TimesSeen { get; init; }

    /// <summary>Who discarded it.</summary>
    public string DiscardedBy { get; init; } = "";

    /// <summary>Why, in that person's words.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Which messages of quarantine are meant.</summary>
/// <param name="ChargerId">Whose; "*" is all that nobody has added.</param>
/// <param name="TopicName">Last level of the topic; null for all of the charger's.</param>
/// <param name="ContentHash">SHA-256 of the payload; null for all of the charger's.</param>
public sealed record DiscardScope(string ChargerId, string? TopicName, string? ContentHash)
{
    /// <summary>One message.</summary>
    public static DiscardScope Of(QuarantinedMessage kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return new DiscardScope(kept.ChargerId, kept.TopicName, kept.ContentHash);
    }

    /// <summary>All of a charger, and the row that counts what had no room.</summary>
    public static DiscardScope AllOf(string chargerId)
    {
        return new DiscardScope(chargerId, null, null);
    }
}

/// <summary>What came of discarding.</summary>
/// <param name="Count">Rows that are gone; 0 when nothing was done.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record DiscardResult(long Count, string Sentence);
