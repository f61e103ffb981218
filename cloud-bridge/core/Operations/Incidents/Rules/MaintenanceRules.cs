namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>One figure that asks for a technician when it is over its limit.</summary>
/// <param name="Cause">Cause of the incident; never changes.</param>
/// <param name="Limit">Limit, in the unit of the figure.</param>
/// <param name="Unit">The unit in words.</param>
/// <param name="Read">The figure in a status; null when the charger does not tell it.</param>
public sealed record MaintenanceRule(string Cause, long Limit, string Unit, Func<StatusReport, long?> Read)
{
    /// <summary>What it means, in a sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do first.</summary>
    public required string Remedy { get; init; }
}

/// <summary>The table of maintenance rules. A figure that a charger does not tell keeps its rule silent.</summary>
public static class MaintenanceRules
{
    /// <summary>Boots within a day; counted by the bridge.</summary>
    public const string Reboots = "reboots";

    /// <summary>In percent of the limit: only below it is a figure well again, so that one that trembles at its limit is one
    /// incident.</summary>
    public const int WellPercent = 80;

    /// <summary>Boots within this time count, in ms.</summary>
    public const long RebootWindowMs = 24 * 3600000L;

    /// <summary>All rules; the place of a rule is its bit in the database.</summary>
    public static IReadOnlyList<MaintenanceRule> All { get; } =
    [
        // Contactors of this class are good for about 100,000 switchings under their rated current: half of it is the time to look.
        new("contactorCycles", 50000, "switchings", status => status.ContactorCycles)
        {
            Meaning = "The contactor has done half of the switchings it is good for.",
            Remedy = "Measure the contacts at the next visit and plan a new contactor.",
        },
        // Opening under load burns the contacts as a hundred normal openings do; a healthy vehicle stops the current first.
        new("hotOpenings", 100, "openings under load", status => status.HotOpenings)
        {
            Meaning = "The contactor was opened under load so often that its contacts are burnt: it may weld.",
            Remedy = "Measure the contacts, exchange the contactor, and find out what opens it while current flows.",
        },
        // Ten readings a second: a minute of failed readings since boot is a bad wire or a bad chip, long before the meter is lost.
        new("sensorErrors", 600, "failed sensor readings since boot", status => status.SensorErrors)
        {
            Meaning = "The current sensor often fails to answer: a wire or the chip will fail altogether.",
            Remedy = FaultRemedies.Find("PowerMeterFailure")!.Check,
        },
        // The current that is metered with an open contactor: 100 mA are 23 W at 230 V, which nobody took and somebody may pay.
        new("zeroOffset", 100, "mA at an open contactor", status => status.ZeroOffsetMilliamps is long offset ? Math.Abs(offset) : null)
        {
            Meaning = "The meter shows a current while the contactor is open: somebody would pay for nothing.",
            Remedy = "Calibrate the zero with the contactor open (serial command calibrate).",
        },
        // A charger boots after an update or a power cut; five times in a day is a supply or a board that fails.
        new(Reboots, 5, "boots within 24 hours", status => status.RebootsInADay)
        {
            Meaning = "The charger starts again and again.",
            Remedy = "Look at the supply of the board, its boot reasons in the serial log, and the watchdog.",
        },
        // The protection opens at a temperature that a sound charger in the shade never reaches.
        new("overTemperatureTrips", 3, "trips of the temperature switch", status => status.OverTemperatureTrips)
        {
            Meaning = "The charger got too hot several times.",
            Remedy = FaultRemedies.Find("HighTemperature")!.Remedy,
        },
    ];

    /// <summary>Whether a figure asks for a technician.</summary>
    public static bool IsDue(MaintenanceRule rule, long measured)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return measured >= rule.Limit;
    }

    /// <summary>Whether a figure that asked for one is well again.</summary>
    public static bool IsWell(MaintenanceRule rule, long measured)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return measured * 100 < rule.Limit * WellPercent;
    }

    /// <summary>The rule of a cause; null when there is none.</summary>
    public static MaintenanceRule? Find(string cause)
    {
        return All.FirstOrDefault(rule => rule.Cause == cause);
    }
}
