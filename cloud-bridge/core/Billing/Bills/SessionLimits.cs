using System.Globalization;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// What cannot be, whoever has proved it: with a charger's right key somebody can sign any figures. Each limit leaves room for what honest
/// chargers do (clocks that are set, sensors that bridge a gap, power cuts); what is beyond is held with its figures, for a person.
/// </summary>
public static class SessionLimits
{
    /// <summary>A charger's clock and the bridge's may differ by so much, and one may be set during a session.</summary>
    public const long ClockToleranceMs = 10 * MsPerMinute;

    /// <summary>A session may be without power, and so without periods, for so long in all.</summary>
    public const long OutageMs = 7 * 24 * 60 * MsPerMinute;

    // What counts as metered within a period may have flowed a moment before it.
    private const long PeriodToleranceMs = 2000;

    private const long MsPerMinute = 60000;
    private const long MsPerHour = 3600000;

    // Energy at the rated load for all of the time is already rare; a reading may be of a moment.
    private const int EnergyPercent = 110;
    private const int ReadingPercent = 150;
    private const int Hundred = 100;

    // In the order in which they are asked: those of time first.
    private static readonly Func<ChargingSession, SessionSurroundings, Hold?>[] Times = [EndsAfterReceipt, IsNotCovered, Overlaps];
    private static readonly Func<ChargingSession, SessionSurroundings, Hold?>[] Loads = [HasTooMuchEnergy, HasTooMuchLoad];

    /// <summary>The first limit that a session is beyond; null when it is within all. Where a person has vouched for its times, those of
    /// energy and load are asked alone.</summary>
    public static Hold? Find(ChargingSession session, SessionSurroundings surroundings, bool areTimesVouched = false)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (areTimesVouched ? Loads : Times.Concat(Loads))
            .Select(limit => limit(session, surroundings))
            .FirstOrDefault(hold => hold != null);
    }

    private static Hold? EndsAfterReceipt(ChargingSession session, SessionSurroundings surroundings)
    {
        return session.EndUtcMs <= surroundings.ReceivedUtcMs + ClockToleranceMs
            ? null
            : new Hold(
                HoldReason.EndsAfterReceipt,
                $"it ends at {Utc(session.EndUtcMs)}, its record came at {Utc(surroundings.ReceivedUtcMs)}");
    }

    private static Hold? Overlaps(ChargingSession session, SessionSurroundings surroundings)
    {
        if (HasStart(session) && session.StartUtcMs < surroundings.BeforeEndUtcMs - ClockToleranceMs)
        {
            return new Hold(
                HoldReason.SessionsOverlap,
                $"it begins at {Utc(session.StartUtcMs)}, the session before ended at {Utc(surroundings.BeforeEndUtcMs!.Value)}");
        }

        return session.EndUtcMs > surroundings.AfterStartUtcMs + ClockToleranceMs
            ? new Hold(
                HoldReason.SessionsOverlap,
                $"it ends at {Utc(session.EndUtcMs)}, the session after, which is billed, began at "
                    + $"{Utc(surroundings.AfterStartUtcMs!.Value)}")
            : null;
    }

    private static Hold? IsNotCovered(ChargingSession session, SessionSurroundings surroundings)
    {
        if (!HasStart(session) || session.EndUtcMs == 0 || session.PeriodCount == 0)
        {
            return null;
        }

        long spanMs = session.EndUtcMs - session.StartUtcMs;
        long coveredMs = session.Periods.Take(session.PeriodCount).Sum(period => period.DurationMs);

        // Periods that are longer than the session contradict its times, which its placement finds.
        return coveredMs >= spanMs - OutageMs
            ? null
            : new Hold(
                HoldReason.TimeNotCovered,
                $"from plug-in to unplug {Quantity.Duration(spanMs)}, in its periods {Quantity.Duration(coveredMs)}");
    }

    private static Hold? HasTooMuchEnergy(ChargingSession session, SessionSurroundings surroundings)
    {
        for (int i = 0; i < session.PeriodCount; i++)
        {
            ChargingPeriod period = session.Periods[i];
            if (FindTooMuchEnergy(period.EnergyMilliwattHours, period.DurationMs, surroundings.Limit) is Hold hold)
            {
                return hold;
            }
        }

        // One whose periods had no room has but its times.
        return session.PeriodCount == 0 && HasStart(session) && session.EndUtcMs != 0
            ? FindTooMuchEnergy(session.EnergyMilliwattHours, session.EndUtcMs - session.StartUtcMs, surroundings.Limit)
            : null;
    }

    private static Hold? FindTooMuchEnergy(long milliwattHours, long durationMs, LoadLimit limit)
    {
        Int128 most = (Int128)limit.PowerMilliwatts * (durationMs + PeriodToleranceMs) * EnergyPercent / Hundred / MsPerHour;
        return milliwattHours <= most
            ? null
            : new Hold(
                HoldReason.EnergyBeyondRating,
                $"{Quantity.Energy(milliwattHours)} in {Quantity.Duration(durationMs)}, "
                    + $"rated at {Kilowatts(limit.PowerMilliwatts)} kW");
    }

    private static Hold? HasTooMuchLoad(ChargingSession session, SessionSurroundings surroundings)
    {
        LoadLimit limit = surroundings.Limit;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            ChargingPeriod period = session.Periods[i];
            if (period.PowerMilliwatts > limit.PowerMilliwatts / Hundred * ReadingPercent
                || period.CurrentMilliamps > limit.CurrentMilliamps * ReadingPercent / Hundred)
            {
                return new Hold(
                    HoldReason.LoadBeyondRating,
                    $"{Kilowatts(period.PowerMilliwatts)} kW and {Amps(period.CurrentMilliamps)} A, rated at "
                        + $"{Kilowatts(limit.PowerMilliwatts)} kW and {Amps(limit.CurrentMilliamps)} A");
            }
        }

        return null;
    }

    private static bool HasStart(ChargingSession session)
    {
        return session.StartUtcMs != 0 && session.StartQuality != ClockQuality.Unknown;
    }

    private static string Utc(long utcMs)
    {
        return Quantity.Time(utcMs, "UTC");
    }

    private static string Kilowatts(long milliwatts)
    {
        return (milliwatts / 1000000m).ToString("0.###", CultureInfo.InvariantCulture);
    }

    private static string Amps(long milliamps)
    {
        return (milliamps / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
