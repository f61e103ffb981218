namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>What chargers hold now and what comes next, as it was at one instant.</summary>
public sealed class TariffPlan
{
    private readonly IReadOnlyList<TariffAssignment> _rows;
    private readonly IReadOnlyList<ChargerPlace> _places;
    private readonly long _nowUtcMs;

    /// <summary>From all assignments and all places.</summary>
    public TariffPlan(IReadOnlyList<TariffAssignment> rows, IReadOnlyList<ChargerPlace> places, long nowUtcMs)
    {
        _rows = rows;
        _places = places;
        _nowUtcMs = nowUtcMs;
    }

    /// <summary>All assignments, the newest first.</summary>
    public IEnumerable<TariffAssignment> History => _rows.Reverse();

    /// <summary>Every charger with what it holds, in order of ids.</summary>
    public IEnumerable<ChargerPlan> Chargers()
    {
        // Most rows are for few scopes, and most chargers have none of their own.
        ILookup<string, TariffAssignment> byCharger = _rows.ToLookup(row => row.ChargerId, StringComparer.Ordinal);
        foreach (ChargerPlace place in _places)
        {
            List<TariffAssignment> rows =
            [
                .. byCharger[TariffBook.EveryCharger].Concat(byCharger[place.ChargerId]).Where(row => row.IsFor(place)),
            ];
            yield return new ChargerPlan(place, AssignmentTimeline.InForce(rows, _nowUtcMs), AssignmentTimeline.NextAfter(rows, _nowUtcMs));
        }
    }

    /// <summary>Every scope that has, or will have, a tariff of its own: what holds for it now and next; the least specific
    /// first.</summary>
    public IReadOnlyList<ScopePlan> Scopes()
    {
        return [.. Timelines().Select(own => PlanOf(own.Scope, own.Timeline))
            .Where(plan => plan.Now != null || plan.Next != null)
            .OrderBy(plan => plan.Scope.Specificity).ThenBy(plan => plan.Scope.Words, StringComparer.Ordinal)];
    }

    /// <summary>What holds for each scope now, and all that is planned for it.</summary>
    public IReadOnlyList<TariffAssignment> NowAndLater()
    {
        return
        [
            .. Timelines()
                .SelectMany(own =>
                    own.Timeline.Where(row => row.FromUtcMs <= _nowUtcMs)
                        .TakeLast(1)
                        .Concat(own.Timeline.Where(row => row.FromUtcMs > _nowUtcMs)))
                .Where(row => !row.IsWithdrawal)
                .OrderBy(row => row.Revision),
        ];
    }

    private IEnumerable<(TariffScope Scope, IReadOnlyList<TariffAssignment> Timeline)> Timelines()
    {
        long swept = AssignmentTimeline.SweptBefore(_rows, _nowUtcMs);
        return _rows.Where(row => row.Revision >= swept).GroupBy(row => row.Scope).Select(own => (own.Key, AssignmentTimeline.Of(own)));
    }

    private ScopePlan PlanOf(TariffScope scope, IReadOnlyList<TariffAssignment> timeline)
    {
        TariffAssignment? now = timeline.LastOrDefault(row => row.FromUtcMs <= _nowUtcMs);
        TariffAssignment? next = timeline.FirstOrDefault(row => row.FromUtcMs > _nowUtcMs);
        bool hasNow = now is { IsWithdrawal: false };
        return new ScopePlan(scope, hasNow ? now : null, hasNow || next is { IsWithdrawal: false } ? next : null);
    }
}

/// <summary>What a charger holds.</summary>
/// <param name="Place">The charger, where it is and its connector.</param>
/// <param name="Now">What holds for sessions that begin now; null without a tariff.</param>
/// <param name="Next">The next change; null when none is planned.</param>
public sealed record ChargerPlan(ChargerPlace Place, TariffAssignment? Now, PlannedChange? Next);

/// <summary>What a scope was given.</summary>
/// <param name="Scope">Whom it is for.</param>
/// <param name="Now">What it has now; null when nothing yet.</param>
/// <param name="Next">The next change, which may be a withdrawal; null when none is planned.</param>
public sealed record ScopePlan(TariffScope Scope, TariffAssignment? Now, TariffAssignment? Next);
