using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Reads the restrictions of an element and refuses those that can never hold. Decimals are as many as the charger's own units have:
/// mWh, mW and mA.
/// </summary>
internal static class OcpiRestrictionsReader
{
    private const int MinutesPerDay = 1440;
    private const decimal KwhMax = 1_000_000;
    private const decimal CurrentMax = 100_000;
    private const decimal PowerMax = 100_000;
    private const decimal DurationMax = 1_000_000_000;
    private static readonly LocalDate FirstDate = new(1970, 1, 1);

    /// <summary>Reads restrictions, noting what is wrong in them.</summary>
    public static OcpiRestrictions Read(JsonMembers members)
    {
        int? endMinute = Minute(members, "end_time");
        OcpiRestrictions restrictions = new()
        {
            StartMinute = Minute(members, "start_time"),
            EndMinute = endMinute == 0 ? MinutesPerDay : endMinute,
            StartDate = Date(members, "start_date"),
            EndDate = Date(members, "end_date"),
            MinKwh = members.Number("min_kwh", 0, KwhMax, 6),
            MaxKwh = members.Number("max_kwh", 0, KwhMax, 6),
            MinCurrent = members.Number("min_current", 0, CurrentMax, 3),
            MaxCurrent = members.Number("max_current", 0, CurrentMax, 3),
            MinPower = members.Number("min_power", 0, PowerMax, 6),
            MaxPower = members.Number("max_power", 0, PowerMax, 6),
            MinDuration = (long?)members.Number("min_duration", 0, DurationMax, 0),
            MaxDuration = (long?)members.Number("max_duration", 0, DurationMax, 0),
            DaysOfWeek = [.. members.Words("day_of_week", OcpiWords.Days, 7).Distinct().Order()],
            Reservation = members.Word("reservation", OcpiWords.Reservations),
        };
        CheckWindows(members, restrictions);
        return restrictions;
    }

    private static int? Minute(JsonMembers members, string name)
    {
        string? text = members.Text(name, 40);
        if (text is null)
        {
            return null;
        }

        if (text.Length == 5 && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hour) && hour < 24
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minute) && minute < 60)
        {
            return (hour * 60) + minute;
        }

        members.Refuse(name, $"\"{text}\" is not a time of day (HH:MM)" + (text == "24:00" ? "; the end of the day is 00:00" : ""));
        return null;
    }

    private static LocalDate? Date(JsonMembers members, string name)
    {
        string? text = members.Text(name, 40);
        if (text is null)
        {
            return null;
        }

        ParseResult<LocalDate> result = LocalDatePattern.Iso.Parse(text);
        if (result.Success && result.Value >= FirstDate)
        {
            return result.Value;
        }

        members.Refuse(name, $"\"{text}\" is not a date from 1970 on (YYYY-MM-DD)");
        return null;
    }

    private static void CheckWindows(JsonMembers members, OcpiRestrictions restrictions)
    {
        // OCPI does not say whether 08:00 to 08:00 is no time or all day; a guess would be a wrong bill for somebody.
        if (restrictions.EndMinute is not null && restrictions.EndMinute == restrictions.StartMinute)
        {
            members.Refuse("end_time", "equals start_time; for the whole day leave both out");
        }

        if (restrictions.EndDate <= (restrictions.StartDate ?? FirstDate))
        {
            members.Refuse("end_date", "is not after start_date, so the element never holds");
        }

        CheckRange(members, "kwh", restrictions.MinKwh, restrictions.MaxKwh);
        CheckRange(members, "current", restrictions.MinCurrent, restrictions.MaxCurrent);
        CheckRange(members, "power", restrictions.MinPower, restrictions.MaxPower);
        CheckRange(members, "duration", restrictions.MinDuration, restrictions.MaxDuration);
    }

    private static void CheckRange(JsonMembers members, string name, decimal? minimum, decimal? maximum)
    {
        if (maximum <= (minimum ?? 0))
        {
            members.Refuse(
                $"max_{name}",
                minimum is null ? "is 0, so the element never holds" : $"is not above min_{name}, so the element never holds");
        }
    }
}
