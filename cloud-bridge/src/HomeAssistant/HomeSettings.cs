namespace CloudBridge.HomeAssistant;

/// <summary>Whether and where Home Assistant is told of the chargers. Out of range means refused at start, never adjusted.</summary>
public sealed class HomeSettings
{
    /// <summary>Whether Home Assistant is told of the chargers, and homes may read at the embedded broker.</summary>
    public bool HomeAssistant { get; set; }

    /// <summary>Home Assistant's discovery prefix.</summary>
    public string HomeAssistantPrefix { get; set; } = "homeassistant";

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        string prefix = HomeAssistantPrefix;
        bool isPrefix =
            prefix.Length is >= 1 and <= 64
            && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/')
            && prefix[0] != '/'
            && prefix[^1] != '/'
            && !prefix.StartsWith("chargeagent", StringComparison.Ordinal);
        return isPrefix
            ? null
            : $"HomeAssistantPrefix is '{prefix}': give the discovery prefix that is set in Home Assistant, as a rule homeassistant";
    }
}
