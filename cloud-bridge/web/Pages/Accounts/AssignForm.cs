namespace CloudBridge.Web.Pages.Accounts;

/// <summary>What somebody typed to give a charger to an account.</summary>
public sealed class AssignForm
{
    /// <summary>The charger.</summary>
    public string? ChargerId { get; set; }

    /// <summary>The account; empty for the operator's own again.</summary>
    public string? AccountId { get; set; }

    /// <summary>First day, as 2026-03-01; empty for now.</summary>
    public string? From { get; set; }
}
