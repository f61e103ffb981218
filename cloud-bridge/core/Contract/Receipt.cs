namespace CloudBridge.Core.Contract;

/// <summary>A durable record is committed.</summary>
/// <param name="ChargerId">Whose.</param>
/// <param name="Sequence">Which.</param>
/// <param name="Mac">Its code, so that a receipt cannot be for something else.</param>
public sealed record Receipt(string ChargerId, long Sequence, string Mac);
