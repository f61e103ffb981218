namespace CloudBridge.Mqtt;

/// <summary>How many packets a client may send: so many a second, and what it saves up for a while. Thread-safe: a client that takes its
/// own place has two connections for a moment.</summary>
public sealed class PacketCredit
{
    // A charger that comes back after a long outage sends its backlog at once.
    private const int BurstSeconds = 20;

    private readonly Lock _lock = new();
    private readonly int _packetsPerSecondMax;
    private readonly TimeProvider _clock;
    private long _earnedAt;
    private double _packets;

    /// <summary>A full credit; <paramref name="packetsPerSecondMax"/> 0 means any rate.</summary>
    public PacketCredit(int packetsPerSecondMax, TimeProvider clock)
    {
        _packetsPerSecondMax = packetsPerSecondMax;
        _clock = clock;
        _earnedAt = clock.GetTimestamp();
        _packets = PacketsMax;
    }

    /// <summary>Whether it is as good as a new one.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                Earn();
                return _packets >= PacketsMax;
            }
        }
    }

    private double PacketsMax => (double)_packetsPerSecondMax * BurstSeconds;

    /// <summary>Takes a packet off; false when nothing is left.</summary>
    public bool TryTake()
    {
        if (_packetsPerSecondMax == 0)
        {
            return true;
        }

        lock (_lock)
        {
            Earn();
            if (_packets < 1)
            {
                return false;
            }

            _packets--;
            return true;
        }
    }

    private void Earn()
    {
        long now = _clock.GetTimestamp();
        double earned = _clock.GetElapsedTime(_earnedAt, now).TotalSeconds * _packetsPerSecondMax;
        _earnedAt = now;
        _packets = Math.Min(_packets + earned, PacketsMax);
    }
}
