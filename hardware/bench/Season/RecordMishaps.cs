namespace Hardware.Bench.Season;

/// <summary>Spreads what can go wrong with records over the sessions of a season: rarely, and each kind at least once where there are
/// enough sessions.</summary>
public static class RecordMishaps
{
    // One session in so many. A session without energy would show nothing.
    private static readonly (RecordMishap Mishap, int SessionsPerOne)[] Rates =
    [
        (RecordMishap.NoClock, 900),
        (RecordMishap.LateClock, 600),
        (RecordMishap.NoTariff, 3000),
        (RecordMishap.NoClockNoTariff, 4000),
        (RecordMishap.ForeignTariff, 6000),
        (RecordMishap.WrongCost, 12000),
    ];

    // What only somebody who tampers, or a loss, can do: a verification of the database names each.
    private static readonly (RecordMishap Mishap, int SessionsPerOne)[] Damages =
    [
        (RecordMishap.ChainBreak, 5000),
        (RecordMishap.RegisterBack, 9000),
        (RecordMishap.Lost, 9000),
    ];

    /// <summary>Marks sessions of these chargers; with damage, such too that a verification finds.</summary>
    public static void Spread(IReadOnlyList<SeasonCharger> chargers, bool isDamaged, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        // The first sessions of a charger have nothing before them that a chain or a register could contradict.
        Visit[] candidates = [.. chargers.SelectMany(charger => charger.Visits.Skip(2)).Where(visit => visit.WantedMilliwattHours > 0)];
        foreach ((RecordMishap mishap, int sessionsPerOne) in isDamaged ? [.. Rates, .. Damages] : Rates)
        {
            int count = Math.Min(candidates.Length / 10, Math.Max(1, candidates.Length / sessionsPerOne));
            for (int i = 0; i < count; i++)
            {
                Visit visit = dice.OneOf(candidates);
                visit.Mishap = visit.Mishap == RecordMishap.None ? mishap : visit.Mishap;
            }
        }
    }
}
