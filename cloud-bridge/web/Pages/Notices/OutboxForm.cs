namespace CloudBridge.Web.Pages.Notices;

/// <summary>What is to be done with a message that was given up.</summary>
public sealed class OutboxForm
{
    /// <summary>"again" or "drop".</summary>
    public string? Do { get; set; }

    /// <summary>The message.</summary>
    public long NoticeId { get; set; }
}
