using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>
/// Follows the outages of one channel: away, told after a grace as one charger's or as the site's, back, and over when it has stayed. Where
/// one incident stands for several chargers, each of them knows its number.
/// </summary>
internal sealed class OutageStep
{
    // Chargers that are named in the facts of an incident.
    private const int NamedMax = 20;

    // When most of a site has been back for so long, the rest is no longer the site's outage, in ms.
    private const long RestMs = 5 * 60000;

    private readonly JudgePass _pass;
    private readonly OutageChannel _channel;
    private readonly SessionStep _sessions;

    public OutageStep(JudgePass pass, OutageChannel channel, SessionStep sessions)
    {
        _pass = pass;
        _channel = channel;
        _sessions = sessions;
    }

    /// <summary>It went.</summary>
    public void Away(string chargerId, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId];
        Outage outage = _channel.Get(watch);
        if (outage.IsAway)
        {
            return;
        }

        Incident? incident = outage.IncidentId > 0 ? _pass.Incident(outage.IncidentId) : null;
        bool isSame = incident is { IsOpen: true };
        if (isSame && !MembersOf(watch, incident!).Any(member => _channel.Get(member).IsAway))
        {
            IncidentLog.Raise(
                _pass.Connection,
                new IncidentKey(incident!.Kind, incident.Subject, incident.Cause),
                incident.Severity,
                PartyOf(watch),
                atUtcMs,
                incident.Facts);
        }

