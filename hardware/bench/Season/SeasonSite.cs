using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>A place with chargers of one kind.</summary>
/// <param name="Id">Its id; its chargers are called ID-1, ID-2 and so on.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Lines parted by "|": street, postal code with city, country.</param>
/// <param name="Coordinates">Degrees north and east.</param>
/// <param name="ZoneName">Its time zone by the tz database.</param>
/// <param name="Tariff">The tariff of its chargers, a file of the season.</param>
/// <param name="NextTariff">The tariff that takes its place in the middle of the season; null where none does.</param>
/// <param name="Habit">How vehicles come.</param>
/// <param name="RatedPowerWatts">What a charger there gives at most, in W.</param>
/// <param name="ClaimShare">How many sessions of nobody's charger are claimed by a driver, from 0 to 1.</param>
public sealed record SeasonSite(
    string Id,
    string Name,
    string Address,
    string Coordinates,
    string ZoneName,
    string Tariff,
    string? NextTariff,
    Habit Habit,
    int RatedPowerWatts,
    double ClaimShare)
{
    private const int VoltsOfThreePhases = 690;

    /// <summary>Each place that a season has.</summary>
    public static readonly IReadOnlyList<SeasonSite> All =
    [
        new(
            "linden",
            "Lindenhof apartments",
            "Lindenweg 4|04109 Leipzig|Germany",
            "51.341870,12.362410",
            Berlin,
            "home",
            null,
            Habit.Home,
            11000,
            0),
        new(
            "nordwerk",
            "Nordwerk staff car park",
            "Werkstrasse 18|04347 Leipzig|Germany",
            "51.360930,12.425480",
            Berlin,
            "work",
            null,
            Habit.Workplace,
            11000,
            0.6),
        new(
            "markt",
            "Car park at the market",
            "Am Markt 1|04109 Leipzig|Germany",
            "51.340340,12.374980",
            Berlin,
            "public",
            "public-time-of-use",
            Habit.CarPark,
            22000,
            0.22),
        new(
            "depot",
            "Van depot south",
            "Hafenring 7|04249 Leipzig|Germany",
            "51.294750,12.327310",
            Berlin,
            "depot",
            null,
            Habit.Depot,
            22000,
            0),
        new(
            "rathaus",
            "Town hall",
            "Rathausplatz 2|04758 Oschatz|Germany",
            "51.300120,13.107260",
            Berlin,
            "free",
            null,
            Habit.Free,
            11000,
            0.1),
        new(
            "seeufer",
            "Lakeside car park",
            "Seestrasse 30|8002 Zurich|Switzerland",
            "47.361680,8.533710",
            "Europe/Zurich",
            "swiss",
            null,
            Habit.CarPark,
            22000,
            0.3),
    ];

    private const string Berlin = "Europe/Berlin";

    // Of twenty chargers: five at homes, four at work, seven in the car park, two in the depot, one free and one abroad; the first six are
    // one of each.
    private const string Pattern = "01234502021223010221";

    /// <summary>Its time zone.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneName];

    /// <summary>What a charger there gives at most on each of three phases, in A.</summary>
    public int RatedAmps => (RatedPowerWatts + (VoltsOfThreePhases / 2)) / VoltsOfThreePhases;

    /// <summary>Where the charger of an index stands.</summary>
    public static SeasonSite OfCharger(int index)
    {
        return All[Pattern[index % Pattern.Length] - '0'];
    }
}
