using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>A charger with all that is planned for it.</summary>
public sealed class SeasonCharger
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required SeasonSite Site { get; init; }

    /// <summary>From when on it is in service, to the season's end.</summary>
    public required Interval InService { get; init; }

    /// <summary>Whose its sessions are; null when the operator's.</summary>
    public SeasonAccount? Owner { get; init; }

    /// <summary>Whose they are from <see cref="NextOwnerFromUtcMs"/> on; null when the owner stays.</summary>
    public SeasonAccount? NextOwner { get; init; }

    /// <summary>When the charger changes hands, UTC in unix ms.</summary>
    public long NextOwnerFromUtcMs { get; init; }

    /// <summary>Lifetime register at the begin, in mWh.</summary>
    public required long RegisterMilliwattHours { get; init; }

    /// <summary>Its faults, in order of time.</summary>
    public required IReadOnlyList<FaultSpan> Faults { get; init; }

    /// <summary>Its vehicles, in order of time.</summary>
    public required IReadOnlyList<Visit> Visits { get; init; }

    /// <summary>When it has no network; null when it always has.</summary>
    public Interval? Offline { get; init; }

    /// <summary>The key that proves its records.</summary>
    public required byte[] DeviceKey { get; init; }
}
