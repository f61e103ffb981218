using CloudBridge.Accounts;
using CloudBridge.Chargers;
using CloudBridge.Messaging;
using CloudBridge.Observability;
using CloudBridge.Publishing;
using CloudBridge.Storage;

namespace CloudBridge.HomeAssistant;

/// <summary>Puts Home Assistant's parts together.</summary>
internal static class HomeAssistantParts
{
    /// <summary>The gate for homes at the embedded broker; null where there is none, or nobody is let in.</summary>
    public static HomeGate? Gate(BridgeSettings settings, Database database, TimeProvider clock)
    {
        return settings is { HomeAssistant: true, IsBrokerEmbedded: true }
            ? new HomeGate(new HomeTopics(settings.HomeAssistantPrefix), new HomeCredentials(database, clock), new ChargerOwners(database), clock)
            : null;
    }

    /// <summary>What tells Home Assistant of chargers; at an external broker it also takes back what was told while the setting was on, else null.</summary>
    public static HomeAnnouncer? Announcer(
        BridgeSettings settings, Database database, ChargerRegistry chargers, TariffBook tariffs, IBroker broker, HomeGate? gate, Readiness readiness, ILoggerFactory loggers)
    {
        if (!settings.HomeAssistant && settings.IsBrokerEmbedded)
        {
            return null;
        }

        const string Name = "home announcer";
        TimeSpan patience = TimeSpan.FromMinutes(2);
        // Where the setting is off it ends when everything is taken back, and nobody shall miss it.
        Heartbeat heartbeat = settings.HomeAssistant ? readiness.Watch(Name, patience) : new Heartbeat(Name, patience, TimeProvider.System);
        return new HomeAnnouncer(settings, new HomeTopics(settings.HomeAssistantPrefix), chargers, tariffs, database, broker, gate, heartbeat, loggers.CreateLogger<HomeAnnouncer>());
    }

    /// <summary>What is wrong with the settings; null for nothing.</summary>
    public static string? FindDefect(BridgeSettings settings)
    {
        string prefix = settings.HomeAssistantPrefix;
        bool isPrefix = prefix.Length is >= 1 and <= 64 && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/') && prefix[0] != '/' && prefix[^1] != '/' && !prefix.StartsWith("chargeagent", StringComparison.Ordinal);
        return isPrefix ? null : $"HomeAssistantPrefix is '{prefix}': give the discovery prefix that is set in Home Assistant, as a rule homeassistant";
    }
}
