using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Operations.Live;

/// <summary>
/// The recent past of one charger for its charts, in memory: at most 24 hours and <see cref="CountMax"/> points. When there are more, the
/// one that is missed least goes: of the points of a session, not its first, its last or one after a gap, that whose neighbours are closest
/// to each other for their age. So the last minutes keep every few seconds, and yesterday every quarter of an hour. Not thread-safe.
/// </summary>
public sealed class LiveTrail
{
    /// <summary>Most points kept.</summary>
    public const int CountMax = 300;

    /// <summary>How far back it reaches, in ms.</summary>
    public const long SpanMs = 86400000;

    /// <summary>Between two points farther apart than this nobody knows what was, in ms.</summary>
    public const long GapMs = 60000;

    // Up to about this age points are thinned evenly.
    private const long EvenAgeMs = 1800000;

    private readonly List<TrailPoint> _points = new(CountMax + 1);

    /// <summary>Adds what a reading says; the older readings are, the fewer remain.</summary>
    public void Add(LiveReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        TrailPoint? last = _points.Count == 0 ? null : _points[^1];
        long number = reading.Session?.Number ?? 0;
        bool isBreak = last == null || number != last.SessionNumber || reading.ReceivedUtcMs - last.AtUtcMs > GapMs;
        // A clock that went back would draw a line backwards.
        _points.RemoveAll(point => point.AtUtcMs >= reading.ReceivedUtcMs || reading.ReceivedUtcMs - point.AtUtcMs > SpanMs);
        _points.Add(
            new TrailPoint(
                reading.ReceivedUtcMs,
                number,
                isBreak,
                reading.PowerMilliwatts,
                reading.Session?.EnergyMilliwattHours ?? 0,
                reading.Session?.CostInclMicros,
                reading.Session?.Currency ?? ""));
        if (_points.Count > CountMax)
        {
            _points.RemoveAt(LeastMissed(reading.ReceivedUtcMs));
        }
    }

    /// <summary>The points, oldest first.</summary>
    public IReadOnlyList<TrailPoint> Points()
    {
        return [.. _points];
    }

    private int LeastMissed(long nowUtcMs)
    {
        int least = 0;
        double leastWeight = double.MaxValue;
        for (int i = 1; i < _points.Count - 1; i++)
        {
            if (_points[i].IsBreak || _points[i + 1].IsBreak)
            {
                continue;
            }

            double weight = (double)(_points[i + 1].AtUtcMs - _points[i - 1].AtUtcMs) / (nowUtcMs - _points[i].AtUtcMs + EvenAgeMs);
            if (weight < leastWeight)
            {
                (least, leastWeight) = (i, weight);
            }
        }

        return least;
    }
}

/// <summary>What was at an instant.</summary>
/// <param name="AtUtcMs">When the bridge heard of it, unix ms.</param>
/// <param name="SessionNumber">The session; 0 without one.</param>
/// <param name="IsBreak">Whether the line must not be drawn from the point before: another session, or nothing was heard between.</param>
/// <param name="PowerMilliwatts">Power.</param>
/// <param name="EnergyMilliwattHours">Energy of the session so far.</param>
/// <param name="CostInclMicros">Its cost so far including VAT; null when not known.</param>
/// <param name="Currency">Currency; empty when not known.</param>
public sealed record TrailPoint(
    long AtUtcMs,
    long SessionNumber,
    bool IsBreak,
    long PowerMilliwatts,
    long EnergyMilliwattHours,
    long? CostInclMicros,
    string Currency);
