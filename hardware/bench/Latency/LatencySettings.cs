namespace Hardware.Bench.Latency;

/// <summary>How large a measurement of latencies is.</summary>
public sealed record LatencySettings
{
    /// <summary>Beyond this, two cores only switch between chargers.</summary>
    public const int ChargerCountMax = 500;

    /// <summary>Chargers that charge, each with its owner and the owner's open page.</summary>
    public int ChargerCount { get; init; } = 200;

    /// <summary>Chargers on which the residual-current device trips, one after the other; 0 is half of them.</summary>
    public int FaultCount { get; init; }

    /// <summary>What every decision follows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Chargers that trip.</summary>
    public int TripCount => FaultCount == 0 ? (ChargerCount + 1) / 2 : FaultCount;

    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (ChargerCount is < 1 or > ChargerCountMax)
        {
            return $"--chargers {ChargerCount}: give 1 to {ChargerCountMax}";
        }
        if (FaultCount < 0 || FaultCount > ChargerCount)
        {
            return $"--faults {FaultCount}: give 1 to the number of chargers, which is {ChargerCount}: a charger trips once";
        }
        return null;
    }
}
