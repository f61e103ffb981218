using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Judging;

namespace CloudBridge.Host;

/// <summary>Puts incidents into the server.</summary>
public static class AlertParts
{
    /// <summary>Registers everything.</summary>
    public static void AddIncidents(this IServiceCollection services, Database database, TimeProvider clock, IncidentJudge judge)
    {
        services.AddSingleton(new IncidentArchive(database));
        services.AddSingleton(new IncidentDesk(database, clock, judge.Wake));
    }
}
