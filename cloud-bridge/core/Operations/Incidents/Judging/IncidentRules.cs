using System.Data.Common;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>The main flow of the judge: from new statuses, live values, alerts and the passing of time to incidents, in one
/// transaction.</summary>
internal static class IncidentRules
{
    /// <summary>Alerts, statuses and chargers taken in one transaction: ingest waits for the write lock meanwhile, a tenth of a second at
    /// most.</summary>
    public const int BatchMax = 200;

    /// <summary>Whether there is anything to do, without the write lock.</summary>
    public static bool HasWork(DbConnection connection, Hearing hearing, long nowUtcMs)
    {
        return AlertStep.IsAnyWaiting(connection, nowUtcMs)
            || WatchTable.NewStatuses(connection, 1).Any()
            || WatchTable.Due(connection, nowUtcMs, 1).Any()
            || HeldClears.IsAnyDue(connection, nowUtcMs)
            || WatchTable.SessionsOver(connection, 1).Any()
            || RecordStep.IsAnyOver(connection)
            || SilenceStep.Find(connection, hearing, 1).Count > 0;
    }

    /// <summary>One pass; inside a transaction with the write lock.</summary>
    public static JudgeResult Run(
        DbConnection connection,
        LiveBoard board,
        Hearing hearing,
        long nowUtcMs,
        IReadOnlyCollection<string> liveChargerIds,
        int alertsMax = BatchMax)
    {
        JudgePass pass = new(connection, board, hearing, nowUtcMs);
        SessionStep sessions = new(pass);
        OutageStep offline = new(pass, OutageChannel.Offline, sessions);
        OutageStep mains = new(pass, OutageChannel.Mains, sessions);
        FaultStep faults = new(pass, mains);
        LingerStep linger = new(pass);

        // 1. What the chargers say of themselves: read with their last live values, which are kept with it.
        List<StatusNews> statuses = [.. WatchTable.NewStatuses(connection, BatchMax)];
        StatusStep status = new(pass, offline, faults, linger);
        statuses.ForEach(status.Take);
        List<string> live = [.. liveChargerIds.Take(BatchMax).Where(id => pass.Find(id) != null)];
        SilenceStep silence = new(pass, offline);
        live.ForEach(silence.Hear);
        List<string> silent = [.. SilenceStep.Find(connection, hearing, BatchMax)];
        silent.ForEach(silence.Miss);

        // 2. Sessions that were summed up.
        List<(string ChargerId, long SessionNumber)> over =
        [
            .. WatchTable.SessionsOver(connection, BatchMax).Where(found => pass.Find(found.ChargerId) != null),
        ];
        over.ForEach(found => sessions.End(found.ChargerId, found.SessionNumber));

        // 3. Alerts.
        int alerts = new AlertStep(pass, faults).Take(alertsMax);

        // 4. What time has brought.
        List<string> due = [.. WatchTable.Due(connection, nowUtcMs, BatchMax).Where(id => pass.Find(id) != null)];
        foreach (string chargerId in pass.ChargerIds.ToList().Where(id => pass.Find(id) != null))
        {
            mains.Look(chargerId);
            offline.Look(chargerId);
            sessions.Look(chargerId);
            linger.Look(chargerId);
        }

        foreach (string chargerId in pass.ChargerIds.ToList().Where(id => pass.Find(id) != null))
        {
            ChargerWatch watch = pass[chargerId];
            pass[chargerId] = watch with
            {
                DueUtcMs = Earliest.Of(offline.DueUtcMs(watch), mains.DueUtcMs(watch), sessions.DueUtcMs(watch), linger.DueUtcMs(watch)),
            };
        }

        // 5. Ends that were held back, or have no alert.
        HeldClears.TellDue(connection, nowUtcMs, BatchMax);
        RecordStep.ClearOver(connection, nowUtcMs, BatchMax);
        pass.Save();
        bool isMore = ((int[])[statuses.Count, due.Count, over.Count, silent.Count]).Contains(BatchMax) || alerts == alertsMax;
        return new JudgeResult(isMore, live, [.. pass.Asked]);
    }

    /// <summary>Gives up an alert that meets a defect of the rules, so that it does not keep the others waiting.</summary>
    public static void SkipFirstAlert(DbConnection connection, long nowUtcMs)
    {
        JudgedAlerts.NoteNext(connection, nowUtcMs);
    }
}

/// <summary>What came of a pass.</summary>
/// <param name="IsMore">More waits than one pass takes.</param>
/// <param name="LiveChargerIds">Chargers whose live value is kept now.</param>
/// <param name="AskedChargerIds">Chargers that are to be asked for their status.</param>
internal sealed record JudgeResult(bool IsMore, IReadOnlyList<string> LiveChargerIds, IReadOnlyList<string> AskedChargerIds);
