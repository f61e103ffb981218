using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Host;

/// <summary>Puts contacts and messages into the server.</summary>
public static class NoticeServices
{
    /// <summary>Registers everything.</summary>
    public static void AddNotices(this IServiceCollection services, NoticeDesk desk)
    {
        services.AddSingleton(desk);
        services.AddSingleton(desk.Contacts);
        services.AddSingleton(desk.Outbox);
        services.AddSingleton(desk.StopLinks);
    }
}
