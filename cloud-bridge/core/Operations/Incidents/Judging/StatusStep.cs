using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Takes a new status into what is known of a charger: there or away, booted or not, and its figures.</summary>
internal sealed class StatusStep
{
    private readonly JudgePass _pass;
    private readonly OutageStep _offline;
    private readonly FaultStep _faults;
    private readonly LingerStep _linger;

    public StatusStep(JudgePass pass, OutageStep offline, FaultStep faults, LingerStep linger)
    {
        _pass = pass;
        _offline = offline;
        _faults = faults;
        _linger = linger;
    }

    public void Take(StatusNews news)
    {
        ChargerWatch? before = _pass.Find(news.ChargerId);
        if (before == null)
        {
            return;
        }

        _pass[news.ChargerId] = before with { StatusRevision = news.Revision, IsOnline = news.IsOnline, StatusUtcMs = news.AtUtcMs };
        if (news.IsOnline == 1)
        {
            TakeOnline(news, before);
        }
        else
        {
            TakeOffline(news);
        }
    }

    private void TakeOnline(StatusNews news, ChargerWatch before)
    {
        StatusReport report = StatusReport.Of(news.Message);
        ChargerWatch watch = _pass[news.ChargerId];
        long bootCount = report.BootCount ?? before.BootCount;
        if (before.IsOnline == 0 || before.IsSilent)
        {
            long awayMs = news.AtUtcMs - (before.OfflineAwayUtcMs ?? news.AtUtcMs);
            watch = watch with
            {
                OnlineUtcMs = news.AtUtcMs,
                CameBack = OutageTriage.ComeBackOf(before.BootCount, report.BootCount ?? 0, report.UptimeMs, awayMs),
            };
        }

        long boots = before.BootCount == 0 ? 0 : bootCount - before.BootCount;
        watch = watch with { BootCount = bootCount, BootTimes = BootTimes.Add(before.BootTimes, boots, news.AtUtcMs) };

        // Without a plug no session runs. One that was interrupted is waited for until its summary comes.
        bool isUnplugged = report.Status is StatusWords.Available or StatusWords.Unavailable;
        _pass[news.ChargerId] = isUnplugged && watch.InterruptedIncidentId == 0 ? watch.WithoutSession() : watch;
        _offline.Back(news.ChargerId, news.AtUtcMs);
        _faults.Compare(news.ChargerId, report.FaultMask, news.AtUtcMs);
        _linger.Follow(news.ChargerId, report, news.AtUtcMs);
    }

    private void TakeOffline(StatusNews news)
    {
        _pass[news.ChargerId] = _pass[news.ChargerId] with { ClockUtcMs = null, StorageUtcMs = null };
        _offline.Away(news.ChargerId, news.AtUtcMs);
    }
}
