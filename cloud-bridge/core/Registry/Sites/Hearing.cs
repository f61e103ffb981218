namespace CloudBridge.Core.Registry.Sites;

/// <summary>
/// Says whether what a charger told last is still of now. The only judge of that: pages, API, metrics and incidents read chargers through
/// it, so that nobody shows as free what has not been heard of for days.
/// </summary>
public sealed class Hearing
{
    /// <summary>A charger tells its status at least each hour (firmware/Core/ChargeAgent.cs): two that are missing, and ten minutes for the
    /// way, are silence, in ms.</summary>
    public const long SilentMs = 130 * 60000;

    /// <summary>After a start chargers connect again within this, or do not: their longest pause between two attempts is a minute, in
    /// ms.</summary>
    public const long ReturnMs = 120000;

    private readonly TimeProvider _clock;

    /// <summary>By the bridge's clock.</summary>
    public Hearing(TimeProvider clock)
    {
        _clock = clock;
    }

    /// <summary>Since when this bridge listens, unix ms.</summary>
    public long StartedUtcMs { get; init; }

    /// <summary>Whether all connections ended with the bridge before, as those of an embedded broker do: then a status of before says
    /// nothing about now. Another broker keeps connections, and tells of those that end, while the bridge is away.</summary>
    public bool IsBrokerNew { get; init; }

    /// <summary>When the last live value of a charger came, unix ms; 0 for none.</summary>
    public Func<string, long> LiveUtcMs { get; init; } = _ => 0;

    /// <summary>Who was heard of last before this, unix ms, is silent.</summary>
    public long SilentBeforeUtcMs()
    {
        long nowUtcMs = NowUtcMs();
        return IsBrokerNew && nowUtcMs >= StartedUtcMs + ReturnMs
            ? Math.Max(StartedUtcMs, nowUtcMs - SilentMs)
            : nowUtcMs - SilentMs;
    }

    /// <summary>Whether it is too early to tell anybody of silence: what a broker has kept for the bridge is still on its way.</summary>
    public bool IsTooEarly()
    {
        return NowUtcMs() < StartedUtcMs + ReturnMs;
    }

    /// <summary>When one that was heard of last at an instant (unix ms) was missed first: with the broker's start all connections end at
    /// once.</summary>
    public long MissedUtcMs(long heardUtcMs)
    {
        return IsBrokerNew ? Math.Max(heardUtcMs, StartedUtcMs) : heardUtcMs;
    }

    /// <summary>A charger as it was stored, with what of it is of now. One that is silent reads as if its last will had come when it was
    /// last heard of; one that may still come back after a start is neither there nor away.</summary>
    public PlacedCharger Hear(PlacedCharger told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if ((told.IsOnline == true ? told.StatusUtcMs : told.OnlineUtcMs) is not long toldUtcMs)
        {
            return told;
        }

        long heardUtcMs = Math.Max(toldUtcMs, LiveUtcMs(told.ChargerId));
        PlacedCharger heard = told with { HeardUtcMs = heardUtcMs, LastStatus = told.ConnectorStatus };
        return told.IsOnline != true ? heard
            : heardUtcMs < SilentBeforeUtcMs() ? Quiet(heard) with { IsOnline = false, StatusUtcMs = heardUtcMs }
            : IsBrokerNew && heardUtcMs < StartedUtcMs ? Quiet(heard) with { IsOnline = null }
            : heard;
    }

    private static PlacedCharger Quiet(PlacedCharger charger)
    {
        return charger with { ConnectorStatus = "", ErrorCode = "" };
    }

    private long NowUtcMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
