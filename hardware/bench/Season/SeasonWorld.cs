using System.Security.Cryptography;
using CloudBridge.Core.Registry.Chargers;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>Everything that will be in a season: who has which charger, and who comes when. Made at once from the settings, before anything
/// is recorded.</summary>
public sealed class SeasonWorld
{
    private const double LateShare = 0.2;
    private const int WeakCharger = 2;
    private const int OfflineCharger = 3;
    private const int MovingCharger = 6;
    private const long KilowattHour = 1000000;

    private SeasonWorld(Interval time, IReadOnlyList<SeasonAccount> accounts, IReadOnlyList<SeasonCharger> chargers)
    {
        Time = time;
        Accounts = accounts;
        Chargers = chargers;
        Sites = [.. chargers.Select(charger => charger.Site).Distinct()];
    }

    /// <summary>The season.</summary>
    public Interval Time { get; }

    /// <summary>Who is billed.</summary>
    public IReadOnlyList<SeasonAccount> Accounts { get; }

    /// <summary>The places.</summary>
    public IReadOnlyList<SeasonSite> Sites { get; }

    /// <summary>The chargers.</summary>
    public IReadOnlyList<SeasonCharger> Chargers { get; }

    /// <summary>The world of settings that are without defect.</summary>
    public static SeasonWorld Of(SeasonSettings settings)
    {
        DateTimeZone zone = SeasonSite.All[0].Zone;
        Interval time = new(
            zone.AtStartOfDay(settings.Days.Start).ToInstant(),
            zone.AtStartOfDay(settings.Days.End.PlusDays(1)).ToInstant());
        Dictionary<SeasonSite, IReadOnlyList<FaultSpan>> outages = SeasonSite
            .All.Select((site, index) => (site, FaultPlan.Outages(time, new Dice(settings.Seed, -1 - index))))
            .ToDictionary(pair => pair.site, pair => pair.Item2);
        SeasonAccount[] drivers = [.. Enumerable.Range(0, SeasonAccount.DriverCount).Select(Driver)];
        List<SeasonCharger> chargers = [];
        for (int index = 0; index < settings.ChargerCount; index++)
        {
            SeasonSite site = SeasonSite.OfCharger(index);
            int number = chargers.Count(charger => charger.Site == site) + 1;
            chargers.Add(ChargerOf(index, number, site, time, outages[site], drivers, new Dice(settings.Seed, index)));
        }

        RecordMishaps.Spread(chargers, settings.IsDamaged, new Dice(settings.Seed, int.MinValue));
        IEnumerable<SeasonAccount?> owners = chargers.SelectMany(charger => new[] { charger.Owner, charger.NextOwner });
        return new SeasonWorld(time, [.. owners.OfType<SeasonAccount>().Concat(drivers).Distinct()], chargers);
    }

    private static SeasonCharger ChargerOf(
        int index, int number, SeasonSite site, Interval season, IReadOnlyList<FaultSpan> outages, SeasonAccount[] drivers, Dice dice)
    {
        // Some chargers come later in the year, on the first of a month or so.
        Duration late = index > MovingCharger && dice.Chance(LateShare) ? season.Duration * (dice.Between(1, 8) / 12.0) : Duration.Zero;
        Interval inService = new(season.Start + late, season.End);
        IReadOnlyList<FaultSpan> faults = FaultPlan.Of(inService, outages, index == WeakCharger, site.Zone, dice);
        SeasonAccount? owner = OwnerOf(index, number, site);
        IReadOnlyList<Visit> visits = new VisitPlan(site, DriversAt(site, drivers), season, dice).Of(inService, owner != null, faults);
        return new SeasonCharger
        {
            Id = $"{site.Id}-{number}",
            Site = site,
            InService = inService,
            Owner = owner,
            NextOwner =
                index == MovingCharger
                    ? SeasonAccount.Person(
                        SeasonAccount.DriverCount + SeasonSettings.ChargerCountMax,
                        $"Lindenweg 4, flat {number}|04109 Leipzig|Germany",
                        site.ZoneName)
                    : null,
            NextOwnerFromUtcMs = (season.Start + (season.Duration / 2)).ToUnixTimeMilliseconds(),
            RegisterMilliwattHours = dice.Between(0, 8000) * KilowattHour / 2,
            Faults = FaultPlan.UntilUnplugged(faults, visits),
            Visits = visits,
            Offline = index == OfflineCharger ? OfflineWeek(season) : null,
            DeviceKey = RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength),
        };
    }

    private static SeasonAccount? OwnerOf(int index, int number, SeasonSite site)
    {
        return site.Id switch
        {
            "linden" => SeasonAccount.Person(
                SeasonAccount.DriverCount + index,
                $"Lindenweg 4, flat {number}|04109 Leipzig|Germany",
                site.ZoneName),
            "nordwerk" when number % 2 == 1 => SeasonAccount.Company,
            "depot" => SeasonAccount.Fleet,
            _ => null,
        };
    }

    private static SeasonAccount Driver(int number)
    {
        bool isSwiss = number % 4 == 3;
        return isSwiss
            ? SeasonAccount.Person(number, $"Bahnhofstrasse {number + 1}|8001 Zurich|Switzerland", "Europe/Zurich")
            : SeasonAccount.Person(number, $"Gartenstrasse {number + 1}|04103 Leipzig|Germany", "Europe/Berlin");
    }

    private static SeasonAccount[] DriversAt(SeasonSite site, SeasonAccount[] drivers)
    {
        return [.. drivers.Where(driver => driver.ZoneName == site.ZoneName)];
    }

    private static Interval OfflineWeek(Interval season)
    {
        Instant from = season.Start + (season.Duration * 0.4);
        return new Interval(from, from + Duration.FromDays(Math.Min(7, season.Duration.TotalDays / 8)));
    }
}
