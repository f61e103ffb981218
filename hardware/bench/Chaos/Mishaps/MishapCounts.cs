namespace Hardware.Bench.Chaos.Mishaps;

/// <summary>How often each mishap has happened. Thread-safe.</summary>
public sealed class MishapCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<Mishap>().Length];

    /// <summary>Processes killed.</summary>
    public long Kills => this[Mishap.BridgeKilled] + this[Mishap.BrokerKilled] + this[Mishap.DatabaseKilled];

    /// <summary>Power and connections cut.</summary>
    public long Cuts => this[Mishap.PowerCut] + this[Mishap.WriteTorn] + this[Mishap.LinkCut];

    /// <summary>How often one has happened.</summary>
    public long this[Mishap mishap] => Interlocked.Read(ref _counts[(int)mishap]);

    /// <summary>It has happened.</summary>
    public void Add(Mishap mishap)
    {
        Interlocked.Increment(ref _counts[(int)mishap]);
    }
}
