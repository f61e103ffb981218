namespace CloudBridge.Web.Pages.Technicians;

/// <summary>The command that somebody pressed.</summary>
public sealed class CommandForm
{
    /// <summary>One of the names in the firmware's CommandMessage.</summary>
    public string? Command { get; set; }
}
