namespace CloudBridge.Core.Operations.Notices;

/// <summary>The bounds of telling: how long is gathered, how often is told, how long is tried.</summary>
public static class NoticeLimits
{
    /// <summary>What happens within this time of the first event becomes one message.</summary>
    public const long GatherMs = 10_000;

    /// <summary>The same with something critical among it.</summary>
    public const long GatherCriticalMs = 2_000;

    /// <summary>Messages to one contact in an hour; beyond it one digest in each <see cref="DigestMs"/>.</summary>
    public const int MessagesPerHour = 20;

    /// <summary>A quarter of an hour.</summary>
    public const long DigestMs = 15 * 60_000;

    /// <summary>What is older than this when it is first looked at is not told: a bridge that was off for a week must not storm.</summary>
    public const long FreshMs = 24 * HourMs;

    /// <summary>Events that are planned in one transaction.</summary>
    public const int EventsPerPass = 500;

    /// <summary>Gatherings that become messages in one transaction.</summary>
    public const int GatheringsPerPass = 100;

    /// <summary>Incidents that a message tells in full.</summary>
    public const int InFull = 5;

    /// <summary>Incidents that a message names.</summary>
    public const int Named = 20;

    /// <summary>Events in the JSON of one webhook message; the rest is counted.</summary>
    public const int EventsInPayload = 100;

    /// <summary>Contacts of one person.</summary>
    public const int ContactsPerPerson = 10;

    /// <summary>Contacts of the operator's own systems.</summary>
    public const int ContactsOfOperator = 50;

    /// <summary>All contacts.</summary>
    public const int ContactsInAll = 5000;

    /// <summary>Test messages to one contact in a day.</summary>
    public const int AskedPerDay = 20;

    /// <summary>Messages that ask for the confirmation of an address on behalf of one person in a day.</summary>
    public const int QuestionsPerDay = 10;

    /// <summary>Tries of one message, before it is given up.</summary>
    public const int TriesMax = 12;

    /// <summary>How long what was sent is kept for looking it up.</summary>
    public const long KeepMs = 90 * 24 * HourMs;

    /// <summary>An hour.</summary>
    public const long HourMs = 3_600_000;
}
