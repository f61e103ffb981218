namespace CloudBridge.Core.Contract;

/// <summary>A session is not billed, and why.</summary>
/// <param name="Reason">One of <see cref="HoldReason"/>.</param>
/// <param name="Detail">The figures behind it.</param>
public sealed record Hold(string Reason, string Detail);
