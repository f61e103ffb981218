using Firmware.Core.Faults;
using Firmware.Core.Records;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>Which vehicles come to a charger, day by day: by the site's habit, fewer at its beginning, with more energy in winter, one at a
/// time.</summary>
public sealed class VisitPlan
{
    private const int MinuteMs = 60000;
    private const int HourMs = 60 * MinuteMs;
    private const double UseAtStart = 0.88;
    private const double UseAtEnd = 1.15;
    private const double WinterSwing = 0.2;
    private const double NoEnergyShare = 0.03;
    private const double LeavesInOutageShare = 0.4;
    private const double StayMaxHours = 72;
    private const double EnergyMinKilowattHours = 0.2;
    private const double EnergyMaxKilowattHours = 75;
    private const int NightFromHour = 22;

    // What on-board chargers draw, in W: one phase of 16 A, one of 32 A, three of 16 A, three of 32 A.
    private static readonly int[] VehicleWatts = [3680, 3680, 7360, 7360, 11000, 11000, 11000, 11000, 11000, 22000];

    private readonly SeasonSite _site;
    private readonly IReadOnlyList<SeasonAccount> _drivers;
    private readonly Interval _season;
    private readonly Dice _dice;

    /// <summary>A plan for chargers of a site; drivers claim some of the sessions.</summary>
    public VisitPlan(SeasonSite site, IReadOnlyList<SeasonAccount> drivers, Interval season, Dice dice)
    {
        _site = site;
        _drivers = drivers;
        _season = season;
        _dice = dice;
    }

    /// <summary>The visits from an instant to the season's end, in order of time; nobody comes to a charger that is out of order.</summary>
    public IReadOnlyList<Visit> Of(Interval inService, bool isOwned, IReadOnlyList<FaultSpan> faults)
    {
        List<Visit> visits = [];
        long freeFromMs = inService.Start.ToUnixTimeMilliseconds();
        LocalDate last = inService.End.InZone(_site.Zone).Date;
        for (LocalDate day = inService.Start.InZone(_site.Zone).Date; day <= last; day = day.PlusDays(1))
        {
            foreach (long plugInMs in ArrivalsOn(day))
            {
                Visit visit = VisitAt(plugInMs, isOwned);
                bool isPossible = plugInMs >= freeFromMs && visit.UnplugUtcMs < inService.End.ToUnixTimeMilliseconds()
                    && !faults.Any(fault => fault.IsBlocking && fault.Overlaps(plugInMs, plugInMs + MinuteMs));
                if (isPossible)
                {
                    LeaveInOutage(visit, faults);
                    visits.Add(visit);
                    freeFromMs = visit.UnplugUtcMs + (2 * MinuteMs);
                }
            }
        }

        return visits;
    }

    private long[] ArrivalsOn(LocalDate day)
    {
        bool isWeekend = day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
        double mean = (isWeekend ? _site.Habit.WeekendVisits : _site.Habit.WeekdayVisits) * UseOn(day);
        return [.. Enumerable.Range(0, _dice.CountOf(mean)).Select(_ => ArrivalOn(day)).Order()];
    }

    private long ArrivalOn(LocalDate day)
    {
        double share = _dice.Between(0, 1000) / 1000.0;
        ArrivalPeak peak = _site.Habit.Arrivals[^1];
        foreach (ArrivalPeak candidate in _site.Habit.Arrivals)
        {
            share -= candidate.Share;
            if (share < 0)
            {
                peak = candidate;
                break;
            }
        }

        double hour = Math.Clamp(_dice.Around(peak.Hour, peak.Deviation), 0, 23.99);
        LocalDateTime local = day.AtMidnight().PlusMilliseconds((long)(hour * HourMs));
        return local.InZoneLeniently(_site.Zone).ToInstant().ToUnixTimeMilliseconds();
    }

    private Visit VisitAt(long plugInMs, bool isOwned)
    {
        Habit habit = _site.Habit;
        double hours = Math.Min(_dice.Skewed(habit.StayMedianHours, habit.StaySigma), StayMaxHours);
        long stayMs = Math.Max((long)(hours * HourMs), 4 * MinuteMs);
        double kilowattHours = Math.Clamp(
            _dice.Skewed(habit.EnergyMedianKilowattHours, habit.EnergySigma) * WinterFactor(plugInMs),
            EnergyMinKilowattHours,
            EnergyMaxKilowattHours);
        int watts = Math.Min(_dice.OneOf(VehicleWatts), _site.RatedPowerWatts);
        bool isUnused = _dice.Chance(NoEnergyShare);
        bool isNightly = _dice.Chance(habit.NightShare);
        bool isClaimed = _dice.Chance(_site.ClaimShare) && !isOwned;
        SeasonAccount driver = _dice.OneOf(_drivers);
        return new Visit
        {
            PlugInUtcMs = plugInMs,
            // Whoever finds that nothing happens leaves soon.
            UnplugUtcMs = plugInMs + (isUnused ? Math.Min(stayMs, 12 * MinuteMs) : stayMs),
            WantedMilliwattHours = isUnused ? 0 : (long)(kilowattHours * 1e6),
            PowerMilliwatts = (long)(watts * 1000 * 0.97),
            DelayMs = (isNightly ? UntilNightMs(plugInMs) : 0) + _dice.Between(4000, 40000),
            Claimant = isClaimed ? driver : null,
        };
    }

    private double UseOn(LocalDate day)
    {
        double passed = (day.AtStartOfDayInZone(_site.Zone).ToInstant() - _season.Start) / _season.Duration;
        // In the second half of December and in August many are away; nobody is at work then.
        bool isHoliday = (day.Month == 12 && day.Day >= 22) || (day.Month == 8 && day.Day is >= 3 and <= 21);
        return (UseAtStart + ((UseAtEnd - UseAtStart) * passed)) * (isHoliday ? 0.6 : 1);
    }

    private double WinterFactor(long utcMs)
    {
        // Most in the middle of January, least in the middle of July.
        int day = Instant.FromUnixTimeMilliseconds(utcMs).InZone(_site.Zone).DayOfYear;
        return 1 + (WinterSwing * Math.Cos(2 * Math.PI * (day - 15) / 365.25));
    }

    private long UntilNightMs(long plugInMs)
    {
        ZonedDateTime plugIn = Instant.FromUnixTimeMilliseconds(plugInMs).InZone(_site.Zone);
        long waitMs =
            plugIn.Date.At(new LocalTime(NightFromHour, 0)).InZoneLeniently(_site.Zone).ToInstant().ToUnixTimeMilliseconds() - plugInMs;
        return Math.Max(0, waitMs);
    }

    private void LeaveInOutage(Visit visit, IReadOnlyList<FaultSpan> faults)
    {
        FaultSpan? outage = faults.FirstOrDefault(fault =>
            fault.Code == FaultCode.MainsLost && fault.FromUtcMs > visit.PlugInUtcMs && fault.FromUtcMs < visit.UnplugUtcMs);
        if (outage != null && _dice.Chance(LeavesInOutageShare))
        {
            visit.UnplugUtcMs = outage.FromUtcMs;
            visit.EndReason = EndReason.PowerLoss;
        }
    }
}
