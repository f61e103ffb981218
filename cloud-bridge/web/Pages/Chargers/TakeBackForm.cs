namespace CloudBridge.Web.Pages.Chargers;

/// <summary>Which claim is to be taken back.</summary>
public sealed class TakeBackForm
{
    /// <summary>Number of the session that the page showed.</summary>
    public long Session { get; set; }
}
