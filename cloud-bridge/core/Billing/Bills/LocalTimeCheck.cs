using CloudBridge.Core.Contract;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Tariffs;
using NodaTime;
using NodaTime.TimeZones;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// Compares the local time that a charger priced with, a table for some 15 months sent with the tariff, with the tz database of today.
/// Charger and bridge would agree on a wrong hour otherwise: past the end of the table, or when a country has changed its rules.
/// </summary>
public static class LocalTimeCheck
{
    /// <summary>The hold when the table was wrong in the time that any period can have been in and prices depend on local time; null
    /// otherwise.</summary>
    public static Hold? Check(PublishedTariff published, SessionPlacement placement)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(placement);
        Tariff tariff = published.Device;
        if (!tariff.Elements.Any(DependsOnLocalTime))
        {
            return null;
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[published.TimeZone];
        for (int i = 0; i < placement.Periods.Count; i++)
        {
            foreach (long utcMs in InstantsOf(tariff, zone, placement.Periods[i]))
            {
                int charger = tariff.UtcOffsets[tariff.OffsetIndexAt(utcMs)].OffsetSeconds;
                int today = zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(utcMs)).Seconds;
                if (charger != today)
                {
                    return new Hold(
                        HoldReason.LocalTimeOutdated,
                        $"period {i + 1}: the charger was {charger} s ahead of UTC, {zone.Id} was {today} s");
                }
            }
        }

        return null;
    }

    // A period that is known is looked up at its start; of one that is not, both tables are compared wherever one of them changes.
    private static IEnumerable<long> InstantsOf(Tariff tariff, DateTimeZone zone, PeriodBounds period)
    {
        yield return period.FromUtcMs;
        if (period.LatestStartUtcMs == period.FromUtcMs)
        {
            yield break;
        }

        foreach (
            long utcMs in tariff
                .UtcOffsets.Select(offset => offset.FromUtcMs)
                .Where(utcMs => utcMs > period.FromUtcMs && utcMs < period.UntilUtcMs))
        {
            yield return utcMs;
        }

        Interval window = new(Instant.FromUnixTimeMilliseconds(period.FromUtcMs), Instant.FromUnixTimeMilliseconds(period.UntilUtcMs));
        foreach (ZoneInterval part in zone.GetZoneIntervals(window).Skip(1))
        {
            yield return part.Start.ToUnixTimeMilliseconds();
        }
    }

    private static bool DependsOnLocalTime(TariffElement element)
    {
        return element.StartMinute != 0 || element.EndMinute is not (0 or 1440) || element.StartDay != 0 || element.EndDay != int.MaxValue
            || element.DayOfWeekMask != TariffElement.AllDays;
    }
}
