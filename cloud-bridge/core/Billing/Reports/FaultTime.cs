namespace CloudBridge.Core.Billing.Reports;

/// <summary>The stretches of time in which at least one critical fault of a charger was raised.</summary>
public sealed class FaultTime
{
    private readonly List<(long FromUtcMs, long UntilUtcMs)> _stretches = [];

    /// <summary>No fault.</summary>
    public bool IsEmpty => _stretches.Count == 0;

    /// <summary>From alerts in the order of time; a fault that was never cleared lasts to the end. Times in unix ms.</summary>
    public static FaultTime Of(IEnumerable<(string Code, bool IsRaised, long AtUtcMs)> alerts, long fromUtcMs, long untilUtcMs)
    {
        FaultTime time = new();
        HashSet<string> raised = [];
        long since = 0;
        foreach ((string code, bool isRaised, long atUtcMs) in alerts)
        {
            bool wasUp = raised.Count > 0;
            _ = isRaised ? raised.Add(code) : raised.Remove(code);
            if (!wasUp && raised.Count > 0)
            {
                since = atUtcMs;
            }
            else if (wasUp && raised.Count == 0)
            {
                time.Add(Math.Max(since, fromUtcMs), Math.Min(atUtcMs, untilUtcMs));
            }
        }

        if (raised.Count > 0)
        {
            time.Add(Math.Max(since, fromUtcMs), untilUtcMs);
        }

        return time;
    }

    /// <summary>Their length in ms, without what lies inside sessions, which are in the order of their start and do not overlap.</summary>
    public long LengthWithout(IReadOnlyList<(long FromUtcMs, long UntilUtcMs)> sessions)
    {
        long inside = _stretches.Sum(stretch =>
            sessions.Sum(session =>
                Math.Max(0, Math.Min(stretch.UntilUtcMs, session.UntilUtcMs) - Math.Max(stretch.FromUtcMs, session.FromUtcMs))));
        return Math.Max(0, _stretches.Sum(stretch => stretch.UntilUtcMs - stretch.FromUtcMs) - inside);
    }

    private void Add(long fromUtcMs, long untilUtcMs)
    {
        if (untilUtcMs > fromUtcMs)
        {
            _stretches.Add((fromUtcMs, untilUtcMs));
        }
    }
}
