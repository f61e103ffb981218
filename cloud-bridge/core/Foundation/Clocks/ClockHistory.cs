namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>What a database knows of the time when a bridge starts.</summary>
public sealed record ClockHistory
{
    /// <summary>When the newest bill or statement was issued, unix ms: numbers are given only while the clock is believed. Null before the
    /// first.</summary>
    public long? NewestUtcMs { get; init; }

    /// <summary>Whether there are chargers that could say what time it is.</summary>
    public bool HasChargers { get; init; }

    /// <summary>The doubt that a bridge on this machine ended with; null without one.</summary>
    public StoredDoubt? Doubt { get; init; }

    /// <summary>The last time that an operator vouched for; null when nobody has.</summary>
    public ClockAcceptance? Acceptance { get; init; }

    /// <summary>The newest time that was right, unix ms: documents from before an operator's word may lie ahead of it, which that person
    /// knows.</summary>
    public long? RightUtcMs =>
        NewestUtcMs is long newest && newest > (Acceptance?.NewestUtcMs ?? long.MinValue) ? newest : Acceptance?.ToldUtcMs;
}

/// <summary>A doubt as it is kept for the next start.</summary>
/// <param name="Reason">One of <see cref="ClockDoubt"/>.</param>
/// <param name="SinceUtcMs">Since when, unix ms.</param>
/// <param name="SteadyUtcMs">The time that the bridge went by when it was written, unix ms.</param>
/// <param name="MachineUtcMs">What the machine's clock said then, unix ms.</param>
public sealed record StoredDoubt(string Reason, long SinceUtcMs, long SteadyUtcMs, long MachineUtcMs);

/// <summary>An operator said that a machine's clock is right.</summary>
/// <param name="ToldUtcMs">What it said, unix ms.</param>
/// <param name="NewestUtcMs">When the newest document was issued by then, unix ms; 0 without one.</param>
/// <param name="By">Who said it.</param>
public sealed record ClockAcceptance(long ToldUtcMs, long NewestUtcMs, string By);
