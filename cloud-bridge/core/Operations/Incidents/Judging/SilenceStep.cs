using System.Data.Common;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>
/// Finds chargers that are away without a last will: their broker did not live to say so, or never noticed. What it finds goes the way of
/// every other outage.
/// </summary>
internal sealed class SilenceStep
{
    private readonly JudgePass _pass;
    private readonly OutageStep _offline;

    public SilenceStep(JudgePass pass, OutageStep offline)
    {
        _pass = pass;
        _offline = offline;
    }

    /// <summary>Chargers that are silent and not known to be away, or were not told as that, at most so many.</summary>
    public static IReadOnlyList<string> Find(DbConnection connection, Hearing hearing, int count)
    {
        long beforeUtcMs = hearing.SilentBeforeUtcMs();
        return hearing.IsTooEarly()
            ? []
            :
            [
                .. WatchTable.UnheardSince(connection, beforeUtcMs)
                    .Where(chargerId => hearing.LiveUtcMs(chargerId) < beforeUtcMs)
                    .Take(count),
            ];
    }

    /// <summary>It is away since it was last heard of.</summary>
    public void Miss(string chargerId)
    {
        if (_pass.Find(chargerId) is not ChargerWatch watch)
        {
            return;
        }

        if (watch.OfflineIncidentId == Outage.Untold)
        {
            // It is away still, whoever did not look when it went.
            _pass[chargerId] = watch with { OfflineIncidentId = 0 };
        }
        else
        {
            _offline.Away(chargerId, Math.Max(watch.StatusUtcMs, watch.SessionNumber > 0 ? watch.SessionLiveUtcMs : 0));
        }
    }

    /// <summary>A live value came of one that nobody has said to be gone: it is there after all.</summary>
    public void Hear(string chargerId)
    {
        ChargerWatch watch = _pass[chargerId];
        long liveUtcMs = _pass.Hearing.LiveUtcMs(chargerId);
        if (watch.IsSilent && liveUtcMs > watch.OfflineAwayUtcMs)
        {
            _offline.Back(chargerId, liveUtcMs);
        }
    }
}
