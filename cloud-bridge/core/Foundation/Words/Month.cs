using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>A calendar month in a zone, as an address names it: 2026-03.</summary>
public static class Month
{
    private static readonly YearMonthPattern Pattern = YearMonthPattern.CreateWithInvariantCulture("uuuu'-'MM");

    /// <summary>The month of a text; null when it is none.</summary>
    public static YearMonth? Read(string? text)
    {
        ParseResult<YearMonth>? parsed = text == null ? null : Pattern.Parse(text);
        return parsed is { Success: true } && parsed.Value.Year is >= 1970 and <= 9998 ? parsed.Value : null;
    }

    /// <summary>The text of a month.</summary>
    public static string Write(YearMonth month)
    {
        return Pattern.Format(month);
    }

    /// <summary>The month of an instant (unix ms).</summary>
    public static YearMonth Of(long utcMs, string timeZone)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(ZoneOf(timeZone)).Date.ToYearMonth();
    }

    /// <summary>First instant (unix ms) of a month.</summary>
    public static long StartUtcMs(YearMonth month, string timeZone)
    {
        return month.OnDayOfMonth(1).AtStartOfDayInZone(ZoneOf(timeZone)).ToInstant().ToUnixTimeMilliseconds();
    }

    private static DateTimeZone ZoneOf(string timeZone)
    {
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
    }
}
