using System.Globalization;

namespace Hardware.Bench.Figures;

/// <summary>Latencies in figures: half of all, 99 of 100 and all were at most so long.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="MedianMs">p50.</param>
/// <param name="Percentile99Ms">p99: of fewer than 100 the longest.</param>
/// <param name="LongestMs">The longest.</param>
public sealed record LatencyFigures(int Count, long MedianMs, long Percentile99Ms, long LongestMs)
{
    /// <summary>The figures of latencies by nearest rank; all 0 when there are none.</summary>
    public static LatencyFigures Of(IEnumerable<TimeSpan> latencies)
    {
        long[] ordered = [.. latencies.Select(latency => (long)latency.TotalMilliseconds).Order()];
        return ordered.Length == 0
            ? new LatencyFigures(0, 0, 0, 0)
            : new LatencyFigures(ordered.Length, At(ordered, 50), At(ordered, 99), ordered[^1]);
    }

    /// <summary>For people.</summary>
    public string InWords()
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} times; half within {MedianMs / 1000.0:F2} s, 99 of 100 within {Percentile99Ms / 1000.0:F2} "
                + $"s, the longest {LongestMs / 1000.0:F2} s");
    }

    private static long At(long[] ordered, int percent)
    {
        return ordered[(((ordered.Length * percent) + 99) / 100) - 1];
    }
}
