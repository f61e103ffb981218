using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>The bridge's clock while a season is made: it stands where it is set.</summary>
public sealed class SeasonClock : TimeProvider
{
    /// <summary>The time now.</summary>
    public Instant Now { get; set; }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        return Now.ToDateTimeOffset();
    }
}
