namespace CloudBridge.Core.Operations.Notices;

/// <summary>By what somebody is told. The words stand in the database, on the command line and in the API.</summary>
public static class NoticeChannel
{
    /// <summary>E-mail over SMTP.</summary>
    public const string Email = "email";

    /// <summary>A POST that is signed by Standard Webhooks, to a program.</summary>
    public const string Webhook = "webhook";

    /// <summary>A push message by ntfy's protocol: a POST to a topic of a server.</summary>
    public const string Push = "push";

    /// <summary>All channels, for messages.</summary>
    public const string Words = "email, webhook or push";

    /// <summary>Whether a text is a channel.</summary>
    public static bool IsChannel(string? text)
    {
        return text is Email or Webhook or Push;
    }
}
