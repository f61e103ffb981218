using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Messaging;

namespace CloudBridge.Host;

/// <summary>Puts what live pages read from into the server.</summary>
public static class LiveParts
{
    /// <summary>Registers everything but the boards of a running bridge.</summary>
    public static void AddLive(this IServiceCollection services, Database database, TimeProvider clock)
    {
        services.AddSingleton<LiveViewers>();
        services.AddSingleton(parts => new OwnSessions(
            parts.GetRequiredService<ChargerOwners>(),
            parts.GetRequiredService<RunningSessions>(),
            parts.GetRequiredService<SessionClaims>(),
            clock));
        services.AddSingleton(new SessionHistory(database));
        services.AddSingleton(parts => new FleetBoard(
            database,
            parts.GetRequiredService<ChargerPlaces>(),
            parts.GetRequiredService<LiveBoard>(),
            clock));
        services.AddSingleton(parts => new RunningPrices(parts.GetRequiredService<TariffBook>()));
        services.AddSingleton(parts => new WatchKeeper(
            parts.GetRequiredService<LiveViewers>(),
            (chargerId, cancellationToken) =>
                parts.GetRequiredService<IChargerCommands>().TryCommandAsync(chargerId, CommandMessage.Watch, cancellationToken),
            clock,
            parts.GetRequiredService<ILogger<WatchKeeper>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("live values", TimeSpan.FromMinutes(2)),
        });
    }
}
