namespace CloudBridge.Web.Pages.SignIn;

/// <summary>What somebody typed to sign in.</summary>
public sealed class SignInForm
{
    /// <summary>Name or e-mail address.</summary>
    public string? Name { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }
}
