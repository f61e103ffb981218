using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
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
        TimeProvider clock,
        TimeProvider wallClock,
        BridgeMeter meter)
    {
        services.AddSingleton(settings.Pages);
        services.AddSingleton(settings.Oidc);
        services.AddSingleton(settings.Operator);
        services.AddSingleton(settings.Notices);
        services.AddSingleton(database);
        services.AddSingleton(clock);
        services.AddObservability(settings.Telemetry, meter);
        services.AddSingleton<BrokerRefusals>();
        services.AddSingleton(parts => new Readiness(database, parts.Get<IBroker>(), parts.Get<IngestWriter>(), wallClock));
        services.AddSingleton(new StoredFigures(database, wallClock, NoticeParts.FiguresSql));
        services.AddAccess(settings.Pages, settings.Oidc, database, wallClock);
        services.AddRegistry(settings);
        services.AddTariffs(settings);
        services.AddBilling(settings);
        services.AddBroker(settings);
        services.AddOperations(settings, wallClock);
    }

    /// <summary>A part that another is made from.</summary>
    public static T Get<T>(this IServiceProvider parts)
        where T : notnull
    {
        return parts.GetRequiredService<T>();
    }

    /// <summary>The log of a part.</summary>
    public static ILogger<T> LogOf<T>(this IServiceProvider parts)
    {
        return parts.GetRequiredService<ILoggerFactory>().CreateLogger<T>();
    }

    private static void AddRegistry(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton(parts => new ChargerRegistry(
            parts.Get<Database>(),
            parts.Get<TimeProvider>(),
            settings.Mqtt.AllowAnonymous));
        services.AddSingleton<AccountRegistry>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<ChargerOwners>();
        services.AddSingleton<SiteRegistry>();
        services.AddSingleton<ChargerPlaces>();
    }

    private static void AddTariffs(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton(parts => new TariffBook(parts.Get<Database>(), parts.Get<TimeProvider>(), settings.Operator.Currency));
        services.AddSingleton<PlaceHistory>();
        services.AddSingleton<TariffDrafts>();
        services.AddSingleton(parts => new TariffRenewal(
            parts.Get<Database>(),
            parts.Get<TimeProvider>(),
            parts.LogOf<TariffRenewal>()));
        // By hand: asked for by its interface as well, the courier would be ended twice.
        services.AddSingleton(parts => new TariffPublisher(
            parts.Get<TariffBook>(),
            parts.Get<PlaceHistory>(),
            parts.Get<TariffCourier>(),
            parts.Get<TimeProvider>()));
    }
}
