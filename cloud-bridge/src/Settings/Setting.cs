namespace CloudBridge.Settings;

/// <summary>One setting: its key in appsettings.json, its flag, and how a text becomes its value.</summary>
/// <param name="Key">Key below "Bridge"; as environment variable Bridge__Key.</param>
/// <param name="Flag">Flag on the command line.</param>
/// <param name="Value">What the flag's value is called in help.</param>
/// <param name="Help">One line for help.</param>
/// <param name="TrySet">Sets it from a text; false when the text is no such value.</param>
/// <param name="Get">The value as text.</param>
public sealed record Setting(
    string Key,
    string Flag,
    string Value,
    string Help,
    Func<BridgeSettings, string, bool> TrySet,
    Func<BridgeSettings, string> Get)
{
    /// <summary>Whether it is true or false; the flag alone then means true.</summary>
    public bool IsSwitch { get; init; }
}
