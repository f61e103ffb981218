using System.Globalization;
using NodaTime;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>Figures as people read them. The same on pages and in notes; numbers have a point, and thin spaces between thousands.</summary>
public static class Quantity
{
    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = "\u202f",
        NumberDecimalSeparator = ".",
        NegativeSign = "−",
    };

    /// <summary>Energy in kWh with three decimals.</summary>
    public static string Energy(long milliwattHours)
    {
        return (milliwattHours / 1000000m).ToString("N3", Format) + "\u00a0kWh";
    }

    /// <summary>Energy of many sessions, in whole kWh from 1000 kWh on.</summary>
    public static string EnergySum(long milliwattHours)
    {
        return milliwattHours < 1000000000 ? Energy(milliwattHours) : (milliwattHours / 1000000m).ToString("N0", Format) + "\u00a0kWh";
    }

    /// <summary>A duration: 1 h 05 min, 12 min 30 s, 8 s.</summary>
    public static string Duration(long ms)
    {
        if (ms < 0)
        {
            return "−" + Duration(-ms);
        }

        long seconds = ms / 1000;
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        return hours > 0 ? $"{hours}\u00a0h\u00a0{minutes:00}\u00a0min"
            : minutes > 0 ? $"{minutes}\u00a0min\u00a0{seconds % 60:00}\u00a0s"
            : $"{seconds}\u00a0s";
    }

    /// <summary>Money in minor units with the currency's decimals: 1 234.50.</summary>
    public static string Money(long minor, int decimals)
    {
        return (minor / Power(decimals)).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Format);
    }

    /// <summary>A price in millionths: at least the currency's decimals, at most six.</summary>
    public static string Price(long micros, int decimals)
    {
        string pattern = "#,0" + (decimals == 0 ? "." : "." + new string('0', decimals)) + new string('#', 6 - decimals);
        return (micros / 1000000m).ToString(pattern, Format);
    }

    /// <summary>A rate in millionths as per cent: 10 %, 7.7 %.</summary>
    public static string Percent(int ppm)
    {
        return (ppm / 10000m).ToString("0.####", Format) + "\u00a0%";
    }

    /// <summary>A time with its offset: 2019-03-10 01:30:00 UTC−08:00.</summary>
    public static string Time(DateTimeOffset time)
    {
        string sign = time.Offset < TimeSpan.Zero ? "−" : "+";
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss} UTC{sign}{time.Offset:hh\\:mm}");
    }

    /// <summary>From one time to another: 2019-03-10 01:30:00 – 02:00:00 UTC−08:00 on one day, otherwise both in full.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to)
    {
        string start = Time(from);
        return from.Date == to.Date && from.Offset == to.Offset ? $"{start[..19]} – {Time(to)[11..]}" : $"{start} – {Time(to)}";
    }

    /// <summary>An instant in unix ms in a zone of the tz database; 0 is not known.</summary>
    public static string Time(long utcMs, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        return utcMs == 0 ? "not known" : Time(Instant.FromUnixTimeMilliseconds(utcMs).InZone(zone).ToDateTimeOffset());
    }

    private static decimal Power(int decimals)
    {
        decimal power = 1;
        for (int i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }
}
