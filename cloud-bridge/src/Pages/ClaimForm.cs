namespace CloudBridge.Pages;

/// <summary>What somebody typed to claim a session.</summary>
public sealed class ClaimForm
{
    /// <summary>The session that the page showed.</summary>
    public long Session { get; set; }

    /// <summary>Code on the label.</summary>
    public string? Code { get; set; }
}
