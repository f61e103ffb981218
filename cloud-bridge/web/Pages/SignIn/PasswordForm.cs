namespace CloudBridge.Web.Pages.SignIn;

/// <summary>What somebody typed to change the own password.</summary>
public sealed class PasswordForm
{
    /// <summary>The password of now.</summary>
    public string? Old { get; set; }

    /// <summary>The new one.</summary>
    public string? New { get; set; }

    /// <summary>The new one again.</summary>
    public string? Again { get; set; }
}
