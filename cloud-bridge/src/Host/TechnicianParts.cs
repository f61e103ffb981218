using CloudBridge.Storage;

namespace CloudBridge.Technicians;

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
