using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Host;

/// <summary>Puts accounts, sites and claims into the server.</summary>
public static class AccountParts
{
    /// <summary>Registers everything; <paramref name="wallClock"/> is the real time, whatever time the bridge plays.</summary>
    public static void AddAccounts(this IServiceCollection services, Database database, TimeProvider clock, TimeProvider wallClock)
    {
        services.AddSingleton(new AccountRegistry(database, clock));
        services.AddSingleton(new ChargerOwners(database));
        services.AddSingleton(new SiteRegistry(database, clock));
        services.AddSingleton(new ChargerPlaces(database));
        services.AddSingleton<LabelCode>();
        services.AddSingleton(parts => new RunningSessions(parts.GetRequiredService<LiveBoard>(), database, clock));
        services.AddSingleton(parts => new SessionClaims(
            database,
            clock,
            wallClock,
            parts.GetRequiredService<RunningSessions>(),
            parts.GetRequiredService<ChargerOwners>(),
            parts.GetRequiredService<LabelCode>()));
    }
}
