namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>Keeps something that comes and goes one incident: when its end is told, and when it is the same one again.</summary>
public static class FlapRule
{
    /// <summary>How long it must stay away before its end is told, in ms.</summary>
    public const long HoldMs = 60000;

    /// <summary>The same once it has come again, in ms: something that flaps is over when it has been quiet for longer than it
    /// flaps.</summary>
    public const long HoldWhenFlappingMs = 5 * 60000;

    /// <summary>When it comes again within this time after its end, in ms, it is the same incident.</summary>
    public const long SameMs = 5 * 60000;

    /// <summary>How long an incident that came so often must stay away.</summary>
    public static long HoldMsOf(long occurrences)
    {
        return occurrences > 1 ? HoldWhenFlappingMs : HoldMs;
    }

    /// <summary>Whether what began at an instant goes on with what ended before. Both may be a charger's own times, and so in any
    /// order.</summary>
    public static bool IsSame(long clearedUtcMs, long againUtcMs)
    {
        return againUtcMs - clearedUtcMs <= SameMs;
    }
}
