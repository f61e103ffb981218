using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Doors;
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
                new HomeCredentials(parts.GetRequiredService<Database>(), parts.GetRequiredService<TimeProvider>()),
                parts.GetRequiredService<ChargerOwners>(),
                parts.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton(InboxOf);
        services.AddSingleton(parts => BrokerOf(parts, settings));
        services.AddSingleton<IChargerCommands, ChargerCommands>();
        services.AddSingleton(parts => new ReceiptSender(
            parts.GetRequiredService<ChargerRegistry>().Find,
            parts.GetRequiredService<BridgeMeter>()));
        services.AddSingleton(parts => new KeyWatch(
            parts.GetRequiredService<ChargerRegistry>(),
            parts.GetRequiredService<IBroker>(),
            parts.GetRequiredService<ILogger<KeyWatch>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("charger keys", BridgeParts.LoopPatience),
        });
        services.AddSingleton(parts => new ReceiptDebt(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<ReceiptSender>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<ReceiptDebt>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("receipt debt", BridgeParts.LoopPatience),
        });
        services.AddSingleton(parts => new TariffCourier(
            parts.GetRequiredService<TariffBook>(),
            parts.GetRequiredService<TariffRenewal>(),
            parts.GetRequiredService<PlaceHistory>(),
            parts.GetRequiredService<ChargerRegistry>(),
            parts.GetRequiredService<SentNumbers>(),
            parts.GetRequiredService<IBroker>(),
            parts.GetRequiredService<ILogger<TariffCourier>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("tariff courier", BridgeParts.LoopPatience),
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
            parts.GetRequiredService<IngestWriter>(),
            parts.GetRequiredService<LiveBoard>(),
            parts.GetRequiredService<ChangeFeed>(),
            parts.GetRequiredService<ChargerRegistry>(),
            parts.GetRequiredService<BrokerRefusals>(),
            parts.GetRequiredService<BridgeMeter>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<ChargerInbox>>());
    }

    private static IBroker BrokerOf(IServiceProvider parts, BridgeSettings settings)
    {
        return settings.Mqtt.IsBrokerEmbedded
            ? new EmbeddedBroker(
                settings.Mqtt,
                new Door(parts.GetRequiredService<FileBudget>().MqttConnections, settings.Mqtt.MqttConnectionsPerAddress),
                parts.GetRequiredService<ChargerInbox>(),
                parts.GetRequiredService<ChargerRegistry>(),
                parts.GetService<HomeGate>(),
                parts.GetRequiredService<BrokerRefusals>(),
                parts.GetRequiredService<ILogger<EmbeddedBroker>>())
            : new ExternalBroker(
                settings.Mqtt,
                settings.Writer.QueueMax,
                settings.Home.HomeAssistant ? new HomeTopics(settings.Home.HomeAssistantPrefix).Birth : null,
                parts.GetRequiredService<ChargerInbox>(),
                parts.GetRequiredService<ILogger<ExternalBroker>>());
    }

    private static HomeAnnouncer AnnouncerOf(IServiceProvider parts, BridgeSettings settings)
    {
        const string Name = "home announcer";
        IBroker broker = parts.GetRequiredService<IBroker>();
        // Where the setting is off it ends when everything is taken back, and nobody shall miss it.
        Heartbeat heartbeat = settings.Home.HomeAssistant
            ? parts.GetRequiredService<Readiness>().Watch(Name, BridgeParts.LoopPatience)
            : new Heartbeat(Name, BridgeParts.LoopPatience, TimeProvider.System);
        return new HomeAnnouncer(
            settings.Home,
            settings.Pages.PublicUrl,
            new HomeTopics(settings.Home.HomeAssistantPrefix),
            parts.GetRequiredService<ChargerRegistry>(),
            parts.GetRequiredService<TariffBook>(),
            parts.GetRequiredService<Database>(),
            broker,
            broker as IFurtherTopics,
            parts.GetService<HomeGate>(),
            heartbeat,
            parts.GetRequiredService<ILogger<HomeAnnouncer>>());
    }
}
