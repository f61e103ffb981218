namespace CloudBridge.Mqtt;

/// <summary>
/// Follows the bytes of one client and says when a packet is announced larger than allowed, before anything is set aside for it, or when
/// packets come faster than allowed. It knows only the fixed header of MQTT (3.1.1 section 2.2): a type, then the remaining length in 1 to
/// 4 bytes of 7 bits.
/// </summary>
public sealed class PacketGuard
{
    // A charger that comes back after a long outage sends its backlog at once.
    private const int BurstSeconds = 20;

    private readonly int _packetBytesMax;
    private readonly int _packetsPerSecondMax;
    private readonly TimeProvider _clock;
    private long _creditAt;
    private double _credit;
    private long _bodyBytesLeft;
    private long _length;
    private int _shift = -1;
    private bool _hasLength;

    /// <summary>A guard; <paramref name="packetsPerSecondMax"/> 0 means any rate.</summary>
    public PacketGuard(int packetBytesMax, int packetsPerSecondMax, TimeProvider clock)
    {
        _packetBytesMax = packetBytesMax;
        _packetsPerSecondMax = packetsPerSecondMax;
        _clock = clock;
        _creditAt = clock.GetTimestamp();
        _credit = (double)packetsPerSecondMax * BurstSeconds;
    }

    /// <summary>Whether a whole packet has come.</summary>
    public bool HasPacket => _hasLength && _bodyBytesLeft == 0;

    /// <summary>Looks at what has come; anything but <see cref="PacketVerdict.Allowed"/> ends the connection.</summary>
    public PacketVerdict Check(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_bodyBytesLeft > 0)
            {
                int skipped = (int)Math.Min(_bodyBytesLeft, bytes.Length);
                _bodyBytesLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            PacketVerdict verdict = TakeHeaderByte(bytes[0]);
            if (verdict != PacketVerdict.Allowed)
            {
                return verdict;
            }

            bytes = bytes[1..];
        }

        return PacketVerdict.Allowed;
    }

    private PacketVerdict TakeHeaderByte(byte value)
    {
        if (_shift < 0)
        {
            _shift = 0;
            _length = 0;
            return HasCredit() ? PacketVerdict.Allowed : PacketVerdict.Flood;
        }

        _length |= (long)(value & 0x7F) << _shift;
        _shift += 7;
        if (_length > _packetBytesMax || (_shift == 28 && value >= 0x80))
        {
            return PacketVerdict.Oversize;
        }

        if (value < 0x80)
        {
            _bodyBytesLeft = _length;
            _shift = -1;
            _hasLength = true;
        }

        return PacketVerdict.Allowed;
    }

    private bool HasCredit()
    {
        if (_packetsPerSecondMax == 0)
        {
            return true;
        }

        long now = _clock.GetTimestamp();
        double earned = _clock.GetElapsedTime(_creditAt, now).TotalSeconds * _packetsPerSecondMax;
        _creditAt = now;
        _credit = Math.Min(_credit + earned, (double)_packetsPerSecondMax * BurstSeconds) - 1;
        return _credit >= 0;
    }
}

/// <summary>What a <see cref="PacketGuard"/> says.</summary>
public enum PacketVerdict
{
    /// <summary>Go on.</summary>
    Allowed,

    /// <summary>A packet is larger than allowed, or its length is no length.</summary>
    Oversize,

    /// <summary>Packets come faster than allowed.</summary>
    Flood,
}
