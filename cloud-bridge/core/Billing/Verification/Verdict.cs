namespace CloudBridge.Core.Billing.Verification;

/// <summary>What a verification found, and how much it looked at: a verdict without figures proves nothing.</summary>
public sealed class Verdict
{
    /// <summary>Defects that are kept; more are only counted.</summary>
    public const int DefectsKept = 10000;

    private readonly List<Defect> _defects = [];

    /// <summary>The defects, in the order of the search.</summary>
    public IReadOnlyList<Defect> Defects => _defects;

    /// <summary>How many there are, kept or not.</summary>
    public long DefectCount { get; private set; }

    /// <summary>Versions of tariffs whose text, hash and device form were compared.</summary>
    public long Tariffs { get; set; }

    /// <summary>Chargers that have records.</summary>
    public long Chargers { get; set; }

    /// <summary>Records whose code was computed again.</summary>
    public long Records { get; set; }

    /// <summary>Sessions whose registers were compared.</summary>
    public long Sessions { get; set; }

    /// <summary>Sessions that are held.</summary>
    public long Held { get; set; }

    /// <summary>Sessions that are kept without a bill by decision.</summary>
    public long Waived { get; set; }

    /// <summary>Bills that were made again.</summary>
    public long Bills { get; set; }

    /// <summary>Lines that were added up.</summary>
    public long Lines { get; set; }

    /// <summary>Statements that were made again.</summary>
    public long Statements { get; set; }

    /// <summary>Messages in quarantine.</summary>
    public long Quarantined { get; set; }

    /// <summary>Releases by people.</summary>
    public long Releases { get; set; }

    /// <summary>Keeps a defect.</summary>
    public void Add(string place, string what)
    {
        DefectCount++;
        if (_defects.Count < DefectsKept)
        {
            _defects.Add(new Defect(place, what));
        }
    }

    /// <summary>What was looked at, in one line.</summary>
    public string Scope()
    {
        string waived = Waived == 0 ? "" : $", {Waived} waived";
        return $"{Chargers} chargers, {Records} records, {Sessions} sessions ({Held} held{waived}), {Bills} bills with {Lines} lines, "
            + $"{Statements} statements, {Tariffs} tariffs, {Quarantined} messages in quarantine, {Releases} releases";
    }
}
