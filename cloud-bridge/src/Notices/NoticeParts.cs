namespace CloudBridge.Notices;

/// <summary>Puts contacts and messages into the server.</summary>
public static class NoticeParts
{
    /// <summary>What to do first about a fault, by its vendor code; null when nothing is known.</summary>
    public static string? RemedyOf(string vendorCode)
    {
        return null;
    }

    /// <summary>Registers everything.</summary>
    public static void AddNotices(this IServiceCollection services, NoticeDesk desk)
    {
        services.AddSingleton(desk);
        services.AddSingleton(desk.Contacts);
        services.AddSingleton(desk.Outbox);
        services.AddSingleton(desk.StopLinks);
    }
}
