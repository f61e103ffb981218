namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>A set of whole numbers from 0 on, as half-open ranges in order that do not touch. Never changed.</summary>
internal sealed class Ranges
{
    /// <summary>The end of a range that has none.</summary>
    public const long Open = long.MaxValue;

    private readonly (long From, long Until)[] _parts;

    private Ranges(IEnumerable<(long From, long Until)> parts)
    {
        _parts = [.. parts];
    }

    /// <summary>The ranges, in order.</summary>
    public IReadOnlyList<(long From, long Until)> Parts => _parts;

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => _parts.Length == 0;

    /// <summary>One range; empty where it ends before it begins.</summary>
    public static Ranges Of(long from, long until)
    {
        return new Ranges(from < until ? [(from, until)] : []);
    }

    /// <summary>Whether a number is in it.</summary>
    public bool Contains(long value)
    {
        return _parts.Any(part => value >= part.From && value < part.Until);
    }

    /// <summary>What is in both.</summary>
    public Ranges And(Ranges other)
    {
        return new Ranges(_parts
            .SelectMany(own => other._parts.Select(its => (From: Math.Max(own.From, its.From), Until: Math.Min(own.Until, its.Until))))
            .Where(part => part.From < part.Until)
            .Order());
    }

    /// <summary>What is in this one and not in the other.</summary>
    public Ranges Minus(Ranges other)
    {
        List<(long, long)> gaps = [];
        long from = 0;
        foreach ((long start, long until) in other._parts)
        {
            gaps.Add((from, start));
            from = until;
        }

        gaps.Add((from, Open));
        return And(new Ranges(gaps.Where(gap => gap.Item1 < gap.Item2)));
    }

    /// <summary>What is in either.</summary>
    public Ranges Or(Ranges other)
    {
        List<(long From, long Until)> joined = [];
        foreach ((long from, long until) in _parts.Concat(other._parts).Order())
        {
            if (joined.Count > 0 && from <= joined[^1].Until)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].Until, until));
            }
            else
            {
                joined.Add((from, until));
            }
        }

        return new Ranges(joined);
    }

    /// <summary>Whether the same numbers are in both.</summary>
    public bool IsSame(Ranges other)
    {
        return _parts.AsSpan().SequenceEqual(other._parts);
    }
}
