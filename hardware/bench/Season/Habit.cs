namespace Hardware.Bench.Season;

/// <summary>How vehicles come to a kind of place. The shapes follow what is recorded there: ACN-Data (Lee et al., 2019) for workplaces,
/// plug-in in the evening and departure in the morning for homes.</summary>
/// <param name="WeekdayVisits">Vehicles that come to a charger on a weekday, on average.</param>
/// <param name="WeekendVisits">The same on Saturdays and Sundays.</param>
/// <param name="Arrivals">When they come: parts of the day of which each vehicle chooses one.</param>
/// <param name="StayMedianHours">Half stay shorter than this.</param>
/// <param name="StaySigma">Spread of the stays; about 0.3 is narrow, 1 is wide.</param>
/// <param name="EnergyMedianKilowattHours">Half want less than this.</param>
/// <param name="EnergySigma">Spread of the energies.</param>
/// <param name="NightShare">How many wait for the night's price, by the vehicle's own timer, from 0 to 1.</param>
public sealed record Habit(
    double WeekdayVisits,
    double WeekendVisits,
    IReadOnlyList<ArrivalPeak> Arrivals,
    double StayMedianHours,
    double StaySigma,
    double EnergyMedianKilowattHours,
    double EnergySigma,
    double NightShare)
{
    /// <summary>A home charger: plugged in after work, unplugged in the morning.</summary>
    public static readonly Habit Home = new(0.95, 0.8, [new(18, 1.8, 0.85), new(13, 2.5, 0.15)], 12.5, 0.25, 11, 0.65, 0.35);

    /// <summary>A charger at work: plugged in at 8 or 9, some after lunch; ACN's Caltech site has a median stay of 6 h and 6.7
    /// kWh.</summary>
    public static readonly Habit Workplace = new(1.6, 0.1, [new(8.3, 0.9, 0.75), new(13, 1.2, 0.25)], 6.5, 0.45, 9, 0.75, 0);

    /// <summary>A car park in town: short stays around noon and after work.</summary>
    public static readonly Habit CarPark = new(9, 10.5, [new(11.5, 1.8, 0.55), new(16.5, 2, 0.35), new(21, 1.5, 0.1)], 1.4, 0.6, 9, 0.7, 0);

    /// <summary>A depot: vans come back in the evening and leave at dawn, six days a week.</summary>
    public static readonly Habit Depot = new(1.05, 0.5, [new(18.5, 0.9, 0.9), new(12, 1, 0.1)], 11, 0.12, 32, 0.35, 0.75);

    /// <summary>A free charger: used all day, and longer than needed.</summary>
    public static readonly Habit Free = new(5.5, 5, [new(10, 2, 0.5), new(15, 2.5, 0.5)], 2.8, 0.5, 10, 0.7, 0);
}

/// <summary>A part of the day at which vehicles come.</summary>
/// <param name="Hour">Its middle, local time.</param>
/// <param name="Deviation">How far around it, in hours.</param>
/// <param name="Share">How many of all vehicles choose it, from 0 to 1.</param>
public sealed record ArrivalPeak(double Hour, double Deviation, double Share);
