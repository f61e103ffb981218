using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Clock, storage and wear of a charger: what is told only when it stays.</summary>
internal sealed class LingerStep
{
    private readonly JudgePass _pass;

    public LingerStep(JudgePass pass)
    {
        _pass = pass;
    }

    /// <summary>Takes the figures of a status.</summary>
    public void Follow(string chargerId, StatusReport report, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId];
        bool isClockBad = LingerRule.IsClockBad(report.ClockQuality);
        bool isFilling = report.RecordsWaiting > LingerRule.RecordsWaitingMax;
        _pass[chargerId] = watch with
        {
            ClockUtcMs = LingerRule.Since(watch.ClockUtcMs, isClockBad, atUtcMs),
            ClockIncidentId = isClockBad ? watch.ClockIncidentId : Clear(watch.ClockIncidentId, atUtcMs),
            StorageUtcMs = LingerRule.Since(watch.StorageUtcMs, isFilling, atUtcMs),
            StorageIncidentId = isFilling ? watch.StorageIncidentId : Clear(watch.StorageIncidentId, atUtcMs),
            RecordsWaiting = report.RecordsWaiting ?? 0,
        };
        Maintain(chargerId, report with { RebootsInADay = BootTimes.Within(watch.BootTimes, atUtcMs).Count }, atUtcMs);
    }

    /// <summary>Looks whether a time has come.</summary>
    public void Look(string chargerId)
    {
        ChargerWatch watch = _pass[chargerId];
        if (IsTold(watch, watch.ClockUtcMs, watch.ClockIncidentId, LingerRule.ClockMs))
        {
            _pass[chargerId] = watch with
            {
                ClockIncidentId = Raise(watch, IncidentKind.ClockNotSynchronised, "", watch.ClockUtcMs!.Value, new IncidentFacts()),
            };
        }

        watch = _pass[chargerId];
        if (IsTold(watch, watch.StorageUtcMs, watch.StorageIncidentId, LingerRule.StorageMs))
        {
            IncidentFacts facts = new() { RecordsWaiting = watch.RecordsWaiting, Limit = LingerRule.RecordsWaitingMax };
            _pass[chargerId] = watch with
            {
                StorageIncidentId = Raise(watch, IncidentKind.StorageFilling, "", watch.StorageUtcMs!.Value, facts),
            };
        }

        // Boots are forgotten by time alone; every other figure comes with a status.
        Maintain(chargerId, new StatusReport { RebootsInADay = BootTimes.Within(watch.BootTimes, _pass.NowUtcMs).Count }, _pass.NowUtcMs);
    }

    /// <summary>When a time comes next, unix ms; null when nothing is waited for.</summary>
    public long? DueUtcMs(ChargerWatch watch)
    {
        long? reboots =
            watch.MaintenanceMask == 0
                ? null
                : BootTimes.Within(watch.BootTimes, _pass.NowUtcMs).Cast<long?>().FirstOrDefault() + MaintenanceRules.RebootWindowMs;
        return Earliest.Of(
            DueUtcMs(watch, watch.ClockUtcMs, watch.ClockIncidentId, LingerRule.ClockMs),
            DueUtcMs(watch, watch.StorageUtcMs, watch.StorageIncidentId, LingerRule.StorageMs),
            reboots);
    }

    private static long? DueUtcMs(ChargerWatch watch, long? sinceUtcMs, long incidentId, long limitMs)
    {
        long? due = incidentId > 0 ? null : sinceUtcMs + limitMs;
        return due != null && watch.AskedUtcMs >= due ? watch.AskedUtcMs + LingerRule.AnswerMs : due;
    }

    // A status is told at a change and may be old: before the charger is blamed it is asked, and an answer that all is well ends the
    // matter.
    private bool IsTold(ChargerWatch watch, long? sinceUtcMs, long incidentId, long limitMs)
    {
        if (sinceUtcMs == null || incidentId > 0 || _pass.NowUtcMs < sinceUtcMs + limitMs)
        {
            return false;
        }

        if (watch.AskedUtcMs < sinceUtcMs + limitMs)
        {
            _pass[watch.ChargerId] = watch with { AskedUtcMs = _pass.NowUtcMs };
            _pass.Asked.Add(watch.ChargerId);
            return false;
        }

        return _pass.NowUtcMs >= watch.AskedUtcMs + LingerRule.AnswerMs;
    }

    private void Maintain(string chargerId, StatusReport report, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId];
        long mask = watch.MaintenanceMask;
        for (int i = 0; i < MaintenanceRules.All.Count; i++)
        {
            MaintenanceRule rule = MaintenanceRules.All[i];
            if (rule.Read(report) is not long measured)
            {
                continue;
            }

            bool isTold = (mask & (1L << i)) != 0;
            if (!isTold && MaintenanceRules.IsDue(rule, measured))
            {
                mask |= 1L << i;
                Raise(
                    watch,
                    IncidentKind.MaintenanceDue,
                    rule.Cause,
                    atUtcMs,
                    new IncidentFacts { Measured = measured, Limit = rule.Limit });
            }
            else if (isTold && MaintenanceRules.IsWell(rule, measured))
            {
                mask &= ~(1L << i);
                Incident? open = IncidentLog.FindOpen(
                    _pass.Connection,
                    new IncidentKey(IncidentKind.MaintenanceDue, IncidentSubject.Charger(chargerId), rule.Cause));
                Clear(open?.IncidentId ?? 0, atUtcMs);
            }
        }

        _pass[chargerId] = watch with { MaintenanceMask = mask };
    }

    private long Raise(ChargerWatch watch, string kind, string cause, long atUtcMs, IncidentFacts facts)
    {
        IncidentKey key = new(kind, IncidentSubject.Charger(watch.ChargerId), cause);
        return HeldClears
            .Raise(_pass.Connection, key, IncidentSeverity.Warning, new IncidentParty(watch.ChargerId, watch.SiteId, null), atUtcMs, facts)
            .IncidentId;
    }

    private long Clear(long incidentId, long atUtcMs)
    {
        if (incidentId > 0 && _pass.Incident(incidentId) is { IsOpen: true } incident)
        {
            IncidentLog.Clear(_pass.Connection, incident, Math.Max(atUtcMs, incident.RaisedUtcMs));
        }

        return 0;
    }
}

/// <summary>The earliest of some instants.</summary>
internal static class Earliest
{
    /// <summary>Null when there is none.</summary>
    public static long? Of(params ReadOnlySpan<long?> instants)
    {
        long? earliest = null;
        foreach (long? instant in instants)
        {
            earliest = earliest == null || instant < earliest ? instant ?? earliest : earliest;
        }

        return earliest;
    }
}
