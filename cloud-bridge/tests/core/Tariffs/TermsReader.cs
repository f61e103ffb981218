using System.Globalization;
using System.Text.RegularExpressions;
using CloudBridge.Core.Tariffs.Terms;
using Firmware.Core.Tariffs;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>
/// Reads a table of terms as a driver does: from the top, by its words alone. It shares no code with what writes them, and words that it
/// does not understand fail the test.
/// </summary>
internal static partial class TermsReader
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM yyyy");

    /// <summary>The row that tells what something costs at an instant of a session; null where none does.</summary>
    public static TermRow? Find(TariffTerms terms, TermKind kind, ChargingPeriod period, long sessionMs, long sessionMilliwattHours)
    {
        LocalDateTime local = Instant.FromUnixTimeMilliseconds(period.StartUtcMs).InZone(DateTimeZoneProviders.Tzdb[terms.TimeZone])
            .LocalDateTime;
        Moment moment = new(
            local,
            sessionMilliwattHours / 1_000_000m,
            sessionMs / 1000m,
            period.PowerMilliwatts / 1_000_000m,
            period.CurrentMilliamps / 1000m);
        return terms.Rows.FirstOrDefault(row => row.Kind == kind && Holds(row.When, moment));
    }

    private static bool Holds(string when, Moment moment)
    {
        // A weekday is never an end of a list of its own: "Mon, Wed and Fri, 09:00 to 18:00" has two parts.
        string[] parts = when.Length == 0 ? [] : when.Split(", ");
        string[] weekdays = [.. parts.Where(IsWeekday).SelectMany(part => part.Split(" and "))];
        return (weekdays.Length == 0 || weekdays.Any(days => IsOn(days, moment.Local.DayOfWeek)))
            && parts.Where(part => !IsWeekday(part) && part != "otherwise")
                .All(part => part.Split(" and ").Any(range => IsIn(range, moment)));
    }

    private static bool IsWeekday(string part)
    {
        return Days.Contains(part[..3]);
    }

    private static bool IsOn(string days, IsoDayOfWeek day)
    {
        string[] ends = days.Split(" to ");
        int number = (int)day - 1;
        return number >= Array.IndexOf(Days, ends[0]) && number <= Array.IndexOf(Days, ends[^1]);
    }

    private static bool IsIn(string range, Moment moment)
    {
        Match hours = Hours().Match(range);
        if (hours.Success)
        {
            int minute = (moment.Local.Hour * 60) + moment.Local.Minute;
            int start = MinuteOf(hours.Groups[1].Value);
            int end = MinuteOf(hours.Groups[2].Value);
            return start < end ? minute >= start && minute < end : minute >= start || minute < end;
        }

        string[] ends = Word().Replace(range, "").Split(" to ");
        bool isUpper = range.StartsWith("first ", StringComparison.Ordinal)
            || range.StartsWith("below ", StringComparison.Ordinal)
            || range.StartsWith("until ", StringComparison.Ordinal);
        if (Date.Parse(ends[0]) is { Success: true } first)
        {
            LocalDate date = moment.Local.Date;
            return ends.Length == 2 ? date >= first.Value && date <= Date.Parse(ends[1]).Value
                : isUpper ? date <= first.Value
                : date >= first.Value;
        }

        decimal value = moment.In(ends[0]);
        return ends.Length == 2 ? value >= AmountOf(ends[0]) && value < AmountOf(ends[1])
            : isUpper ? value < AmountOf(ends[0])
            : value >= AmountOf(ends[0]);
    }

    private static int MinuteOf(string clock)
    {
        return (int.Parse(clock[..2], CultureInfo.InvariantCulture) * 60) + int.Parse(clock[3..], CultureInfo.InvariantCulture);
    }

    private static decimal AmountOf(string words)
    {
        string[] parts = words.Split('\u00a0');
        decimal sum = 0;
        for (int i = 0; i < parts.Length; i += 2)
        {
            decimal unit = parts[i + 1] switch { "h" => 3600, "min" => 60, "s" or "kWh" or "kW" or "A" => 1, _ => throw Unclear(words) };
            sum += decimal.Parse(parts[i], CultureInfo.InvariantCulture) * unit;
        }

        return sum;
    }

    private static AssertFailedException Unclear(string words)
    {
        return new AssertFailedException($"a driver cannot read \"{words}\"");
    }

    [GeneratedRegex(@"^(\d\d:\d\d) to (\d\d:\d\d)$")]
    private static partial Regex Hours();

    [GeneratedRegex("^(first|after|below|from|until) ")]
    private static partial Regex Word();

    private sealed record Moment(LocalDateTime Local, decimal Kwh, decimal Seconds, decimal Kilowatts, decimal Amps)
    {
        /// <summary>What an amount is compared with, by its unit.</summary>
        public decimal In(string amount)
        {
            return amount.Split('\u00a0')[^1] switch
            {
                "kWh" => Kwh,
                "kW" => Kilowatts,
                "A" => Amps,
                "h" or "min" or "s" => Seconds,
                _ => throw Unclear(amount),
            };
        }
    }
}
