using System.Globalization;
using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Contract;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Operations.Live;

/// <summary>
/// What a running session will have cost when it has reached an energy, if it goes on at the power of now: the cost so far, which the
/// charger
/// knows, and what the engine that bills puts on top.
/// </summary>
/// <param name="TargetMilliwattHours">The energy, in mWh.</param>
/// <param name="TotalInclMicros">Cost then, including VAT, in millionths.</param>
/// <param name="RemainingMs">How long it takes, in ms.</param>
/// <param name="ReadyUtcMs">When it is reached, unix ms.</param>
public sealed record SessionEstimate(long TargetMilliwattHours, long TotalInclMicros, long RemainingMs, long ReadyUtcMs)
{
    /// <summary>Below this power nobody can say when a vehicle is full.</summary>
    public const long PowerMinMilliwatts = 100000;

    private const decimal KwhMax = 1000;
    private const decimal MilliwattHoursPerKwh = 1000000;
    private const long RemainingMaxMs = 7L * 86400000;

    /// <summary>Reads a target in kWh as somebody typed it, in mWh; null with what is wrong, and with nothing wrong when it is
    /// empty.</summary>
    public static long? ReadTarget(string? kwh, out string? defect)
    {
        defect = null;
        if (string.IsNullOrWhiteSpace(kwh))
        {
            return null;
        }

        bool isNumber = decimal.TryParse(
            kwh.Trim().Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal value);
        if (isNumber && value >= 0.1m && value <= KwhMax)
        {
            return (long)(value * MilliwattHoursPerKwh);
        }

        defect = $"Energy is a number of kWh from 0.1 to {KwhMax}, such as 20 or 7.5";
        return null;
    }

    /// <summary>Estimates; null with the reason in words when nobody can.</summary>
    public static SessionEstimate? Of(Tariff? tariff, LiveReading reading, long targetMilliwattHours, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(reading);
        LiveSession? session = reading.Session;
        reason =
            session == null || tariff == null || session.CostInclMicros == null || reading.AtUtcMs == 0
                ? "The cost so far is not known, so there is no estimate."
            : session.EnergyMilliwattHours >= targetMilliwattHours ? "The session has this energy already."
            : IsBeyondPricing(reading, session, targetMilliwattHours) ? "The session is too long or too large for an estimate."
            : reading.PowerMilliwatts < PowerMinMilliwatts ? "Nothing flows now, so there is no estimate."
            : null;
        if (reason != null)
        {
            return null;
        }

        ChargeWish more = new(targetMilliwattHours - session!.EnergyMilliwattHours, reading.PowerMilliwatts);
        if (more.DurationMs > RemainingMaxMs)
        {
            reason = "At the power of now that would take more than a week.";
            return null;
        }

        ChargingPeriod soFar = PeriodOf(reading, reading.AtUtcMs - session.DurationMs, session.DurationMs, session.EnergyMilliwattHours);
        ChargingPeriod toCome = PeriodOf(reading, reading.AtUtcMs, more.DurationMs, more.EnergyMilliwattHours);
        TariffPreview preview = new(tariff!);
        // The difference, so that a flat fee counts once and steps, thresholds and bounds go on from where the session is. How what was so
        // far was
        // spread over its time is not told; the cost of it is, and stands as the charger counted it.
        long moreMicros = preview.InclMicrosOf([soFar, toCome]) - preview.InclMicrosOf([soFar]);
        return new SessionEstimate(
            targetMilliwattHours,
            session.CostInclMicros!.Value + moreMicros,
            more.DurationMs,
            reading.AtUtcMs + more.DurationMs);
    }

    // What the engine that bills takes at most; a charger may tell anything.
    private static bool IsBeyondPricing(LiveReading reading, LiveSession session, long targetMilliwattHours)
    {
        return targetMilliwattHours > PriceUnit.VolumeMax(PriceDimension.Energy)
            || session.DurationMs > PriceUnit.VolumeMax(PriceDimension.Time) - RemainingMaxMs
            || session.DurationMs > reading.AtUtcMs;
    }

    private static ChargingPeriod PeriodOf(LiveReading reading, long startUtcMs, long durationMs, long energyMilliwattHours)
    {
        return new ChargingPeriod
        {
            StartUtcMs = startUtcMs,
            DurationMs = durationMs,
            ChargingMs = durationMs,
            EnergyMilliwattHours = energyMilliwattHours,
            CurrentMilliamps = reading.CurrentMilliamps,
            PowerMilliwatts = reading.PowerMilliwatts,
            Kind = PeriodKind.Charging,
        };
    }
}
