namespace CloudBridge.Web.Pages.Chargers;

/// <summary>What an operator wants done about a charger's keys.</summary>
public sealed class KeyForm
{
    /// <summary>Why; empty for none where none is asked for.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether the old keys end with it.</summary>
    public bool IsAtOnce { get; set; }
}
