using System.Text;
using Firmware.Core.Promises;

namespace Firmware.Core.Flash;

/// <summary>Writes the fields of a record into a kept buffer: numbers in 7-bit groups, low group first, so that small ones are
/// short.</summary>
public sealed class RecordWriter
{
    private readonly byte[] _buffer;

    /// <summary>A writer over a buffer.</summary>
    public RecordWriter(byte[] buffer)
    {
        _buffer = buffer;
    }

    /// <summary>Where the next byte goes.</summary>
    public int Position { get; private set; }

    /// <summary>Something did not fit; the record must not be used.</summary>
    public bool IsOverflow { get; private set; }

    /// <summary>Starts over at an offset.</summary>
    public void Reset(int offset)
    {
        Position = offset;
        IsOverflow = false;
    }

    /// <summary>One byte.</summary>
    public void Byte(int value)
    {
        if (Position >= _buffer.Length)
        {
            IsOverflow = true;
            return;
        }

        _buffer[Position] = (byte)(value & 0xFF);
        Position++;
    }

    /// <summary>A number that is not negative.</summary>
    public void Unsigned(long value)
    {
        Guard.InRange(value, 0, long.MaxValue, "value");
        while (value > 127)
        {
            Byte((int)(value & 127) | 128);
            value >>= 7;
        }

        Byte((int)value);
    }

    /// <summary>A number of either sign: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void Signed(long value)
    {
        Guard.InRange(value, long.MinValue / 4, long.MaxValue / 4, "value");
        Unsigned(value < 0 ? (-2 * value) - 1 : 2 * value);
    }

    /// <summary>A 32-bit number, low byte first.</summary>
    public void Word(uint value)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            Byte((int)((value >> shift) & 0xFF));
        }
    }

    /// <summary>Bytes as they are.</summary>
    public void Bytes(byte[] source, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Byte(source[offset + i]);
        }
    }

    /// <summary>A text of at most 127 bytes, after its length.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Guard.InRange(bytes.Length, 0, 127, "text");
        Byte(bytes.Length);
        Bytes(bytes, 0, bytes.Length);
    }
}
