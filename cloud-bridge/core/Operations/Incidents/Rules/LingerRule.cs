namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>Conditions that are normal for a while and worth telling when they stay.</summary>
public static class LingerRule
{
    /// <summary>How long a charger may be online without a synchronised clock, in ms: the first answer of a time server takes seconds, a
    /// bad network some minutes.</summary>
    public const long ClockMs = 15 * 60000;

    /// <summary>Records that may wait: a tenth of what 128 KiB of flash hold. After an outage of a day no more are there.</summary>
    public const long RecordsWaitingMax = 50;

    /// <summary>How long more may wait while the charger is online, in ms: fifty records go out within a minute.</summary>
    public const long StorageMs = 10 * 60000;

    /// <summary>A charger tells its status when something changes. Before it is said to be in a lasting state it is asked, and has so long
    /// to answer, in ms.</summary>
    public const long AnswerMs = 30000;

    /// <summary>Since when a condition holds: the time before where it held already, null where it does not.</summary>
    public static long? Since(long? beforeUtcMs, bool isHeld, long nowUtcMs)
    {
        return isHeld ? beforeUtcMs ?? nowUtcMs : null;
    }

    /// <summary>Whether a clock's quality is one to wonder about.</summary>
    public static bool IsClockBad(string? quality)
    {
        return quality is "U" or "I" or "R";
    }
}
