using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using NodaTime;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// Spreads the energy and the amount of bills over the hours of the week at the charger: each hour gets of a bill what it has of the bill's
/// energy, which flows evenly within a charging period. Without energy the hour of plug-in gets all. Nothing is lost by rounding.
/// </summary>
internal sealed class TimeSpread
{
    private const int HoursOfDay = 24;
    private const int DaysOfWeek = 7;
    private const long HourMs = 3600000;

    private readonly long[] _energy = new long[DaysOfWeek * HoursOfDay];
    private readonly long[] _incl = new long[DaysOfWeek * HoursOfDay];

    /// <summary>Adds a bill or credit note.</summary>
    public void Add(Bill bill)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(bill.Tariff.TimeZone)
            ?? DateTimeZone.ForOffset(Offset.FromTimeSpan(bill.Session.Start.Offset));
        long[] weights = new long[_energy.Length];
        foreach (BilledPeriod period in bill.Session.Periods)
        {
            Weigh(period, zone, weights);
        }

        if (weights.Sum() == 0)
        {
            weights[SlotOf(Local(bill.Session.Start.ToUnixTimeMilliseconds(), zone))] = 1;
        }

        Spread(bill.Session.EnergyMilliwattHours, weights, _energy);
        Spread(bill.TotalInclMinor, weights, _incl);
    }

    /// <summary>By hour of the day, from 0 o'clock on.</summary>
    public IReadOnlyList<TimeShare> Hours()
    {
        return [.. Enumerable.Range(0, HoursOfDay).Select(hour => SumOf(slot => slot % HoursOfDay == hour))];
    }

    /// <summary>By day of the week, Monday first.</summary>
    public IReadOnlyList<TimeShare> Weekdays()
    {
        return [.. Enumerable.Range(0, DaysOfWeek).Select(day => SumOf(slot => slot / HoursOfDay == day))];
    }

    private static void Weigh(BilledPeriod period, DateTimeZone zone, long[] weights)
    {
        long startMs = period.Start.ToUnixTimeMilliseconds();
        long energy = Math.Abs(period.EnergyMilliwattHours);
        long passedMs = 0;
        long passedEnergy = 0;
        do
        {
            LocalDateTime local = Local(startMs + passedMs, zone);
            passedMs = Math.Min(
                passedMs + HourMs - (local.TimeOfDay.TickOfDay / NodaConstants.TicksPerMillisecond % HourMs),
                period.DurationMs);
            long untilNow = period.DurationMs <= 0 ? energy : (long)((Int128)energy * passedMs / period.DurationMs);
            weights[SlotOf(local)] += untilNow - passedEnergy;
            passedEnergy = untilNow;
        }
        while (passedMs < period.DurationMs);
    }

    private static void Spread(long total, long[] weights, long[] sums)
    {
        Int128 whole = weights.Sum();
        long[] shares = LargestRemainder.Divide(total, [.. weights.Select(weight => (Int128)total * weight)], whole);
        for (int i = 0; i < shares.Length; i++)
        {
            sums[i] += shares[i];
        }
    }

    private static LocalDateTime Local(long utcMs, DateTimeZone zone)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(zone).LocalDateTime;
    }

    private static int SlotOf(LocalDateTime local)
    {
        return (((int)local.DayOfWeek - 1) * HoursOfDay) + local.Hour;
    }

    private TimeShare SumOf(Func<int, bool> isIn)
    {
        int[] slots = [.. Enumerable.Range(0, _energy.Length).Where(isIn)];
        return new TimeShare(slots.Sum(slot => _energy[slot]), slots.Sum(slot => _incl[slot]));
    }
}
