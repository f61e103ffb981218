namespace CloudBridge.Web.Pages.Incidents;

/// <summary>What somebody writes who takes an incident in hand.</summary>
public sealed class AcknowledgeForm
{
    /// <summary>A note for the others.</summary>
    public string? Note { get; set; }
}
