using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.HomeAssistant;
using CloudBridge.Mqtt;
using CloudBridge.Settings;

namespace CloudBridge.Host;

/// <summary>The MQTT side: the broker of this process or another, what goes to chargers, and Home Assistant.</summary>
internal static class BrokerParts
{
    /// <summary>Registers everything.</summary>
    public static void AddBroker(this IServiceCollection services, BridgeSettings settings)
    {
        bool isGateOpen = settings.Home.HomeAssistant && settings.Mqtt.IsBrokerEmbedded;
        if (isGateOpen)
        {
            services.AddSingleton(parts => new HomeGate(
                new HomeTopics(settings.Home.HomeAssistantPrefix),
                new HomeCredentials(parts.Get<Database>(), parts.Get<TimeProvider>()),
                parts.Get<ChargerOwners>(),
                parts.Get<TimeProvider>()));
        }

        services.AddSingleton(InboxOf);
        services.AddSingleton(parts => BrokerOf(parts, settings));
        services.AddSingleton<IChargerCommands, ChargerCommands>();
        services.AddSingleton<ReceiptSender>();
        services.AddSingleton(parts => new ReceiptDebt(
            parts.Get<Database>(),
            parts.Get<ReceiptSender>(),
            parts.Get<TimeProvider>(),
            parts.LogOf<ReceiptDebt>())
        {
            Heartbeat = parts.Get<Readiness>().Watch("receipt debt", BridgeParts.LoopPatience),
        });
        services.AddSingleton(parts => new TariffCourier(
            parts.Get<TariffBook>(),
            parts.Get<TariffRenewal>(),
            parts.Get<PlaceHistory>(),
            parts.Get<ChargerRegistry>(),
            parts.Get<IBroker>(),
            parts.LogOf<TariffCourier>())
        {
            Heartbeat = parts.Get<Readiness>().Watch("tariff courier", BridgeParts.LoopPatience),
        });
        // At an external broker what was told to Home Assistant while the setting was on is taken back when it is off.
        if (settings.Home.HomeAssistant || !settings.Mqtt.IsBrokerEmbedded)
        {
            services.AddSingleton(parts => AnnouncerOf(parts, settings));
        }
    }

    private static ChargerInbox InboxOf(IServiceProvider parts)
    {
        return new ChargerInbox(
            parts.Get<IngestWriter>(),
            parts.Get<LiveBoard>(),
            parts.Get<ChangeFeed>(),
            parts.Get<ChargerRegistry>(),
            parts.Get<BrokerRefusals>(),
            parts.Get<BridgeMeter>(),
            parts.Get<TimeProvider>(),
            parts.LogOf<ChargerInbox>());
    }

    private static IBroker BrokerOf(IServiceProvider parts, BridgeSettings settings)
    {
        return settings.Mqtt.IsBrokerEmbedded
            ? new EmbeddedBroker(
                settings.Mqtt,
                parts.Get<ChargerInbox>(),
                parts.Get<ChargerRegistry>(),
                parts.GetService<HomeGate>(),
                parts.Get<BrokerRefusals>(),
                parts.LogOf<EmbeddedBroker>())
            : new ExternalBroker(
                settings.Mqtt,
                settings.Writer.QueueMax,
                settings.Home.HomeAssistant ? new HomeTopics(settings.Home.HomeAssistantPrefix).Birth : null,
                parts.Get<ChargerInbox>(),
                parts.LogOf<ExternalBroker>());
    }

    private static HomeAnnouncer AnnouncerOf(IServiceProvider parts, BridgeSettings settings)
    {
        const string Name = "home announcer";
        IBroker broker = parts.Get<IBroker>();
        // Where the setting is off it ends when everything is taken back, and nobody shall miss it.
        Heartbeat heartbeat = settings.Home.HomeAssistant
            ? parts.Get<Readiness>().Watch(Name, BridgeParts.LoopPatience)
            : new Heartbeat(Name, BridgeParts.LoopPatience, TimeProvider.System);
        return new HomeAnnouncer(
            settings.Home,
            settings.Pages.PublicUrl,
            new HomeTopics(settings.Home.HomeAssistantPrefix),
            parts.Get<ChargerRegistry>(),
            parts.Get<TariffBook>(),
            parts.Get<Database>(),
            broker,
            broker as IFurtherTopics,
            parts.GetService<HomeGate>(),
            heartbeat,
            parts.LogOf<HomeAnnouncer>());
    }
}
