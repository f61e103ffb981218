using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Billing.Verification;
using Firmware.Core.Messaging;
using Hardware.Bench.Chaos.Money;

namespace Hardware.Bench.Chaos;

/// <summary>What the bridge has, held against what truly happened.</summary>
public sealed class ChaosOutcome
{
    private readonly List<string> _defects = [];

    /// <summary>Sessions played: a vehicle came, stayed and went.</summary>
    public int SessionCount { get; private set; }

    /// <summary>Sessions with a bill.</summary>
    public int BilledCount { get; private set; }

    /// <summary>Sessions held, by reason.</summary>
    public SortedDictionary<string, int> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>Sessions held.</summary>
    public int HeldCount { get; private set; }

    /// <summary>Sessions, or energy beyond what a power cut may cost, that the bridge does not have.</summary>
    public int LostCount { get; private set; }

    /// <summary>Sessions that the bridge has twice, or that never were.</summary>
    public int DoubleCount { get; private set; }

    /// <summary>Sessions with more energy than the vehicle was given.</summary>
    public int OverbilledCount { get; private set; }

    /// <summary>Bills whose end is sooner after their start than the vehicle was plugged in.</summary>
    public int TooShortCount { get; private set; }

    /// <summary>Sessions that cannot have been, and are held.</summary>
    public int AbsurdHeldCount { get; private set; }

    /// <summary>Messages that the bridge could not take.</summary>
    public int QuarantinedCount { get; private set; }

    /// <summary>Bills and stays that cost a cent or more than they must, or less.</summary>
    public int WrongMoneyCount { get; private set; }

    /// <summary>Defects that the bridge's own verification finds in its database.</summary>
    public long UnverifiedCount { get; private set; }

    /// <summary>Energy that all vehicles were given, in mWh.</summary>
    public double TrueMilliwattHours { get; private set; }

    /// <summary>Energy on bills, in mWh.</summary>
    public long BilledMilliwattHours { get; private set; }

    /// <summary>Energy of held sessions, in mWh.</summary>
    public long HeldMilliwattHours { get; private set; }

    /// <summary>Energy that no sensor could meter, in mWh.</summary>
    public double UnmeteredMilliwattHours { get; private set; }

    /// <summary>The most that a session lacks for each of its power cuts, in mWh.</summary>
    public double WorstShortfallMilliwattHours { get; private set; }

    /// <summary>The most that a session has above the truth, in mWh: the meter's own error.</summary>
    public double WorstExcessMilliwattHours { get; private set; }

    /// <summary>Each defect, in a sentence.</summary>
    public IReadOnlyList<string> Defects => _defects;

    /// <summary>Whether nothing was lost, doubled, over-billed or refused.</summary>
    public bool IsClean => _defects.Count == 0;

    /// <summary>Holds them against each other.</summary>
    public static ChaosOutcome Of(
        IEnumerable<Visit> visits,
        IReadOnlyList<BillSummary> bills,
        IReadOnlyList<HeldRow> held,
        IReadOnlyList<QuarantineRow> quarantine,
        long absurdCount = 0)
    {
        ArgumentNullException.ThrowIfNull(visits);
        ArgumentNullException.ThrowIfNull(bills);
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(quarantine);
        HeldRow[] absurd = [.. held.Where(session => session.ChargerId == AbsurdCharger.Id)];
        held = [.. held.Except(absurd)];
        ChaosOutcome outcome = new()
        {
            BilledCount = bills.Count,
            BilledMilliwattHours = bills.Sum(bill => bill.EnergyMilliwattHours),
            HeldCount = held.Count,
            HeldMilliwattHours = held.Sum(session => session.EnergyMilliwattHours),
            QuarantinedCount = quarantine.Count,
            AbsurdHeldCount = absurd.Length,
        };
        outcome.CountAbsurd(absurdCount);
        foreach (IGrouping<string, HeldRow> reason in held.GroupBy(session => session.Reason))
        {
            outcome.Held[reason.Key] = reason.Count();
        }

        outcome._defects.AddRange(
            quarantine.Select(message => $"{message.ChargerId} {message.Topic}: in quarantine, {message.Reason} ({message.Detail})"));
        outcome.Match(visits, outcome.Collect(bills, held));
        return outcome;
    }

    /// <summary>Adds what is wrong about money.</summary>
    public void Add(MoneyJudge money)
    {
        ArgumentNullException.ThrowIfNull(money);
        WrongMoneyCount += money.Defects.Count;
        _defects.AddRange(money.Defects);
    }

    /// <summary>Adds what the verification of the database has found.</summary>
    public void Add(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        UnverifiedCount += verdict.DefectCount;
        _defects.AddRange(verdict.Defects.Select(defect => $"verify: {defect.Place}: {defect.What}"));
    }

