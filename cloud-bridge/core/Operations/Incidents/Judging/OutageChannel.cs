using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>What differs between a charger that is not heard of and one without mains; the rest of an outage is the same.</summary>
internal abstract class OutageChannel
{
    /// <summary>A broker notices a lost connection late, and a charger that starts again needs half a minute: only after this it is told,
    /// in ms.</summary>
    public const long OfflineGraceMs = 120000;

    /// <summary>The same while a session runs, whose owner may be standing there, in ms.</summary>
    public const long OfflineInSessionGraceMs = 60000;

    /// <summary>Mains that flickers is back within seconds; and neighbours are waited for, so that a street without power is one incident,
    /// in ms.</summary>
    public const long MainsGraceMs = 10000;

    /// <summary>A charger that is not heard of.</summary>
    public static OutageChannel Offline { get; } = new OfflineChannel();

    /// <summary>A charger without mains whose board is still supplied.</summary>
    public static OutageChannel Mains { get; } = new MainsChannel();

    /// <summary>Kind of one charger's incident.</summary>
    public abstract string ChargerKind { get; }

    /// <summary>Kind of a site's.</summary>
    public abstract string SiteKind { get; }

    /// <summary>What the owner of a running session reads.</summary>
    public abstract string InterruptedBy { get; }

    public abstract Outage Get(ChargerWatch watch);

    public abstract ChargerWatch Set(ChargerWatch watch, Outage outage);

    /// <summary>How long it is waited before it is told.</summary>
    public abstract long GraceMs(ChargerWatch watch);

    /// <summary>The verdict at an end.</summary>
    public abstract string? VerdictOf(bool isSite, IReadOnlyList<ChargerWatch> back);

    /// <summary>The incident that already tells of this charger; 0 for none.</summary>
    public abstract long CoveredBy(ChargerWatch watch);

    private sealed class OfflineChannel : OutageChannel
    {
        public override string ChargerKind => IncidentKind.ChargerOffline;

        public override string SiteKind => IncidentKind.SiteOffline;

        public override string InterruptedBy => "The charger is not heard of any more.";

        public override Outage Get(ChargerWatch watch)
        {
            return watch.Offline;
        }

        public override ChargerWatch Set(ChargerWatch watch, Outage outage)
        {
            return watch.WithOffline(outage);
        }

        public override long GraceMs(ChargerWatch watch)
        {
            return watch.SessionNumber > 0 ? OfflineInSessionGraceMs : OfflineGraceMs;
        }

        public override string? VerdictOf(bool isSite, IReadOnlyList<ChargerWatch> back)
        {
            return isSite
                ? OutageTriage.VerdictOfSite(back.Select(watch => watch.CameBack))
                : OutageTriage.VerdictOfCharger(back[0].CameBack);
        }

        // It said that it has no mains before it went: that is told already.
        public override long CoveredBy(ChargerWatch watch)
        {
            return watch.Mains.IsAway && watch.MainsIncidentId > 0 ? watch.MainsIncidentId : 0;
        }
    }

    private sealed class MainsChannel : OutageChannel
    {
        public override string ChargerKind => IncidentKind.PowerOutage;

        public override string SiteKind => IncidentKind.PowerOutage;

        public override string InterruptedBy => "The charger has no mains.";

        public override Outage Get(ChargerWatch watch)
        {
            return watch.Mains;
        }

        public override ChargerWatch Set(ChargerWatch watch, Outage outage)
        {
            return watch.WithMains(outage);
        }

        public override long GraceMs(ChargerWatch watch)
        {
            return MainsGraceMs;
        }

        public override string? VerdictOf(bool isSite, IReadOnlyList<ChargerWatch> back)
        {
            return null;
        }

        public override long CoveredBy(ChargerWatch watch)
        {
            return 0;
        }
    }
}
