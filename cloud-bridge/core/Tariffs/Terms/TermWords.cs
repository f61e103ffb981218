using System.Globalization;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>Says when a price holds, for a driver before plugging in. Lower ends are inclusive and upper ends are not, as OCPI has
/// them.</summary>
internal static class TermWords
{
    /// <summary>Holds where no price before it does.</summary>
    public const string Otherwise = "otherwise";

    private const int MinutesPerDay = 1440;
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>A condition of which only what begins on a day or later is told; empty where it always holds.</summary>
    public static string Of(DimensionTerm term, long firstDay)
    {
        if (term.Component == null && term.IsOtherwise)
        {
            return Otherwise;
        }

        IEnumerable<string> words = Enum.GetValues<TermAxis>()
            .Where(term.When.IsRestricted)
            .Select(axis => Of(axis, term.When, firstDay))
            .Where(part => part.Length > 0);
        return string.Join(", ", term.IsOtherwise ? words.Prepend(Otherwise) : words);
    }

    /// <summary>A time of day, with the date where it is not that of another time, and the year where that is another.</summary>
    public static string Clock(Instant instant, DateTimeZone zone, Instant now)
    {
        LocalDateTime local = instant.InZone(zone).LocalDateTime;
        LocalDate today = now.InZone(zone).Date;
        string pattern =
            local.Date == today ? "HH:mm"
            : local.Year == today.Year ? "ddd d MMM HH:mm"
            : "ddd d MMM yyyy HH:mm";
        return local.ToString(pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>A length of time, without parts that are 0: 30 min, 1 h 30 min.</summary>
    public static string Length(long seconds)
    {
        (long Value, string Unit)[] parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
        return string.Join('\u00a0', parts.Where(part => part.Value != 0).Select(part => Number(part.Value, 1, part.Unit)));
    }

    /// <summary>Energy, in Wh below a kWh.</summary>
    public static string Energy(long wattHours)
    {
        return wattHours < 1000 ? Number(wattHours, 1, "Wh") : Number(wattHours, 1000, "kWh");
    }

    private static string Of(TermAxis axis, TermCondition when, long firstDay)
    {
        Ranges ranges = when[axis];
        return axis switch
        {
            TermAxis.Weekday => Weekdays(ranges),
            // Over midnight the weekday and the date are others, so each day's hours are told as that day has them.
            TermAxis.Minute => Minutes(ranges, !when.IsRestricted(TermAxis.Weekday) && DatesOf(when, firstDay).Length == 0),
            TermAxis.Date => DatesOf(when, firstDay),
            TermAxis.Energy => Each(ranges, value => Number(value, 1_000_000, "kWh"), "first {0}", "after {0}"),
            TermAxis.Duration => Each(ranges, Length, "first {0}", "after {0}"),
            TermAxis.Power => Each(ranges, value => Number(value, 1_000_000, "kW"), "below {0}", "from {0}"),
            _ => Each(ranges, value => Number(value, 1_000, "A"), "below {0}", "from {0}"),
        };
    }

    private static string Each(Ranges ranges, Func<long, string> format, string below, string from)
    {
        return string.Join(
            " and ",
            ranges.Parts.Select(part =>
                part.From == 0 ? string.Format(CultureInfo.InvariantCulture, below, format(part.Until))
                : part.Until == Ranges.Open ? string.Format(CultureInfo.InvariantCulture, from, format(part.From))
                : $"{format(part.From)} to {format(part.Until)}"));
    }

    private static string Weekdays(Ranges days)
    {
        List<string> words = [];
        foreach ((long from, long until) in days.Parts)
        {
            if (until - from > 2)
            {
                words.Add($"{Days[from]} to {Days[until - 1]}");
            }
            else
            {
                words.AddRange(Days[(int)from..(int)until]);
            }
        }

        return words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    private static string Minutes(Ranges minutes, bool isJoined)
    {
        List<(long From, long Until)> parts = [.. minutes.Parts];
        if (isJoined && parts.Count > 1 && parts[0].From == 0 && parts[^1].Until == MinutesPerDay)
        {
            parts[^1] = (parts[^1].From, parts[0].Until);
            parts.RemoveAt(0);
        }

        return string.Join(" and ", parts.Select(part => $"{Time(part.From)} to {Time(part.Until)}"));
    }

    private static string DatesOf(TermCondition when, long firstDay)
    {
        return string.Join(" and ", when[TermAxis.Date].Parts.Select(part =>
            part.From > firstDay && part.Until != Ranges.Open ? $"{Date(part.From)} to {Date(part.Until - 1)}"
            : part.From > firstDay ? "from " + Date(part.From)
            : part.Until != Ranges.Open ? "until " + Date(part.Until - 1)
            : "")
            .Where(words => words.Length > 0));
    }

    private static string Date(long day)
    {
        return TermCondition.DateOf(day).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
    }

    private static string Time(long minute)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }

    private static string Number(long value, decimal unit, string name)
    {
        return (value / unit).ToString("0.######", CultureInfo.InvariantCulture) + "\u00a0" + name;
    }
}
