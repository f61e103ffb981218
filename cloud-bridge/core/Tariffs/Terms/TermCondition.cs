using CloudBridge.Core.Tariffs.Ocpi;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>When something holds: for each axis the values at which it can, and it holds where all of them do. Never changed.</summary>
internal sealed class TermCondition
{
    private const int MinutesPerDay = 1440;
    private static readonly LocalDate FirstDate = new(1970, 1, 1);
    private static readonly TermAxis[] Axes = Enum.GetValues<TermAxis>();
    private static readonly TermAxis[] Clock = [TermAxis.Date, TermAxis.Weekday, TermAxis.Minute];

    private readonly Ranges[] _ranges;

    private TermCondition(Ranges[] ranges)
    {
        _ranges = ranges;
    }

    /// <summary>Holds at every instant of every session.</summary>
    public static TermCondition Always { get; } = Of(null);

    /// <summary>The values of an axis at which it can hold.</summary>
    public Ranges this[TermAxis axis] => _ranges[(int)axis];

    /// <summary>Whether it never holds.</summary>
    public bool IsNever => _ranges.Any(ranges => ranges.IsEmpty) || !HasDay;

    /// <summary>The restrictions of an element; null restricts nothing.</summary>
    public static TermCondition Of(OcpiRestrictions? restrictions)
    {
        OcpiRestrictions own = restrictions ?? new OcpiRestrictions();
        Ranges[] ranges = new Ranges[Axes.Length];
        ranges[(int)TermAxis.Weekday] =
            own.DaysOfWeek.Count == 0
                ? Ranges.Of(0, 7)
                : own.DaysOfWeek.Aggregate(Ranges.Of(0, 0), (days, day) => days.Or(Ranges.Of((int)day - 1, (int)day)));
        ranges[(int)TermAxis.Minute] = Minutes(own.StartMinute ?? 0, own.EndMinute ?? MinutesPerDay);
        ranges[(int)TermAxis.Date] = Ranges.Of(DayOf(own.StartDate) ?? 0, DayOf(own.EndDate) ?? Ranges.Open);
        ranges[(int)TermAxis.Energy] = Between(own.MinKwh, own.MaxKwh, 1_000_000);
        ranges[(int)TermAxis.Duration] = Ranges.Of(own.MinDuration ?? 0, own.MaxDuration ?? Ranges.Open);
        ranges[(int)TermAxis.Power] = Between(own.MinPower, own.MaxPower, 1_000_000);
        ranges[(int)TermAxis.Current] = Between(own.MinCurrent, own.MaxCurrent, 1_000);
        return new TermCondition(ranges);
    }

    /// <summary>From a local day on.</summary>
    public static TermCondition From(LocalDate day)
    {
        return Of(new OcpiRestrictions { StartDate = day });
    }

    /// <summary>The narrowest condition that holds wherever one of these does.</summary>
    public static TermCondition HullOf(IReadOnlyList<TermCondition> parts)
    {
        return new TermCondition([.. Axes.Select(axis => parts.Select(part => part[axis]).Aggregate((one, other) => one.Or(other)))]);
    }

    /// <summary>Whether an axis matters to it.</summary>
    public bool IsRestricted(TermAxis axis)
    {
        return !this[axis].IsSame(Always[axis]);
    }

    /// <summary>Whether it asks more about date, weekday or time of day than another.</summary>
    public bool IsTimedWithin(TermCondition space)
    {
        return Clock.Any(axis => !this[axis].IsSame(space[axis]));
    }

    /// <summary>Holds where both do.</summary>
    public TermCondition And(TermCondition other)
    {
        return new TermCondition([.. Axes.Select(axis => this[axis].And(other[axis]))]);
    }

    /// <summary>Whether there is an instant at which both hold.</summary>
    public bool Meets(TermCondition other)
    {
        return !And(other).IsNever;
    }

    /// <summary>Where this one holds and the other does not, in parts of which no two hold at once.</summary>
    public IEnumerable<TermCondition> Minus(TermCondition other)
    {
        if (!Meets(other))
        {
            yield return this;
            yield break;
        }

        // Axis by axis what lies outside goes off as a part, and what lies inside is cut further.
        TermCondition inside = this;
        foreach (TermAxis axis in Axes)
        {
            TermCondition outside = inside.With(axis, inside[axis].Minus(other[axis]));
            if (!outside.IsNever)
            {
                yield return outside;
            }

            inside = inside.With(axis, inside[axis].And(other[axis]));
        }
    }

    /// <summary>Both in one, where they differ in one axis alone; null where one condition cannot say it.</summary>
    public TermCondition? JoinedWith(TermCondition other)
    {
        TermAxis[] differing = [.. Axes.Where(axis => !this[axis].IsSame(other[axis]))];
        return differing switch
        {
            [] => this,
            [TermAxis only] => With(only, this[only].Or(other[only])),
            _ => null,
        };
    }

    /// <summary>Whether date, weekday and time of day let it hold at a local time.</summary>
    public bool HoldsByClock(LocalDateTime local)
    {
        return this[TermAxis.Date].Contains(DayOf(local.Date)!.Value)
            && this[TermAxis.Weekday].Contains((int)local.DayOfWeek - 1)
            && this[TermAxis.Minute].Contains((local.Hour * 60) + local.Minute);
    }

    /// <summary>A day of the axis of dates.</summary>
    public static LocalDate DateOf(long day)
    {
        return FirstDate.PlusDays((int)day);
    }

    // Whether one of its dates is one of its weekdays; 1970-01-01 was a Thursday.
    private bool HasDay => this[TermAxis.Date].Parts.Any(part =>
        part.Until - part.From >= 7
            || Enumerable.Range(0, (int)(part.Until - part.From)).Any(day => this[TermAxis.Weekday].Contains((part.From + day + 3) % 7)));

    private TermCondition With(TermAxis axis, Ranges ranges)
    {
        Ranges[] changed = [.. _ranges];
        changed[(int)axis] = ranges;
        return new TermCondition(changed);
    }

    // A window that ends before it begins goes over midnight.
    private static Ranges Minutes(int start, int end)
    {
        return start < end ? Ranges.Of(start, end) : Ranges.Of(start, MinutesPerDay).Or(Ranges.Of(0, end));
    }

    private static Ranges Between(decimal? minimum, decimal? maximum, int unit)
    {
        return Ranges.Of((long)((minimum ?? 0) * unit), maximum == null ? Ranges.Open : (long)(maximum.Value * unit));
    }

    private static long? DayOf(LocalDate? date)
    {
        return date == null ? null : Period.DaysBetween(FirstDate, date.Value);
    }
}
