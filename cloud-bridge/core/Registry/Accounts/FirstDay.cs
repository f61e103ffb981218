using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>The day from which on a charger belongs to an account, as people type it.</summary>
public static class FirstDay
{
    /// <summary>The instant (unix ms) at which the day begins in a zone, or now; null when it is no day.</summary>
    public static long? InstantOf(string? from, string timeZone, long nowUtcMs)
    {
        if (string.IsNullOrWhiteSpace(from))
        {
            return nowUtcMs;
        }

        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(from.Trim());
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        return day.Success && day.Value.Year is >= 1970 and <= 9998
            ? day.Value.AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds()
            : null;
    }
}
