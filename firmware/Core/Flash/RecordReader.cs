using System.Text;

namespace Firmware.Core.Flash;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. Past the end it gives zeros and says so; it never throws.</summary>
public sealed class RecordReader
{
    private byte[] _buffer = new byte[0];
    private int _position;
    private int _end;

    /// <summary>More was asked for than was there, or a number was too long.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether all has been read, and well.</summary>
    public bool IsAtEnd => !IsBroken && _position == _end;

    /// <summary>Starts at a part of a buffer, which must not change while it is read.</summary>
    public void Reset(byte[] buffer, int offset, int count)
    {
        _buffer = buffer;
        _position = offset;
        _end = offset + count;
        IsBroken = false;
    }

    /// <summary>Takes the last bytes off the end, before the rest is read.</summary>
    public void TakeTail(byte[] target)
    {
        if (_end - _position < target.Length)
        {
            IsBroken = true;
            return;
        }

        _end -= target.Length;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = _buffer[_end + i];
        }
    }

    /// <summary>One byte.</summary>
    public int Byte()
    {
        if (_position >= _end)
        {
            IsBroken = true;
            return 0;
        }

        return _buffer[_position++];
    }

    /// <summary>A number that is not negative.</summary>
    public long Unsigned()
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            int group = Byte();
            value |= (long)(group & 127) << shift;
            if (group < 128)
            {
                return value;
            }
        }

        IsBroken = true;
        return 0;
    }

    /// <summary>A number of either sign.</summary>
    public long Signed()
    {
        long value = Unsigned();
        return (value & 1) == 0 ? value >> 1 : -(value >> 1) - 1;
    }

    /// <summary>A 32-bit number, low byte first.</summary>
    public uint Word()
    {
        uint value = 0;
        for (int shift = 0; shift < 32; shift += 8)
        {
            value |= (uint)Byte() << shift;
        }

        return value;
    }

    /// <summary>Bytes as they are.</summary>
    public void Bytes(byte[] target, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[offset + i] = (byte)Byte();
        }
    }

    /// <summary>A text.</summary>
    public string Text()
    {
        int length = Byte();
        if (_position + length > _end)
        {
            IsBroken = true;
            return "";
        }

        string text = Encoding.UTF8.GetString(_buffer, _position, length);
        _position += length;
        return text;
    }
}
