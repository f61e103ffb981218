using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>A place with chargers, in one time zone.</summary>
public sealed record Site
{
    /// <summary>Its id: 1 to 36 of A-Z a-z 0-9 . _ -.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Name, 1 to 120 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Postal address, lines parted by '|', at most 400 characters.</summary>
    public string Address { get; init; } = "";

    /// <summary>Zone by the tz database.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>When added, unix ms; set by the registry.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>The first thing that cannot be used, with how to mend it; null when all is well.</summary>
    public string? FindDefect()
    {
        return PartyText.IsId(SiteId)
            ? PartyText.FindDefect(Name, Address, TimeZone)
            : $"'{SiteId}' is no site id: give 1 to 36 of A-Z a-z 0-9 . _ -";
    }
}
