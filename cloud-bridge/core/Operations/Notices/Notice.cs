namespace CloudBridge.Core.Operations.Notices;

/// <summary>One message to one contact, and what became of it.</summary>
public sealed record Notice
{
    /// <summary>Its number, from 1; later ones have higher numbers.</summary>
    public long NoticeId { get; init; }

    /// <summary>What the receiver knows it by, the same in a repeat.</summary>
    public string PublicId { get; init; } = "";

    /// <summary>The contact.</summary>
    public long ContactId { get; init; }

    /// <summary>One of <see cref="NoticePurpose"/>.</summary>
    public string Purpose { get; init; } = NoticePurpose.Alerts;

    /// <summary>The worst severity it tells of.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Subject or title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Text, in lines.</summary>
    public string Body { get; init; } = "";

    /// <summary>Page where there is more; empty for none.</summary>
    public string Link { get; init; } = "";

    /// <summary>JSON for a webhook; empty for other channels.</summary>
    public string Payload { get; init; } = "";

    /// <summary>The bill or statement that it brings, see <see cref="DocumentName"/>; empty for none.</summary>
    public string Document { get; init; } = "";

    /// <summary>One of <see cref="NoticeState"/>.</summary>
    public string State { get; init; } = NoticeState.Waiting;

    /// <summary>When it was made, unix ms.</summary>
    public long MadeUtcMs { get; init; }

    /// <summary>When it is tried next, unix ms.</summary>
    public long DueUtcMs { get; init; }

    /// <summary>How often it was tried, the try that is under way included.</summary>
    public long Tries { get; init; }

    /// <summary>When it was delivered or given up, unix ms.</summary>
    public long? SettledUtcMs { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; init; }
}

/// <summary>What a message is for.</summary>
public static class NoticePurpose
{
    /// <summary>What has just happened.</summary>
    public const string Alerts = "Alerts";

    /// <summary>What happened in quiet hours, or was too much to be told one by one.</summary>
    public const string Digest = "Digest";

    /// <summary>Somebody wanted to see whether it arrives.</summary>
    public const string Test = "Test";

    /// <summary>Asks whether the address is the person's. Its link is made when it is sent and stands nowhere else.</summary>
    public const string Confirm = "Confirm";

    /// <summary>Brings a bill or a statement.</summary>
    public const string Document = "Document";
}

/// <summary>What became of a message.</summary>
public static class NoticeState
{
    /// <summary>It is to be sent.</summary>
    public const string Waiting = "Waiting";

    /// <summary>The receiver's server has taken it.</summary>
    public const string Delivered = "Delivered";

    /// <summary>It was given up, and waits for somebody who looks.</summary>
    public const string Dead = "Dead";

    /// <summary>It is not wanted any more.</summary>
    public const string Withdrawn = "Withdrawn";
}