        _pass[chargerId] = _channel.Set(watch, new Outage(atUtcMs, null, isSame ? outage.IncidentId : 0));
        if (isSame)
        {
            _sessions.Interrupt(chargerId, _channel.InterruptedBy, atUtcMs);
        }
    }

    /// <summary>It is back.</summary>
    public void Back(string chargerId, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId];
        Outage outage = _channel.Get(watch);
        if (outage.IsAway)
        {
            _pass[chargerId] = _channel.Set(
                watch,
                outage.IncidentId > 0 ? outage with { BackUtcMs = Math.Max(atUtcMs, outage.AwayUtcMs!.Value) } : default);
        }
    }

    /// <summary>Looks whether its time has come.</summary>
    public void Look(string chargerId)
    {
        ChargerWatch watch = _pass[chargerId];
        Outage outage = _channel.Get(watch);
        if (outage.IsAway && outage.IncidentId == 0 && _pass.NowUtcMs >= outage.AwayUtcMs!.Value + _channel.GraceMs(watch))
        {
            Tell(watch, outage.AwayUtcMs.Value);
        }
        else if (outage.BackUtcMs != null)
        {
            End(watch, outage);
        }
    }

    /// <summary>When its time comes next, unix ms; null when nothing is waited for.</summary>
    public long? DueUtcMs(ChargerWatch watch)
    {
        Outage outage = _channel.Get(watch);
        return outage.IsAway ? outage.IncidentId == 0 ? outage.AwayUtcMs + _channel.GraceMs(watch) : null
            : outage.BackUtcMs == null ? null
            : Math.Max(outage.BackUtcMs.Value + FlapRule.HoldMs, _pass.NowUtcMs + (FlapRule.HoldMs / 4));
    }

    private void Tell(ChargerWatch watch, long atUtcMs)
    {
        long coveredBy = _channel.CoveredBy(watch);
        if (coveredBy > 0)
        {
            Join(watch.ChargerId, coveredBy);
            return;
        }

        if (watch.SiteId != null)
        {
            IReadOnlyList<ChargerWatch> site = _pass.AtSite(watch.SiteId);
            IncidentKey key = new(_channel.SiteKind, IncidentSubject.Site(watch.SiteId));
            if (IncidentLog.FindOpen(_pass.Connection, key) is { } open)
            {
                Join(watch.ChargerId, open.IncidentId);
                IncidentLog.Amend(_pass.Connection, open, FactsOf(open.Facts, MembersOf(_pass[watch.ChargerId], open), site.Count));
                return;
            }

            IReadOnlyList<string>? together = OutageTriage.FindSiteOutage([.. site.Select(SiteChargerOf)], SiteChargerOf(watch));
            if (together != null)
            {
                TellSite(watch.SiteId, key, together, site.Count);
                return;
            }
        }

        TellCharger(watch, atUtcMs);
    }

    private void TellCharger(ChargerWatch watch, long atUtcMs)
    {
        string? ownerId = _pass.OwnerOf(watch.ChargerId, 0, atUtcMs);
        Incident? interrupted = _sessions.Interrupt(watch.ChargerId, _channel.InterruptedBy, atUtcMs);

        // Whose session was interrupted is told of that, with its figures, and not a second time of the charger.
        IncidentParty party = new(watch.ChargerId, watch.SiteId, interrupted?.AccountId == ownerId ? null : ownerId);
        Incident incident = HeldClears.Raise(
            _pass.Connection,
            new IncidentKey(_channel.ChargerKind, IncidentSubject.Charger(watch.ChargerId)),
            IncidentSeverity.Warning,
            party,
            atUtcMs,
            new IncidentFacts(),
            _pass.ToldUtcMs(watch.ChargerId, atUtcMs));
        Join(watch.ChargerId, incident.IncidentId);
    }

    private void TellSite(string siteId, IncidentKey key, IReadOnlyList<string> chargerIds, int siteCount)
    {
        List<ChargerWatch> members = [.. chargerIds.Select(id => _pass[id])];
        IncidentFacts facts = FactsOf(new IncidentFacts(), members, siteCount);
        // A site whose chargers are only silent was heard of as long as one of them was.
        bool isSilent = members.All(member => member.IsSilent);
        IEnumerable<long> away = members.Select(member => _channel.Get(member).AwayUtcMs!.Value);
        long atUtcMs = isSilent ? away.Max() : away.Min();
        Incident incident = HeldClears.Raise(
            _pass.Connection,
            key,
            IncidentSeverity.Critical,
            new IncidentParty(null, siteId, null),
            atUtcMs,
            facts,
            isSilent ? _pass.NowUtcMs : atUtcMs);
        foreach (ChargerWatch member in members)
        {
            Outage outage = _channel.Get(member);
            if (
                outage.IncidentId > 0
                && outage.IncidentId != incident.IncidentId
                && _pass.Incident(outage.IncidentId) is { IsOpen: true } own
                && own.Kind == _channel.ChargerKind)
            {
                IncidentLog.Fold(_pass.Connection, own, incident, _pass.NowUtcMs);
            }

            Join(member.ChargerId, incident.IncidentId);
            _sessions.Interrupt(member.ChargerId, _channel.InterruptedBy, outage.AwayUtcMs!.Value);
        }
    }

    private void Join(string chargerId, long incidentId)
    {
        ChargerWatch watch = _pass[chargerId];
        _pass[chargerId] = _channel.Set(watch, _channel.Get(watch) with { IncidentId = incidentId });
        if (incidentId > 0)
        {
            _sessions.Interrupt(chargerId, _channel.InterruptedBy, _channel.Get(watch).AwayUtcMs!.Value);
        }
    }

    private void End(ChargerWatch watch, Outage outage)
    {
        Incident? incident = _pass.Incident(outage.IncidentId);
        if (incident is not { IsOpen: true } || (incident.Kind != _channel.ChargerKind && incident.Kind != _channel.SiteKind))
        {
            _pass[watch.ChargerId] = _channel.Set(watch, default);
            return;
        }

        IReadOnlyList<ChargerWatch> members = MembersOf(watch, incident);
        long hold = FlapRule.HoldMsOf(incident.Occurrences);
        List<ChargerWatch> back = [.. members.Where(member => _channel.Get(member).BackUtcMs <= _pass.NowUtcMs - hold)];
        bool isOver = back.Count == members.Count || IsRestAlone(back, members.Count);
        if (!isOver)
        {
            return;
        }

        IncidentFacts facts = incident.Facts with { Verdict = _channel.VerdictOf(!IsOfOne(watch, incident), back) };
        IncidentLog.Clear(
            _pass.Connection,
            incident,
            Math.Max(incident.RaisedUtcMs, back.Max(member => _channel.Get(member).BackUtcMs!.Value)),
            facts);
        foreach (ChargerWatch member in members)
        {
            // What is still away becomes its own incident at its next look.
            Outage rest = _channel.Get(member);
            _pass[member.ChargerId] = _channel.Set(_pass[member.ChargerId], rest.IsAway ? rest with { IncidentId = 0 } : default);
        }
    }

    private bool IsRestAlone(List<ChargerWatch> back, int memberCount)
    {
        int longBack = back.Count(member => _channel.Get(member).BackUtcMs <= _pass.NowUtcMs - RestMs);
        return OutageTriage.IsSiteOutage(longBack, memberCount);
    }

    private IReadOnlyList<ChargerWatch> MembersOf(ChargerWatch watch, Incident incident)
    {
        // Not by site: a charger that was moved while it was away is still one of those that went together.
        IReadOnlyList<ChargerWatch> near = IsOfOne(watch, incident) ? [watch] : _pass.OfIncident(incident.IncidentId);
        return [.. near.Where(member => _channel.Get(member).IncidentId == incident.IncidentId)];
    }

    private static bool IsOfOne(ChargerWatch watch, Incident incident)
    {
        return incident.Subject == IncidentSubject.Charger(watch.ChargerId);
    }

    private SiteCharger SiteChargerOf(ChargerWatch watch)
    {
        Outage outage = _channel.Get(watch);
        return new SiteCharger(
            watch.ChargerId,
            !outage.IsAway ? null : watch.IsSilent ? _pass.Hearing.MissedUtcMs(outage.AwayUtcMs!.Value) : outage.AwayUtcMs);
    }

    private static IncidentFacts FactsOf(IncidentFacts before, IReadOnlyList<ChargerWatch> members, int siteCount)
    {
        return before with
        {
            ChargerCount = members.Count,
            SiteChargerCount = siteCount,
            ChargerIds = [.. members.Select(member => member.ChargerId).Take(NamedMax)],
        };
    }

    private static IncidentParty PartyOf(ChargerWatch watch)
    {
        return new IncidentParty(watch.ChargerId, watch.SiteId, null);
    }
}
