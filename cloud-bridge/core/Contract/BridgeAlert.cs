namespace CloudBridge.Core.Contract;

/// <summary>An alert as the bridge keeps it, told by a charger or found by the bridge itself.</summary>
/// <param name="Key">What makes it this alert: the same key again is a repeat.</param>
/// <param name="ChargerId">The charger.</param>
/// <param name="Source">"charger" or "bridge".</param>
/// <param name="Code">The charger's vendor code, or one of <see cref="BridgeAlertCode"/>.</param>
/// <param name="Severity">Critical, Warning or Notice.</param>
/// <param name="IsRaised">Raised or cleared.</param>
/// <param name="AtUtcMs">When it happened, unix ms; 0 when the charger knew no time.</param>
/// <param name="ReceivedUtcMs">When the bridge learned of it.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Message">The charger's message; null for the bridge's own.</param>
public sealed record BridgeAlert(
    string Key,
    string ChargerId,
    string Source,
    string Code,
    string Severity,
    bool IsRaised,
    long AtUtcMs,
    long ReceivedUtcMs,
    string Detail,
    string? Message)
{
    /// <summary>An alert of the bridge about one of a charger's messages.</summary>
    public static BridgeAlert Found(ChargerMessage message, string code, string severity, string mark, string detail)
    {
        return new BridgeAlert(
            $"{message.ChargerId}/bridge/{code}/{mark}",
            message.ChargerId,
            "bridge",
            code,
            severity,
            true,
            message.ReceivedUtcMs,
            message.ReceivedUtcMs,
            detail,
            null);
    }
}

/// <summary>What the bridge itself alerts about.</summary>
public static class BridgeAlertCode
{
    /// <summary>A message could not be taken.</summary>
    public const string Quarantined = "Quarantined";

    /// <summary>A session is held instead of billed.</summary>
    public const string SessionHeld = "SessionHeld";

    /// <summary>Records are missing before this one.</summary>
    public const string SequenceGap = "SequenceGap";

    /// <summary>Energy was metered between two sessions, or a session is missing.</summary>
    public const string EnergyMissing = "EnergyMissing";

    /// <summary>A record does not follow its neighbour.</summary>
    public const string ChainBroken = "ChainBroken";
}
