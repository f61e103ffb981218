namespace CloudBridge.Core.Billing.Bills;

/// <summary>Which bills of a list; what is null restricts nothing.</summary>
public sealed record BillFilter
{
    /// <summary>Stands for an account in a filter: the operator's own, which nobody has claimed.</summary>
    public const string Nobody = "-";

    /// <summary>Every bill.</summary>
    public static BillFilter All { get; } = new();

    /// <summary>Of a charger.</summary>
    public string? ChargerId { get; init; }

    /// <summary>Of an account, or <see cref="Nobody"/>.</summary>
    public string? AccountId { get; init; }

    /// <summary>Of a site.</summary>
    public string? SiteId { get; init; }

    /// <summary>Of sessions that began from this instant on, unix ms.</summary>
    public long? FromUtcMs { get; init; }

    /// <summary>Of sessions that began before this instant, unix ms.</summary>
    public long? UntilUtcMs { get; init; }

    /// <summary>Issued from this instant on, unix ms.</summary>
    public long? IssuedFromUtcMs { get; init; }

    /// <summary>Issued before this instant, unix ms.</summary>
    public long? IssuedUntilUtcMs { get; init; }
}
