namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>A charger of a site as triage sees it.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="AwayUtcMs">Since when it is away, unix ms; null while it is there.</param>
public sealed record SiteCharger(string ChargerId, long? AwayUtcMs);

/// <summary>How a charger came back.</summary>
public static class ComeBack
{
    /// <summary>It has booted meanwhile: it had no power.</summary>
    public const string Rebooted = "Rebooted";

    /// <summary>It ran all the time: only the way to it was cut.</summary>
    public const string Stayed = "Stayed";
}

/// <summary>What an outage was; the words stand in the facts of incidents.</summary>
public static class OutageVerdict
{
    /// <summary>The chargers of a site had no power.</summary>
    public const string PowerCut = "PowerCut";

    /// <summary>They ran, and only the network was away.</summary>
    public const string NetworkOnly = "NetworkOnly";

    /// <summary>One charger alone had no power, or started again.</summary>
    public const string ChargerDown = "ChargerDown";

    /// <summary>They do not say how they came back.</summary>
    public const string Unknown = "Unknown";
}

/// <summary>Decides from last wills, boot records and neighbours whether an outage is a site's or one charger's, and what it was.</summary>
public static class OutageTriage
{
    /// <summary>Neighbours that went within this time went together, in ms: brokers notice a lost connection up to a minute and a half
    /// late.</summary>
    public const long TogetherMs = 90000;

    /// <summary>Fewer chargers than this are no outage of a site.</summary>
    public const int SiteChargersMin = 2;

    /// <summary>Share of the site's chargers that must be away, in percent; those that were away long before do not count.</summary>
    public const int SitePercentMin = 60;

    /// <summary>The chargers of a site that went together with one of them; null when this is no outage of the site.</summary>
    public static IReadOnlyList<string>? FindSiteOutage(IReadOnlyList<SiteCharger> site, SiteCharger one)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(one);
        long atUtcMs = one.AwayUtcMs ?? throw new ArgumentException("a charger that is away", nameof(one));
        List<string> together =
        [
            .. site.Where(charger => charger.AwayUtcMs is long away && Math.Abs(away - atUtcMs) <= TogetherMs)
                .Select(charger => charger.ChargerId),
        ];
        int before = site.Count(charger => charger.AwayUtcMs is long away && away < atUtcMs - TogetherMs);
        return IsSiteOutage(together.Count, site.Count - before) ? together : null;
    }

    /// <summary>Whether so many of a site's chargers are the site.</summary>
    public static bool IsSiteOutage(int awayCount, int siteCount)
    {
        return awayCount >= SiteChargersMin && awayCount * 100 >= siteCount * SitePercentMin;
    }

    /// <summary>How a charger came back: one of <see cref="ComeBack"/>, or empty when its status does not say.</summary>
    /// <param name="bootCountBefore">Boots that it told before; 0 when not known.</param>
    /// <param name="bootCount">Boots that it tells now; 0 when not told.</param>
    /// <param name="uptimeMs">Time since its boot; null when not told.</param>
    /// <param name="awayMs">How long it was not heard of.</param>
    public static string ComeBackOf(long bootCountBefore, long bootCount, long? uptimeMs, long awayMs)
    {
        return (bootCountBefore > 0 && bootCount > bootCountBefore) || uptimeMs < awayMs ? ComeBack.Rebooted
            : uptimeMs != null || (bootCountBefore > 0 && bootCount == bootCountBefore) ? ComeBack.Stayed
            : "";
    }

    /// <summary>What an outage of one charger was.</summary>
    public static string VerdictOfCharger(string comeBack)
    {
        return comeBack switch
        {
            ComeBack.Rebooted => OutageVerdict.ChargerDown,
            ComeBack.Stayed => OutageVerdict.NetworkOnly,
            _ => OutageVerdict.Unknown,
        };
    }

    /// <summary>What an outage of a site was, by the majority of those that are back.</summary>
    public static string VerdictOfSite(IEnumerable<string> comeBacks)
    {
        List<string> known = [.. comeBacks.Where(comeBack => comeBack.Length > 0)];
        int rebooted = known.Count(comeBack => comeBack == ComeBack.Rebooted);
        return known.Count == 0 ? OutageVerdict.Unknown : rebooted * 2 >= known.Count ? OutageVerdict.PowerCut : OutageVerdict.NetworkOnly;
    }
}
