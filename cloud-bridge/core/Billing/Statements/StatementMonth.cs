using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>A month of an account: when it begins and ends where the account is, and when its statement is made.</summary>
public static class StatementMonth
{
    // The sessions of the last evening end in the morning after, when people unplug and drive off, and are to be on the month's statement.
    private static readonly LocalTime DueTime = LocalTime.Noon;

    /// <summary>The month in a text like 2019-03; false when it holds none, or one that has no next in the calendar.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out YearMonth? month)
    {
        ParseResult<YearMonth> result = YearMonthPattern.Iso.Parse(text);
        month = result.Success && result.Value.Year is >= 1970 and < 9999 ? result.Value : null;
        return month != null;
    }

    /// <summary>The month as 2019-03.</summary>
    public static string TextOf(YearMonth month)
    {
        return YearMonthPattern.Iso.Format(month);
    }

    /// <summary>The month in which an instant (unix ms) lies.</summary>
    public static YearMonth Of(long utcMs, DateTimeZone zone)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(zone).Date.ToYearMonth();
    }

    /// <summary>When a month begins, which is not always at midnight.</summary>
    public static ZonedDateTime StartOf(YearMonth month, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.AtStartOfDay(month.OnDayOfMonth(1));
    }

    /// <summary>The month after.</summary>
    public static YearMonth Next(YearMonth month)
    {
        return month.PlusMonths(1);
    }

    /// <summary>When the month is over, unix ms.</summary>
    public static long EndMsOf(YearMonth month, DateTimeZone zone)
    {
        return StartOf(Next(month), zone).ToInstant().ToUnixTimeMilliseconds();
    }

    /// <summary>When the statement is made, unix ms: at noon of the first day after.</summary>
    public static long DueMsOf(YearMonth month, DateTimeZone zone)
    {
        return Next(month).OnDayOfMonth(1).At(DueTime).InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds();
    }
}
