namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Works out which of the assignments of a charger holds at an instant. Pure: the rows decide, nothing else.</summary>
public static class AssignmentTimeline
{
    /// <summary>What holds at an instant (unix ms) among rows that are all for one charger; null without any.</summary>
    public static TariffAssignment? InForce(IReadOnlyCollection<TariffAssignment> rows, long utcMs)
    {
        long swept = SweptBefore(rows, utcMs);
        foreach (
            IGrouping<int, TariffAssignment> level in rows.Where(row => row.Revision >= swept)
                .GroupBy(row => row.Scope.Specificity)
                .OrderByDescending(level => level.Key))
        {
            TariffAssignment? holding = Of(level).LastOrDefault(row => row.FromUtcMs <= utcMs);
            if (holding is { IsWithdrawal: false })
            {
                return holding;
            }
        }

        return null;
    }

    /// <summary>The first change after an instant among rows that are all for one charger: from when on, and what then holds (null:
    /// nothing). Null when none is planned.</summary>
    public static PlannedChange? NextAfter(IReadOnlyCollection<TariffAssignment> rows, long utcMs)
    {
        TariffAssignment? now = InForce(rows, utcMs);
        foreach (long fromUtcMs in rows.Select(row => row.FromUtcMs).Where(from => from > utcMs).Distinct().Order())
        {
            TariffAssignment? then = InForce(rows, fromUtcMs);
            if (then?.TariffId != now?.TariffId || then?.Version != now?.Version)
            {
                return new PlannedChange(fromUtcMs, then);
            }
        }

        return null;
    }

    /// <summary>
    /// Rows with the same target in order of the instants from which they hold. What is said later takes the place of what had begun by
    /// then, and of
    /// what begins at the same instant; what was planned for later stays planned.
    /// </summary>
    public static IReadOnlyList<TariffAssignment> Of(IEnumerable<TariffAssignment> rows)
    {
        List<TariffAssignment> timeline = [];
        foreach (TariffAssignment row in rows.OrderBy(row => row.Revision))
        {
            long untilUtcMs = row.IsByScope ? Math.Max(row.FromUtcMs, row.AssignedUtcMs) : long.MaxValue;
            timeline.RemoveAll(earlier => earlier.FromUtcMs >= row.FromUtcMs && earlier.FromUtcMs <= untilUtcMs);
            timeline.Insert(timeline.Count(earlier => earlier.FromUtcMs < row.FromUtcMs), row);
        }

        return timeline;
    }

    /// <summary>Rows with a lower revision than this no longer count at an instant: before there were scopes, what was given to all took
    /// the place of everything before it.</summary>
    internal static long SweptBefore(IEnumerable<TariffAssignment> rows, long utcMs)
    {
        return rows.Where(row => !row.IsByScope && row.Scope.Specificity == 0 && row.FromUtcMs <= utcMs)
            .Select(row => row.Revision)
            .DefaultIfEmpty(0)
            .Max();
    }
}

/// <summary>A change that is planned.</summary>
/// <param name="FromUtcMs">From when on, unix ms.</param>
/// <param name="Then">What then holds; null when nothing does.</param>
public sealed record PlannedChange(long FromUtcMs, TariffAssignment? Then);
