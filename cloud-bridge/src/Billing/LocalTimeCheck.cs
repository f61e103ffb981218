using CloudBridge.Ingest;
using CloudBridge.Publishing;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Billing;

/// <summary>
/// Compares the local time that a charger priced with, a table for some 15 months sent with the tariff, with the tz database of today. Charger
/// and bridge would agree on a wrong hour otherwise: past the end of the table, or when a country has changed its rules.
/// </summary>
public static class LocalTimeCheck
{
    /// <summary>The hold when the table was wrong at the start of any period and prices depend on local time; null otherwise.</summary>
    public static Hold? Check(PublishedTariff published, ChargingSession session)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(session);
        Tariff tariff = published.Device;
        if (!tariff.Elements.Any(DependsOnLocalTime))
        {
            return null;
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[published.TimeZone];
        for (int i = 0; i < session.PeriodCount; i++)
        {
            long utcMs = session.Periods[i].StartUtcMs;
            int charger = tariff.UtcOffsets[tariff.OffsetIndexAt(utcMs)].OffsetSeconds;
            int today = zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(utcMs)).Seconds;
            if (charger != today)
            {
                return new Hold(HoldReason.LocalTimeOutdated, $"period {i + 1}: the charger was {charger} s ahead of UTC, {zone.Id} was {today} s");
            }
        }

        return null;
    }

    private static bool DependsOnLocalTime(TariffElement element)
    {
        return element.StartMinute != 0 || element.EndMinute is not (0 or 1440) || element.StartDay != 0 || element.EndDay != int.MaxValue
            || element.DayOfWeekMask != TariffElement.AllDays;
    }
}
