namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>DisplayText of OCPI 2.2.1, 16.3.</summary>
/// <param name="Language">Language by ISO 639-1, 2 letters.</param>
/// <param name="Text">The text, up to 512 characters.</param>
public sealed record OcpiDisplayText(string Language, string Text);
