namespace CloudBridge.Mqtt;

/// <summary>
/// The credit of each client that was let in, kept over its connections, so that nobody gets a fresh one by connecting again. Bounded by
/// who has sent something lately: a credit that is full is as good as none, and is forgotten.
/// </summary>
public sealed class PacketCredits
{
    private const int CountUntilSwept = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PacketCredit> _credits = new(StringComparer.Ordinal);
    private readonly int _packetsPerSecondMax;
    private readonly TimeProvider _clock;
    private int _sweepCount = CountUntilSwept;

    /// <summary>Credits of so many packets a second; 0 means any rate.</summary>
    public PacketCredits(int packetsPerSecondMax, TimeProvider clock)
    {
        _packetsPerSecondMax = packetsPerSecondMax;
        _clock = clock;
    }

    /// <summary>Credits that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _credits.Count;
            }
        }
    }

    /// <summary>A credit that is nobody's yet.</summary>
    public PacketCredit New()
    {
        return new PacketCredit(_packetsPerSecondMax, _clock);
    }

    /// <summary>The credit of a client that was let in.</summary>
    public PacketCredit Of(string clientId)
    {
        lock (_lock)
        {
            if (_credits.TryGetValue(clientId, out PacketCredit? kept))
            {
                return kept;
            }

            if (_credits.Count >= _sweepCount)
            {
                Sweep();
            }

            PacketCredit credit = New();
            _credits.Add(clientId, credit);
            return credit;
        }
    }

    // Rarely: where most are in use the next time is twice as many away.
    private void Sweep()
    {
        foreach ((string clientId, PacketCredit credit) in _credits)
        {
            if (credit.IsFull)
            {
                _credits.Remove(clientId);
            }
        }

        _sweepCount = Math.Max(CountUntilSwept, 2 * _credits.Count);
    }
}
