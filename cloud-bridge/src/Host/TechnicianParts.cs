using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Technicians;

namespace CloudBridge.Host;

/// <summary>Puts what the technician's pages need into the server.</summary>
public static class TechnicianParts
{
    /// <summary>Registers everything.</summary>
    public static void AddTechnicians(this IServiceCollection services, Database database)
    {
        services.AddSingleton(new TechnicianArchive(database));
        services.AddSingleton(new CommandLog(database));
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<ServiceRound>();
    }
}
