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
using CloudBridge.Core.Registry.Sites;
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
            StartedUtcMs = parts.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
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
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<TimeProvider>(),
            wallClock,
            parts.GetRequiredService<RunningSessions>(),
            parts.GetRequiredService<ChargerOwners>(),
            parts.GetRequiredService<LabelCode>()));
        services.AddSingleton<OwnSessions>();
    }

    private static void AddIncidents(IServiceCollection services)
    {
        services.AddSingleton<IncidentArchive>();
        services.AddSingleton(parts => new IncidentDesk(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<IncidentJudge>().Wake));
        services.AddSingleton(JudgeOf);
    }

    private static void AddNotices(IServiceCollection services, BridgeSettings settings, TimeProvider wallClock)
    {
        services.AddSingleton(parts => new NoticeDesk(
            parts.GetRequiredService<Database>(),
            settings.Notices,
            settings.Operator,
            settings.Pages,
            parts.GetRequiredService<TimeProvider>(),
            wallClock,
            parts.GetRequiredService<ILogger<NoticeDesk>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("notices", BridgeParts.LoopPatience),
        });
        services.AddSingleton<AccountContacts>();
        services.AddSingleton(parts => parts.GetRequiredService<NoticeDesk>().Contacts);
        services.AddSingleton(parts => parts.GetRequiredService<NoticeDesk>().Outbox);
        services.AddSingleton(parts => parts.GetRequiredService<NoticeDesk>().StopLinks);
    }

    private static WatchKeeper KeeperOf(IServiceProvider parts)
    {
        IChargerCommands commands = parts.GetRequiredService<IChargerCommands>();
        return new WatchKeeper(
            parts.GetRequiredService<LiveViewers>(),
            (chargerId, cancellationToken) => commands.TryCommandAsync(chargerId, CommandMessage.Watch, cancellationToken),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<WatchKeeper>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("live values", BridgeParts.LoopPatience),
        };
    }

    private static IncidentJudge JudgeOf(IServiceProvider parts)
    {
        IChargerCommands commands = parts.GetRequiredService<IChargerCommands>();
        return new IncidentJudge(
            parts.GetRequiredService<Database>(),
            parts.GetRequiredService<LiveBoard>(),
            parts.GetRequiredService<Hearing>(),
            parts.GetRequiredService<ChangeFeed>(),
            parts.GetRequiredService<TimeProvider>(),
            chargerId => commands.TryCommandAsync(chargerId, CommandMessage.Report, CancellationToken.None),
            parts.GetRequiredService<ILogger<IncidentJudge>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("incidents", BridgeParts.LoopPatience),
            Told = parts.GetRequiredService<NoticeDesk>().Wake,
        };
    }
}
