namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a session is held against.</summary>
/// <param name="ReceivedUtcMs">When its record came, unix ms.</param>
/// <param name="Limit">What its charger can deliver.</param>
/// <param name="BeforeEndUtcMs">When the charger's session before it ended, unix ms; null when there was none, or nobody knows.</param>
/// <param name="AfterStartUtcMs">When the charger's session after it began, unix ms, where that came first and is billed; else
/// null.</param>
public readonly record struct SessionSurroundings(
    long ReceivedUtcMs,
    LoadLimit Limit,
    long? BeforeEndUtcMs,
    long? AfterStartUtcMs = null);
