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

    /// <summary>The boots within a day before an instant (unix ms), oldest first.</summary>
    public static IReadOnlyList<long> Within(string times, long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(times);
        return
        [
            .. times
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(time => long.Parse(time, CultureInfo.InvariantCulture))
                .Where(time => time > nowUtcMs - MaintenanceRules.RebootWindowMs),
        ];
    }
}
