namespace CloudBridge.Web.Pages.Held;

/// <summary>What an operator discards from quarantine.</summary>
public sealed class DiscardForm
{
    /// <summary>The charger.</summary>
    public string? Charger { get; set; }

    /// <summary>Topic of the message.</summary>
    public string? Topic { get; set; }

    /// <summary>Hash of the message.</summary>
    public string? Hash { get; set; }

    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>Which button: "one" or "all".</summary>
    public string? Act { get; set; }
}
