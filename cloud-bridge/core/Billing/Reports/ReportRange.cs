using System.Globalization;
using NodaTime;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Whole months in the operator's zone.</summary>
public sealed class ReportRange
{
    /// <summary>A longer range is refused.</summary>
    public const int MonthCountMax = 36;

    private ReportRange(YearMonth first, YearMonth last, DateTimeZone zone)
    {
        First = first;
        Last = last;
        Months = [.. Enumerable.Range(0, CountOf(first, last)).Select(i => MonthOf(first.PlusMonths(i), zone))];
    }

    /// <summary>The first month.</summary>
    public YearMonth First { get; }

    /// <summary>The last month.</summary>
    public YearMonth Last { get; }

    /// <summary>All months, in order.</summary>
    public IReadOnlyList<ReportMonth> Months { get; }

    /// <summary>Start of the first month, unix ms.</summary>
    public long FromUtcMs => Months[0].FromUtcMs;

    /// <summary>End of the last month, exclusive, unix ms.</summary>
    public long UntilUtcMs => Months[^1].UntilUtcMs;

    /// <summary>In words: 2026-03, or 2026-01 to 2026-03.</summary>
    public string Label => Months.Count == 1 ? Months[0].Label : $"{Months[0].Label} to {Months[^1].Label}";

    /// <summary>From one month to another as 2026-03; what is missing is the month of now. Null, with the defect, when that is no
    /// range.</summary>
    public static ReportRange? Of(string? from, string? to, DateTimeZone zone, Instant now, out string? defect)
    {
        ArgumentNullException.ThrowIfNull(zone);
        defect = null;
        YearMonth current = now.InZone(zone).Date.ToYearMonth();
        string? fromText = string.IsNullOrEmpty(from) ? to : from;
        string? toText = string.IsNullOrEmpty(to) ? from : to;
        if (!TryRead(fromText, current, out YearMonth first) || !TryRead(toText, current, out YearMonth last))
        {
            defect = "Give months as 2026-03, from the year 2000 on.";
            return null;
        }

        if (last < first || CountOf(first, last) > MonthCountMax)
        {
            defect = last < first ? "The last month lies before the first." : $"Give at most {MonthCountMax} months.";
            return null;
        }

        return new ReportRange(first, last, zone);
    }

    /// <summary>The six months that end with that of an instant: what is shown to whoever asks for none.</summary>
    public static ReportRange HalfYearTo(Instant now, DateTimeZone zone)
    {
        YearMonth current = now.InZone(zone).Date.ToYearMonth();
        return new ReportRange(current.PlusMonths(-5), current, zone);
    }

    /// <summary>A month of a text like 2026-03; false when it is none.</summary>
    public static bool TryRead(string? text, YearMonth otherwise, out YearMonth month)
    {
        month = otherwise;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        bool isMonth =
            text.Length == 7
            && text[4] == '-'
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 1 and <= 12;
        if (!isMonth)
        {
            return false;
        }

        int year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        month = year is >= 2000 and <= 2200 ? new YearMonth(year, int.Parse(text.AsSpan(5, 2), CultureInfo.InvariantCulture)) : otherwise;
        return year is >= 2000 and <= 2200;
    }

    /// <summary>Year x 100 + month, as the database keeps months.</summary>
    public static int NumberOf(YearMonth month)
    {
        return (month.Year * 100) + month.Month;
    }

    private static int CountOf(YearMonth first, YearMonth last)
    {
        return ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
    }

    private static ReportMonth MonthOf(YearMonth month, DateTimeZone zone)
    {
        return new ReportMonth(
            string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}"),
            NumberOf(month),
            month.OnDayOfMonth(1).AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds(),
            month.PlusMonths(1).OnDayOfMonth(1).AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds());
    }
}

/// <summary>A month of a report.</summary>
/// <param name="Label">2026-03.</param>
/// <param name="Number">202603.</param>
/// <param name="FromUtcMs">Start, unix ms.</param>
/// <param name="UntilUtcMs">End, exclusive, unix ms.</param>
public sealed record ReportMonth(string Label, int Number, long FromUtcMs, long UntilUtcMs);
