namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a charger asks for a session by its own record, in millionths of the currency.</summary>
/// <param name="ExclMicros">Without VAT.</param>
/// <param name="InclMicros">With VAT.</param>
public sealed record ChargerAmount(long ExclMicros, long InclMicros);
