using Firmware.Core.Faults;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>When which charger has which fault: few that repair themselves often, few that need a technician for days, outages of a whole
/// site.</summary>
public static class FaultPlan
{
    private const double FaultsPerMonth = 0.5;
    private const double WeakChargerFactor = 8;
    private const double OutagesPerSiteAndMonth = 0.18;
    private const long MinuteMs = 60000;
    private const long ClearAfterMs = 5000;
    private const double DaysPerMonth = 30.4;

    // How often a fault comes compared with the others, and how long it lasts at least and at most, in minutes.
    private static readonly (FaultCode Code, int Weight, int MinutesMin, int MinutesMax)[] Kinds =
    [
        (FaultCode.GroundFailure, 10, 5, 120),
        (FaultCode.HighTemperature, 10, 15, 90),
        (FaultCode.EmergencyStop, 8, 5, 240),
        (FaultCode.EnclosureOpen, 6, 10, 60),
        (FaultCode.OverCurrentFailure, 6, 5, 30),
        (FaultCode.OverVoltage, 8, 1, 10),
        (FaultCode.UnderVoltage, 12, 1, 20),
        (FaultCode.PowerMeterFailure, 5, 60, 2000),
        (FaultCode.PowerSwitchFailure, 3, 600, 4000),
        (FaultCode.ConnectorLockFailure, 14, 5, 300),
        (FaultCode.StorageFailure, 3, 5, 60),
        (FaultCode.SettingsRefused, 3, 60, 1500),
    ];

    private static readonly int WeightSum = Kinds.Sum(kind => kind.Weight);

    /// <summary>Times without mains at a site.</summary>
    public static IReadOnlyList<FaultSpan> Outages(Interval season, Dice dice)
    {
        List<FaultSpan> outages = [];
        int count = dice.CountOf(OutagesPerSiteAndMonth * season.Duration.TotalDays / DaysPerMonth);
        for (int i = 0; i < count; i++)
        {
            AddUnlessOverlapping(outages, SpanOf(season, FaultCode.MainsLost, dice.Between(15, 180), dice));
        }

        return outages;
    }

    /// <summary>All faults of a charger in order of time, none at the same time as another; a weak charger has many.</summary>
    public static IReadOnlyList<FaultSpan> Of(Interval inService, IEnumerable<FaultSpan> outages, bool isWeak, DateTimeZone zone, Dice dice)
    {
        List<FaultSpan> faults = [.. outages.Where(outage => outage.FromUtcMs >= inService.Start.ToUnixTimeMilliseconds())];
        int count = dice.CountOf(FaultsPerMonth * (isWeak ? WeakChargerFactor : 1) * inService.Duration.TotalDays / DaysPerMonth);
        for (int i = 0; i < count; i++)
        {
            (FaultCode code, _, int minutesMin, int minutesMax) = KindOf(
                isWeak ? dice.Between(WeightSum / 2, WeightSum) : dice.Between(0, WeightSum));
            FaultSpan span = SpanOf(inService, code, dice.Between(minutesMin, minutesMax), dice);
            if (code != FaultCode.HighTemperature || IsSummer(span.FromUtcMs, zone))
            {
                AddUnlessOverlapping(faults, span);
            }
        }

        return [.. faults.OrderBy(span => span.FromUtcMs)];
    }

    /// <summary>The faults as they end: some stay until the vehicle is unplugged, and what would begin meanwhile is not noticed.</summary>
    public static IReadOnlyList<FaultSpan> UntilUnplugged(IReadOnlyList<FaultSpan> faults, IReadOnlyList<Visit> visits)
    {
        List<FaultSpan> ended = [];
        foreach (FaultSpan fault in faults)
        {
            Visit? visit = visits.FirstOrDefault(visit => visit.PlugInUtcMs <= fault.FromUtcMs && fault.FromUtcMs < visit.UnplugUtcMs);
            bool isHeld = visit != null && FaultTable.StaysUntilUnplugged(fault.Code);
            AddUnlessOverlapping(
                ended,
                isHeld ? fault with { UntilUtcMs = Math.Max(fault.UntilUtcMs, visit!.UnplugUtcMs + ClearAfterMs) } : fault);
        }

        return ended;
    }

    private static (FaultCode Code, int Weight, int MinutesMin, int MinutesMax) KindOf(long number)
    {
        int i = 0;
        for (; number >= Kinds[i].Weight; i++)
        {
            number -= Kinds[i].Weight;
        }

        return Kinds[i];
    }

    private static FaultSpan SpanOf(Interval time, FaultCode code, long minutes, Dice dice)
    {
        long fromMs = dice.Between(time.Start.ToUnixTimeMilliseconds(), time.End.ToUnixTimeMilliseconds() - (minutes * MinuteMs));
        return new FaultSpan(code, fromMs, fromMs + (minutes * MinuteMs));
    }

    private static bool IsSummer(long utcMs, DateTimeZone zone)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(zone).Month is >= 5 and <= 9;
    }

    private static void AddUnlessOverlapping(List<FaultSpan> faults, FaultSpan span)
    {
        if (!faults.Any(other => other.Overlaps(span.FromUtcMs - MinuteMs, span.UntilUtcMs + MinuteMs)))
        {
            faults.Add(span);
        }
    }
}