    // A bill of one is a session that never was. One without a receipt may be held or not yet there.
    private void CountAbsurd(long receiptCount)
    {
        if (AbsurdHeldCount < receiptCount)
        {
            LostCount++;
            _defects.Add($"{receiptCount} sessions that cannot have been have their receipt, and {AbsurdHeldCount} are held");
        }
    }

    private Dictionary<string, Reported> Collect(IReadOnlyList<BillSummary> bills, IReadOnlyList<HeldRow> held)
    {
        Dictionary<string, Reported> reported = new(StringComparer.Ordinal);
        IEnumerable<(string Id, Reported Reported)> all = bills
            .Select(bill => (bill.SessionId, new Reported(bill.EnergyMilliwattHours, bill.EndUtcMs - bill.StartUtcMs, true)))
            .Concat(held.Select(session => (session.SessionId, new Reported(session.EnergyMilliwattHours, 0, false))));
        foreach ((string id, Reported one) in all)
        {
            if (!reported.TryAdd(id, one))
            {
                DoubleCount++;
                _defects.Add($"{id}: the bridge has it twice");
            }
        }

        return reported;
    }

    private void Match(IEnumerable<Visit> visits, Dictionary<string, Reported> all)
    {
        foreach (Visit visit in visits)
        {
            SessionCount++;
            TrueMilliwattHours += visit.Vehicle.EnergyMilliwattHours;
            UnmeteredMilliwattHours += visit.UnmeteredMilliwattHours;
            string[] missing =
            [
                .. visit.SessionNumbers.Select(number => SessionMessage.IdOf(visit.ChargerId, number)).Where(id => !all.ContainsKey(id)),
            ];
            Reported sum = new(0, 0, true);
            foreach (long number in visit.SessionNumbers)
            {
                if (all.Remove(SessionMessage.IdOf(visit.ChargerId, number), out Reported? part))
                {
                    sum = new Reported(
                        sum.EnergyMilliwattHours + part.EnergyMilliwattHours,
                        sum.DurationMs + part.DurationMs,
                        sum.IsBilled && part.IsBilled);
                }
            }

            if (visit.SessionNumbers.Count == 0 || missing.Length > 0)
            {
                LostCount++;
                _defects.Add(
                    $"{NameOf(visit)}: the bridge does not have session "
                        + $"{(missing.Length == 0 ? "(never begun)" : string.Join(", ", missing))}");
            }
            else
            {
                CompareEnergy(visit, sum.EnergyMilliwattHours);
                CompareTime(visit, sum);
            }
        }

        DoubleCount += all.Count;
        _defects.AddRange(all.Keys.Select(id => $"{id}: the bridge has it, and no vehicle came"));
    }

    private void CompareEnergy(Visit visit, long reported)
    {
        double excess = reported - visit.Vehicle.EnergyMilliwattHours;
        WorstExcessMilliwattHours = Math.Max(WorstExcessMilliwattHours, excess);
        if (excess > visit.SurplusMilliwattHoursMax)
        {
            OverbilledCount++;
            _defects.Add(Sentence(visit, reported, "more than the vehicle was given"));
        }

        if (-excess > visit.MissingMilliwattHoursMax)
        {
            LostCount++;
            _defects.Add(Sentence(visit, reported, "less than a checkpoint for each power cut explains"));
        }

        if (visit.PowerCutCount > 0)
        {
            double shortfall = -excess - visit.UnmeteredMilliwattHours;
            WorstShortfallMilliwattHours = Math.Max(WorstShortfallMilliwattHours, shortfall / visit.PowerCutCount);
        }
    }

    private void CompareTime(Visit visit, Reported reported)
    {
        if (reported.IsBilled && reported.DurationMs < visit.PluggedMs - visit.MissingMsMax)
        {
            TooShortCount++;
            _defects.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{NameOf(visit)}: {reported.DurationMs} ms from start to end on the bill, and {visit.PluggedMs} ms plugged in"));
        }
    }

    private static string Sentence(Visit visit, long reported, string what)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{NameOf(visit)}: {reported} mWh, {what}; true {visit.Vehicle.EnergyMilliwattHours:F0} mWh, of these "
                + $"{visit.UnmeteredMilliwattHours:F0} without sensor, {visit.PowerCutCount} power cuts");
    }

    private static string NameOf(Visit visit)
    {
        string numbers = string.Join(", ", visit.SessionNumbers.Select(number => SessionMessage.IdOf(visit.ChargerId, number)));
        return string.Create(CultureInfo.InvariantCulture, $"visit {visit.Number} of {visit.ChargerId} ({numbers})");
    }

    private sealed record Reported(long EnergyMilliwattHours, long DurationMs, bool IsBilled);
}
