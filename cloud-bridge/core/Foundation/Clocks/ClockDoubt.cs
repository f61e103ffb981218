using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>The machine's clock is not believed, and why.</summary>
/// <param name="Reason">One of the words below.</param>
/// <param name="Ahead">How far the machine's clock was ahead of what was expected; below zero where it was behind.</param>
public sealed record ClockDoubt(string Reason, TimeSpan Ahead)
{
    /// <summary>It moved against monotonic time while the bridge ran.</summary>
    public const string Jumped = "Jumped";

    /// <summary>It was before the newest document when the bridge started.</summary>
    public const string WentBack = "WentBack";

    /// <summary>It was long after the newest document when the bridge started, and no charger has said yet what time it is.</summary>
    public const string LongAway = "LongAway";

    /// <summary>Most chargers' clocks say something else.</summary>
    public const string ChargersDisagree = "ChargersDisagree";

    /// <summary>What waits, and what to do.</summary>
    public const string Advice = "records are taken and kept; bills, statements and renewals wait. Set the clock right (date, NTP), or say "
        + "that it is right: cloud-bridge clock accept";

    private static readonly TimeSpan DaysFrom = TimeSpan.FromDays(2);

    /// <summary>A sentence for people.</summary>
    public string Words =>
        Reason switch
        {
            Jumped => $"this machine's clock jumped {Distance} {(IsAhead ? "ahead" : "back")} while the bridge ran",
            WentBack => $"this machine's clock is {Distance} before the newest bill or statement",
            LongAway => $"the newest bill or statement is {Distance} old, and no charger has said yet what time it is",
            _ => $"this machine's clock is {Distance} {(IsAhead ? "ahead of" : "behind")} most chargers' clocks",
        };

    private bool IsAhead => Ahead > TimeSpan.Zero;

    private string Distance =>
        Ahead.Duration() < DaysFrom
            ? Quantity.Duration((long)Ahead.Duration().TotalMilliseconds)
            : $"{(long)Ahead.Duration().TotalDays} days";
}

/// <summary>How far any clock is believed.</summary>
public static class ClockTrust
{
    /// <summary>Why a clock is not believed; null where it is, as every clock is that nobody judges.</summary>
    public static ClockDoubt? Doubt(this TimeProvider clock)
    {
        return (clock as BridgeClock)?.FindDoubt();
    }

    /// <summary>A charger whose clock is set says what time it is, unix ms.</summary>
    public static void Hear(this TimeProvider clock, string chargerId, long utcMs)
    {
        (clock as BridgeClock)?.HearCharger(chargerId, utcMs);
    }
}
