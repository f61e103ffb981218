using System.Globalization;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;
using NodaTime;

namespace CloudBridge.Web.Pages.Live;

/// <summary>Live figures as pages show them: what is old is never said as if it were now.</summary>
public static class LiveWords
{
    private const long MinuteMs = 60000;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    /// <summary>Power in kW.</summary>
    public static string Power(long milliwatts)
    {
        return (milliwatts / 1000000m).ToString("0.00", CultureInfo.InvariantCulture) + "\u00a0kW";
    }

    /// <summary>An amount in millionths, rounded to the currency's decimals.</summary>
    public static string Money(long micros, string currency)
    {
        int decimals = CurrencyTable.TryGetDecimals(currency, out int known) ? known : 2;
        return $"{Money(micros, decimals)} {currency}";
    }

    /// <summary>An amount in millionths with so many decimals, rounded half up.</summary>
    public static string Money(long micros, int decimals)
    {
        long unit = 1;
        for (int i = decimals; i < 6; i++)
        {
            unit *= 10;
        }

        long minor = micros >= 0 ? (micros + (unit / 2)) / unit : -((-micros + (unit / 2)) / unit);
        return Quantity.Money(minor, decimals);
    }

    /// <summary>How long ago something was.</summary>
    public static string Ago(long ageMs)
    {
        return ageMs switch
        {
            < 2000 => "just now",
            < MinuteMs => $"{ageMs / 1000}\u00a0s ago",
            < HourMs => $"{ageMs / MinuteMs}\u00a0min ago",
            < 2 * DayMs => $"{ageMs / HourMs}\u00a0h ago",
            _ => $"{ageMs / DayMs} days ago",
        };
    }

    /// <summary>When a charger was last heard of, where its status is not of now; empty while it is connected and heard of.</summary>
    public static string SeenOf(PlacedCharger charger, string zone, long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(charger);
        if (charger.SilentSinceUtcMs is not long sinceMs)
        {
            return "";
        }

        string when = $"{Clock(sinceMs, zone, nowUtcMs)} ({Ago(nowUtcMs - sinceMs)})";
        return charger.IsOnline == false ? "since " + when : $"as of {when}, not heard of since";
    }

    /// <summary>A time of day, with its date where that is not today.</summary>
    public static string Clock(long utcMs, string zone, long nowUtcMs)
    {
        DateTimeZone known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        LocalDateTime local = Instant.FromUnixTimeMilliseconds(utcMs).InZone(known).LocalDateTime;
        bool isToday = local.Date == Instant.FromUnixTimeMilliseconds(nowUtcMs).InZone(known).Date;
        return local.ToString(isToday ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>What today brought, in each currency.</summary>
    public static string Revenue(DayFigures today)
    {
        ArgumentNullException.ThrowIfNull(today);
        return today.Revenue.Count == 0
            ? "–"
            : string.Join(", ", today.Revenue.Select(one => $"{Money(one.ExclMicros, one.Decimals)} {one.Currency}"));
    }
}
