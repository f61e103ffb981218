using NodaTime;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>A part of each day in which only what is critical is told. From 22:00 until 06:00 goes over midnight.</summary>
/// <param name="FromMinutes">Minute of the day at which it begins.</param>
/// <param name="UntilMinutes">Minute of the day at which it is over; the same minute is all day.</param>
/// <param name="TimeZone">Zone by the tz database.</param>
public sealed record QuietHours(int FromMinutes, int UntilMinutes, string TimeZone)
{
    /// <summary>Minutes of a day.</summary>
    public const int DayMinutes = 24 * 60;

    /// <summary>When the quiet that reigns at an instant is over, unix ms; null when there is none then.</summary>
    public long? EndUtcMs(long nowUtcMs)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) ?? DateTimeZone.Utc;
        LocalDateTime now = Instant.FromUnixTimeMilliseconds(nowUtcMs).InZone(zone).LocalDateTime;
        int minute = (now.Hour * 60) + now.Minute;
        bool isOverMidnight = FromMinutes >= UntilMinutes;
        bool isQuiet = isOverMidnight ? minute >= FromMinutes || minute < UntilMinutes : minute >= FromMinutes && minute < UntilMinutes;
        if (!isQuiet)
        {
            return null;
        }

        LocalDate day = minute < UntilMinutes ? now.Date : now.Date.PlusDays(1);
        LocalDateTime end = day.At(new LocalTime(UntilMinutes / 60, UntilMinutes % 60));
        // A time that a clock change skips is moved on, one that comes twice is the first that is still ahead.
        long firstMs = end.InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds();
        return firstMs > nowUtcMs ? firstMs : zone.MapLocal(end).Last().ToInstant().ToUnixTimeMilliseconds();
    }

    /// <summary>Reads 22:00-06:00; null when it is not of that form.</summary>
    public static (int FromMinutes, int UntilMinutes)? Read(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2 && MinuteOf(ends[0]) is int from && MinuteOf(ends[1]) is int until && from != until ? (from, until) : null;
    }

    /// <summary>The minute of the day that 22:00 names; null when it names none.</summary>
    public static int? MinuteOf(string? text)
    {
        string[] parts = (text ?? "").Trim().Split(':');
        return parts.Length == 2 && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit))
            && int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) is int hour and < 24
            && int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) is int minute and < 60 ? (hour * 60) + minute : null;
    }

    /// <summary>A minute of the day as 22:00.</summary>
    public static string TextOf(int minutes)
    {
        return $"{minutes / 60:00}:{minutes % 60:00}";
    }
}
