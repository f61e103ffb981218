using System.Globalization;

namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>When a charger booted within the last day, as a text of unix ms parted by commas.</summary>
public static class BootTimes
{
    /// <summary>Most boots that are kept: far above any limit.</summary>
    public const int CountMax = 50;

    /// <summary>The boots with so many more, without those of more than a day before.</summary>
    public static string Add(string times, long boots, long atUtcMs)
    {
        IEnumerable<long> all = Within(times, atUtcMs).Concat(Enumerable.Repeat(atUtcMs, (int)Math.Clamp(boots, 0, CountMax)));
        return string.Join(',', all.TakeLast(CountMax).Select(time => time.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Sees that each of them is a time.</summary>
    /// <exception cref="FormatException">One is none.</exception>
    public static void Check(string times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Split(',', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(time => !TryRead(time, out _)) is string none)
        {
            throw new FormatException($"'{none}' is no time of a boot");
        }
    }

    /// <summary>The boots within a day before an instant (unix ms), oldest first; what is no time is left out.</summary>
    public static IReadOnlyList<long> Within(string times, long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(times);
        return
        [
            .. times
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(time => TryRead(time, out long utcMs) ? utcMs : long.MinValue)
                .Where(time => time > nowUtcMs - MaintenanceRules.RebootWindowMs),
        ];
    }

    private static bool TryRead(string time, out long utcMs)
    {
        return long.TryParse(time, NumberStyles.Integer, CultureInfo.InvariantCulture, out utcMs);
    }
}
