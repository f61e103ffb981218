using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>How a stretch of time lies in the 24 hours of the local day.</summary>
public static class LocalHours
{
    /// <summary>Hours of a day.</summary>
    public const int Count = 24;

    private const long HourMs = 3600000;

    /// <summary>Milliseconds of a period in each hour of the wall clock. The repeated hour of autumn counts twice, the missing one of
    /// spring not at all.</summary>
    public static long[] Of(ChargingPeriod period, DateTimeZone zone)
    {
        long[] hours = new long[Count];
        long atUtcMs = period.StartUtcMs;
        long endUtcMs = period.StartUtcMs + period.DurationMs;
        while (atUtcMs < endUtcMs)
        {
            NodaTime.TimeZones.ZoneInterval interval = zone.GetZoneInterval(Instant.FromUnixTimeMilliseconds(atUtcMs));
            long localMs = atUtcMs + interval.WallOffset.Milliseconds;
            long untilUtcMs = Math.Min(endUtcMs, atUtcMs + HourMs - (localMs % HourMs));
            if (interval.HasEnd)
            {
                untilUtcMs = Math.Min(untilUtcMs, interval.End.ToUnixTimeMilliseconds());
            }

            hours[HourOf(localMs)] += untilUtcMs - atUtcMs;
            atUtcMs = untilUtcMs;
        }

        return hours;
    }

    /// <summary>The hour of the wall clock at an instant (unix ms).</summary>
    public static int At(long utcMs, DateTimeZone zone)
    {
        return HourOf(utcMs + zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(utcMs)).Milliseconds);
    }

    private static int HourOf(long localMs)
    {
        return (int)(localMs / HourMs % Count);
    }
}
