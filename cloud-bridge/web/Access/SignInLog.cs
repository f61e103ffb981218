namespace CloudBridge.Web.Access;

/// <summary>What is logged about signing in. Never a password, token or link, and no name that is unknown: it could be a mistyped
/// password.</summary>
internal static partial class SignInLog
{
    /// <summary>Somebody is in.</summary>
    [LoggerMessage(1, LogLevel.Information, "{Name} signed in by {Way} from {Address}.")]
    public static partial void SignedIn(ILogger log, string name, string way, string address);

    /// <summary>Somebody is not.</summary>
    [LoggerMessage(2, LogLevel.Warning, "A sign-in from {Address} was refused: {Reason}.")]
    public static partial void Refused(ILogger log, string address, string reason);

    /// <summary>The provider's answer is no good.</summary>
    [LoggerMessage(3, LogLevel.Warning, "The OpenID provider's answer cannot be used: {Reason}")]
    public static partial void ProviderFailed(ILogger log, string reason);
}
