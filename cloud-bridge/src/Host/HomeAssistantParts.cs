using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.HomeAssistant;
using CloudBridge.Mqtt;
using CloudBridge.Settings;

namespace CloudBridge.Host;

/// <summary>Puts Home Assistant's parts together.</summary>
internal static class HomeAssistantParts
{
    /// <summary>The gate for homes at the embedded broker; null where there is none, or nobody is let in.</summary>
    public static HomeGate? Gate(BridgeSettings settings, Database database, TimeProvider clock)
    {
        return settings.Home.HomeAssistant && settings.Mqtt.IsBrokerEmbedded
            ? new HomeGate(
                new HomeTopics(settings.Home.HomeAssistantPrefix),
                new HomeCredentials(database, clock),
                new ChargerOwners(database),
                clock)
            : null;
    }

    /// <summary>What tells Home Assistant of chargers; at an external broker it also takes back what was told while the setting was on,
    /// else null.</summary>
    public static HomeAnnouncer? Announcer(
        BridgeSettings settings,
        Database database,
        ChargerRegistry chargers,
        TariffBook tariffs,
        IBroker broker,
        HomeGate? gate,
        Readiness readiness,
        ILoggerFactory loggers)
    {
        if (!settings.Home.HomeAssistant && settings.Mqtt.IsBrokerEmbedded)
        {
            return null;
        }

        const string Name = "home announcer";
        TimeSpan patience = TimeSpan.FromMinutes(2);
        // Where the setting is off it ends when everything is taken back, and nobody shall miss it.
        Heartbeat heartbeat = settings.Home.HomeAssistant
            ? readiness.Watch(Name, patience)
            : new Heartbeat(Name, patience, TimeProvider.System);
        return new HomeAnnouncer(
            settings.Home,
            settings.Pages.PublicUrl,
            new HomeTopics(settings.Home.HomeAssistantPrefix),
            chargers,
            tariffs,
            database,
            broker,
            broker as IFurtherTopics,
            gate,
            heartbeat,
            loggers.CreateLogger<HomeAnnouncer>());
    }
}
