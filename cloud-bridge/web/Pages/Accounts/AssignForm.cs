using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Pages;

/// <summary>What somebody typed to give a charger to an account.</summary>
public sealed class AssignForm
{
    /// <summary>The charger.</summary>
    public string? ChargerId { get; set; }

    /// <summary>The account; empty for the operator's own again.</summary>
    public string? AccountId { get; set; }

    /// <summary>First day, as 2026-03-01; empty for now.</summary>
    public string? From { get; set; }

    /// <summary>The instant (unix ms) at which the day begins in a zone, or now; null when it is no day.</summary>
    public static long? InstantOf(string? from, string timeZone, long nowUtcMs)
    {
        if (string.IsNullOrWhiteSpace(from))
        {
            return nowUtcMs;
        }

        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(from.Trim());
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        return day.Success && day.Value.Year is >= 1970 and <= 9998 ? day.Value.AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds() : null;
    }
}
