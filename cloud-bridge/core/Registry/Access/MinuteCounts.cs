namespace CloudBridge.Core.Registry.Access;

/// <summary>How often something was done within a minute, by key. What is kept is bounded: of too many keys the one whose minute began
/// first goes.</summary>
public sealed class MinuteCounts
{
    /// <summary>How long a count lasts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);
    private readonly Queue<Count> _byAge = new();
    private readonly TimeProvider _clock;
    private readonly int _timesMax;
    private readonly int _keysMax;

    /// <summary>Nothing was done yet; each key may <paramref name="timesMax"/> times in a minute.</summary>
    public MinuteCounts(TimeProvider clock, int timesMax, int keysMax = 10000)
    {
        _clock = clock;
        _timesMax = timesMax;
        _keysMax = keysMax;
    }

    /// <summary>Counts once more; false when that is too often, and then it does not count.</summary>
    public bool TryCount(string key)
    {
        lock (_lock)
        {
            long now = _clock.GetTimestamp();
            while (
                _byAge.TryPeek(out Count? first)
                && (_clock.GetElapsedTime(first.BeganAt, now) >= Window
                    || (_counts.Count >= _keysMax && !_counts.ContainsKey(key))))
            {
                _counts.Remove(_byAge.Dequeue().Key);
            }

            if (!_counts.TryGetValue(key, out Count? count))
            {
                count = new Count(key, now);
                _counts.Add(key, count);
                _byAge.Enqueue(count);
            }

            bool isAllowed = count.Times < _timesMax;
            count.Times += isAllowed ? 1 : 0;
            return isAllowed;
        }
    }

    private sealed record Count(string Key, long BeganAt)
    {
        public int Times { get; set; }
    }
}
