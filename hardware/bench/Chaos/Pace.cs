namespace Hardware.Bench.Chaos;

/// <summary>
/// Keeps sessions and kills in step: kills come after a planned number of sessions, and chargers, which play a session in milliseconds, do
/// not run away while a process starts again. Thread-safe.
/// </summary>
internal sealed class Pace
{
    private readonly Lock _lock = new();
    private int _begun;
    private int _limit;

    /// <summary>Sessions begun.</summary>
    public int BegunCount
    {
        get
        {
            lock (_lock)
            {
                return _begun;
            }
        }
    }

    /// <summary>Whether a charger may begin a session now; it then counts as begun.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_begun >= _limit)
            {
                return false;
            }

            _begun++;
            return true;
        }
    }

    /// <summary>Sessions may begin up to this number.</summary>
    public void AllowUpTo(int count)
    {
        lock (_lock)
        {
            _limit = Math.Max(_limit, count);
        }
    }
}
