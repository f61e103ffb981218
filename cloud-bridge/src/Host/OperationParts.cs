using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Judging;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Operations.Technicians;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Settings;
using Firmware.Core.Messaging;

namespace CloudBridge.Host;

/// <summary>What people see while it happens: live values, claims, incidents, messages, and the technician's round.</summary>
internal static class OperationParts
{
    /// <summary>Registers everything; <paramref name="wallClock"/> is the real time, whatever time the bridge plays.</summary>
    public static void AddOperations(this IServiceCollection services, BridgeSettings settings, TimeProvider wallClock)
    {
        AddLive(services);
        AddClaims(services, wallClock);
        AddIncidents(services);
        AddNotices(services, settings, wallClock);
        services.AddSingleton<TechnicianArchive>();
        services.AddSingleton<CommandLog>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<ServiceRound>();
    }

    private static void AddLive(IServiceCollection services)
    {
        services.AddSingleton(parts => new LiveBoard
        {
            StartedUtcMs = parts.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
        });
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<LiveViewers>();
        services.AddSingleton<RunningSessions>();
        services.AddSingleton<SessionHistory>();
        services.AddSingleton<FleetBoard>();
        services.AddSingleton<RunningPrices>();
        services.AddSingleton(KeeperOf);
    }

    private static void AddClaims(IServiceCollection services, TimeProvider wallClock)
    {
        services.AddSingleton<LabelCode>();
        services.AddSingleton(parts => new SessionClaims(
            parts.Get<Database>(),
            parts.Get<TimeProvider>(),
            wallClock,
            parts.Get<RunningSessions>(),
            parts.Get<ChargerOwners>(),
            parts.Get<LabelCode>()));
        services.AddSingleton<OwnSessions>();
    }

    private static void AddIncidents(IServiceCollection services)
    {
        services.AddSingleton<IncidentArchive>();
        services.AddSingleton(parts => new IncidentDesk(
            parts.Get<Database>(),
            parts.Get<TimeProvider>(),
            parts.Get<IncidentJudge>().Wake));
        services.AddSingleton(JudgeOf);
    }

    private static void AddNotices(IServiceCollection services, BridgeSettings settings, TimeProvider wallClock)
    {
        services.AddSingleton(parts => new NoticeDesk(
            parts.Get<Database>(),
            settings.Notices,
            settings.Operator,
            settings.Pages,
            parts.Get<TimeProvider>(),
            wallClock,
            parts.LogOf<NoticeDesk>())
        {
            Heartbeat = parts.Get<Readiness>().Watch("notices", BridgeParts.LoopPatience),
        });
        services.AddSingleton(parts => parts.Get<NoticeDesk>().Contacts);
        services.AddSingleton(parts => parts.Get<NoticeDesk>().Outbox);
        services.AddSingleton(parts => parts.Get<NoticeDesk>().StopLinks);
    }

    private static WatchKeeper KeeperOf(IServiceProvider parts)
    {
        IChargerCommands commands = parts.Get<IChargerCommands>();
        return new WatchKeeper(
            parts.Get<LiveViewers>(),
            (chargerId, cancellationToken) => commands.TryCommandAsync(chargerId, CommandMessage.Watch, cancellationToken),
            parts.Get<TimeProvider>(),
            parts.LogOf<WatchKeeper>())
        {
            Heartbeat = parts.Get<Readiness>().Watch("live values", BridgeParts.LoopPatience),
        };
    }

    private static IncidentJudge JudgeOf(IServiceProvider parts)
    {
        IChargerCommands commands = parts.Get<IChargerCommands>();
        return new IncidentJudge(
            parts.Get<Database>(),
            parts.Get<LiveBoard>(),
            parts.Get<ChangeFeed>(),
            parts.Get<TimeProvider>(),
            chargerId => commands.TryCommandAsync(chargerId, CommandMessage.Report, CancellationToken.None),
            parts.LogOf<IncidentJudge>())
        {
            Heartbeat = parts.Get<Readiness>().Watch("incidents", BridgeParts.LoopPatience),
            Told = parts.Get<NoticeDesk>().Wake,
        };
    }
}
