namespace CloudBridge.Mqtt;

/// <summary>
/// Follows the bytes of one client and says when a packet is announced larger than allowed, before anything is set aside for it, or when
/// packets come faster than allowed. It knows only the fixed header of MQTT (3.1.1 section 2.2): a type, then the remaining length in 1 to
/// 4 bytes of 7 bits.
/// </summary>
public sealed class PacketGuard
{
    private readonly int _packetBytesMax;
    private volatile PacketCredit _credit;
    private long _bodyBytesLeft;
    private long _length;
    private int _shift = -1;
    private bool _hasLength;

    /// <summary>A guard of one who has not said yet who it is, with a credit of its own.</summary>
    public PacketGuard(int packetBytesMax, PacketCredit credit)
    {
        _packetBytesMax = packetBytesMax;
        _credit = credit;
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

    /// <summary>Counts from here on by another credit: that of the client, whom the connection has turned out to be.</summary>
    public void CountBy(PacketCredit credit)
    {
        _credit = credit;
    }

    private PacketVerdict TakeHeaderByte(byte value)
    {
        if (_shift < 0)
        {
            _shift = 0;
            _length = 0;
            return _credit.TryTake() ? PacketVerdict.Allowed : PacketVerdict.Flood;
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
