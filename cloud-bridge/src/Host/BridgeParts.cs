using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Mqtt;
using CloudBridge.Settings;
using CloudBridge.Web.Access;
using CloudBridge.Web.Http;

namespace CloudBridge.Host;

/// <summary>Puts a bridge together: each part is made once, by the container, from settings, database, clocks and instruments.</summary>
internal static class BridgeParts
{
    /// <summary>A loop that has not gone round for so long hangs.</summary>
    public static readonly TimeSpan LoopPatience = TimeSpan.FromMinutes(2);

    /// <summary>Registers everything; <paramref name="wallClock"/> is the real time, whatever time the bridge plays.</summary>
    public static void AddBridge(
        this IServiceCollection services,
        BridgeSettings settings,
        Database database,
        BridgeClock clock,
        TimeProvider wallClock,
        BridgeMeter meter)
    {
        services.AddSingleton(settings.Pages);
        services.AddSingleton(settings.Oidc);
        services.AddSingleton(settings.Operator);
        services.AddSingleton(settings.Notices);
        services.AddSingleton(database);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddObservability(settings.Telemetry, meter);
        services.AddSingleton<BrokerRefusals>();
        services.AddSingleton(parts => new Readiness(
            database,
            parts.GetRequiredService<IBroker>(),
            parts.GetRequiredService<IngestWriter>(),
            wallClock));
        services.AddSingleton(parts => KeeperOf(parts, database, clock, wallClock));
        services.AddSingleton(parts => new StoredFigures(database, wallClock, NoticeParts.FiguresSql)
        {
            CountChargers = parts.GetRequiredService<ChargerPlaces>().CountByStatus,
        });
        services.AddAccess(settings.Pages, settings.Oidc, database, wallClock);
        services.AddRegistry(settings);
        services.AddTariffs(settings);
        services.AddBilling(settings);
        services.AddBroker(settings);
        services.AddOperations(settings, wallClock);
        services.AddPartners(settings, wallClock);
    }

    private static void AddRegistry(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton(parts => new ChargerRegistry(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<TimeProvider>(),
            settings.Mqtt.AllowAnonymous));
        services.AddSingleton<ChargerKeys>();
        services.AddSingleton<SentNumbers>();
        services.AddSingleton<AccountRegistry>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<ChargerOwners>();
        services.AddSingleton<SiteRegistry>();
        services.AddSingleton<ChargerPlaces>();
        services.AddSingleton(parts => HearingOf(parts, settings));
    }

    private static ClockKeeper KeeperOf(IServiceProvider parts, Database database, BridgeClock clock, TimeProvider wallClock)
    {
        ClockKeeper keeper = new(
            clock,
            new ClockStore(database),
            new Heartbeat("clock", LoopPatience, wallClock),
            parts.GetRequiredService<ILogger<ClockKeeper>>());
        parts.GetRequiredService<Readiness>().Watch(keeper);
        return keeper;
    }

    private static Hearing HearingOf(IServiceProvider parts, BridgeSettings settings)
    {
        LiveBoard board = parts.GetRequiredService<LiveBoard>();
        return new Hearing(parts.GetRequiredService<TimeProvider>())
        {
            StartedUtcMs = board.StartedUtcMs,
            IsBrokerNew = settings.Mqtt.IsBrokerEmbedded,
            LiveUtcMs = chargerId => board.ReadingOf(chargerId)?.ReceivedUtcMs ?? 0,
        };
    }

    private static void AddTariffs(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton(parts => new TariffBook(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<TimeProvider>(),
            settings.Operator.Currency));
        services.AddSingleton<PlaceHistory>();
        services.AddSingleton<TariffDrafts>();
        services.AddSingleton(parts => new TariffRenewal(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<TariffRenewal>>()));
        // By hand: asked for by its interface as well, the courier would be ended twice.
        services.AddSingleton(parts => new TariffPublisher(
            parts.GetRequiredService<TariffBook>(),
            parts.GetRequiredService<PlaceHistory>(),
            parts.GetRequiredService<TariffCourier>(),
            parts.GetRequiredService<TimeProvider>()));
    }
}
