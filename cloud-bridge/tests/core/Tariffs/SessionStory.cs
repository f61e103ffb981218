using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>A stretch of even use.</summary>
/// <param name="Kind">What the vehicle did.</param>
/// <param name="Seconds">How long.</param>
/// <param name="MilliwattHoursPerMs">Its power in units of 3.6 kW, so that every whole Wh is reached at a whole millisecond.</param>
/// <param name="Amps">Its current.</param>
internal sealed record Phase(PeriodKind Kind, int Seconds, int MilliwattHoursPerMs, decimal Amps)
{
    public long Milliseconds => Seconds * 1000L;

    public long MilliwattHours => Milliseconds * MilliwattHoursPerMs;

    public decimal Kilowatts => 3.6m * MilliwattHoursPerMs;
}

/// <summary>A session as it happened, before anyone asked what it costs.</summary>
internal sealed record SessionStory(DateTimeZone Zone, Instant Start, IReadOnlyList<Phase> Phases)
{
    public Instant End => Start + Duration.FromMilliseconds(Phases.Sum(phase => phase.Milliseconds));

    /// <summary>The story in the engine's periods, one for each phase.</summary>
    public IEnumerable<ChargingPeriod> Periods()
    {
        long startUtcMs = Start.ToUnixTimeMilliseconds();
        foreach (Phase phase in Phases)
        {
            yield return new ChargingPeriod
            {
                StartUtcMs = startUtcMs,
                DurationMs = phase.Milliseconds,
                ChargingMs = phase.Kind == PeriodKind.Charging ? phase.Milliseconds : 0,
                ParkingMs = phase.Kind == PeriodKind.Parking ? phase.Milliseconds : 0,
                EnergyMilliwattHours = phase.MilliwattHours,
                CurrentMilliamps = (long)(phase.Amps * 1000),
                PowerMilliwatts = (long)(phase.Kilowatts * 1_000_000),
                Kind = phase.Kind,
            };
            startUtcMs += phase.Milliseconds;
        }
    }

    public override string ToString()
    {
        return $"{Zone.Id} {Start}: {string.Join(", ", Phases)}";
    }
}
