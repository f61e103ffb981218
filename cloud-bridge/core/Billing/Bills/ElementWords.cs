using System.Globalization;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Says in words when the prices of a tariff element hold, for people who read bills.</summary>
public static class ElementWords
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>The element's restrictions; empty when it has none.</summary>
    public static string Of(TariffElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        List<string> words = [];
        if (element.DayOfWeekMask != TariffElement.AllDays)
        {
            words.Add(DaysOf(element.DayOfWeekMask));
        }

        if (element.StartMinute != 0 || element.EndMinute is not (0 or 1440))
        {
            words.Add($"{Clock(element.StartMinute)}–{Clock(element.EndMinute)}");
        }

        if (element.StartDay != 0)
        {
            words.Add("from " + Date(element.StartDay));
        }

        if (element.EndDay != int.MaxValue)
        {
            words.Add("before " + Date(element.EndDay));
        }

        AddRange(words, element.MinMilliwattHours, element.MaxMilliwattHours, long.MaxValue, 1000000m, "kWh");
        AddRange(words, element.MinMilliwatts, element.MaxMilliwatts, long.MaxValue, 1000000m, "kW");
        AddRange(words, element.MinMilliamps, element.MaxMilliamps, long.MaxValue, 1000m, "A");
        AddRange(words, element.MinDurationSeconds, element.MaxDurationSeconds, TariffElement.OpenSeconds, 60m, "min");
        return string.Join(", ", words);
    }

    private static void AddRange(List<string> words, long minimum, long maximum, long open, decimal unit, string name)
    {
        string from = (minimum / unit).ToString("0.###", CultureInfo.InvariantCulture);
        string to = (maximum / unit).ToString("0.###", CultureInfo.InvariantCulture);
        if (maximum != open)
        {
            words.Add(minimum == 0 ? $"below {to} {name}" : $"{from}–{to} {name}");
        }
        else if (minimum != 0)
        {
            words.Add($"from {from} {name}");
        }
    }

    private static string DaysOf(int mask)
    {
        List<string> ranges = [];
        for (int day = 0; day < 7; day++)
        {
            int last = day;
            while (last < 7 && (mask & (1 << last)) != 0)
            {
                last++;
            }

            if (last > day)
            {
                ranges.Add(last - day == 1 ? Days[day] : $"{Days[day]}–{Days[last - 1]}");
                day = last;
            }
        }

        return string.Join(", ", ranges);
    }

    private static string Clock(int minute)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }

    private static string Date(int day)
    {
        // A device form can hold days that no calendar has (fuzzer, seed 4242): they are beyond all sessions, and must not break a bill.
        DateOnly first = DateOnly.FromDateTime(DateTime.UnixEpoch);
        return first
            .AddDays(Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber - first.DayNumber))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
