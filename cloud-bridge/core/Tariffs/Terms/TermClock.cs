using NodaTime;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>Finds when date, weekday and time of day let other prices hold.</summary>
internal static class TermClock
{
    // A week and a day: what weekdays and times of day can change, they do within it.
    private const int DaysAhead = 8;

    /// <summary>The first instant after another at which other prices can hold; null where none ever do.</summary>
    public static Instant? NextChange(IReadOnlyList<DimensionTerm> terms, DateTimeZone zone, Instant now)
    {
        bool[] holding = HoldingAt(terms, now, zone);
        foreach (Instant instant in Boundaries(terms, zone, now))
        {
            if (!HoldingAt(terms, instant, zone).AsSpan().SequenceEqual(holding))
            {
                return instant;
            }
        }

        return null;
    }

    private static bool[] HoldingAt(IReadOnlyList<DimensionTerm> terms, Instant instant, DateTimeZone zone)
    {
        LocalDateTime local = instant.InZone(zone).LocalDateTime;
        return [.. terms.Select(term => term.Left.Any(part => part.HoldsByClock(local)))];
    }

    private static IEnumerable<Instant> Boundaries(IReadOnlyList<DimensionTerm> terms, DateTimeZone zone, Instant now)
    {
        LocalDate today = now.InZone(zone).Date;
        List<TermCondition> parts = [.. terms.SelectMany(term => term.Left)];
        long[] minutes = [.. Ends(parts, TermAxis.Minute).Where(minute => minute is > 0 and < 1440).Append(0).Distinct()];
        IEnumerable<LocalDate> dates = Ends(parts, TermAxis.Date)
            .Where(day => day is > 0 and < Ranges.Open)
            .Select(TermCondition.DateOf)
            .Where(date => date > today)
            .SelectMany(date => Enumerable.Range(0, DaysAhead).Select(date.PlusDays));
        IEnumerable<Instant> byClock =
            from date in Enumerable.Range(0, DaysAhead + 1).Select(today.PlusDays).Concat(dates).Distinct()
            from minute in minutes
            from instant in InstantsOf(date.AtMidnight().PlusMinutes(minute), zone)
            select instant;
        // Where clocks are set back, an hour that was over comes again.
        IEnumerable<Instant> byZone = zone.GetZoneIntervals(now, now + Duration.FromDays(DaysAhead)).Skip(1).Select(part => part.Start);
        return byClock.Concat(byZone).Where(instant => instant > now).Distinct().Order();
    }

    private static IEnumerable<long> Ends(List<TermCondition> parts, TermAxis axis)
    {
        return parts.SelectMany(part => part[axis].Parts).SelectMany(part => new[] { part.From, part.Until }).Distinct();
    }

    private static IEnumerable<Instant> InstantsOf(LocalDateTime local, DateTimeZone zone)
    {
        NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(local);
        return mapping.Count == 0
            ? [mapping.LateInterval.Start]
            : new[] { mapping.First().ToInstant(), mapping.Last().ToInstant() }.Distinct();
    }
}
