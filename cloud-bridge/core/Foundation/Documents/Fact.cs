namespace CloudBridge.Core.Foundation.Documents;

/// <summary>One thing that is known, by its name.</summary>
/// <param name="Label">The name: "Plugged in".</param>
/// <param name="Value">What is known.</param>
public sealed record Fact(string Label, string Value);
