using System;
using Firmware.Core.Ports;
using Firmware.Core.Promises;

namespace Firmware.Core.Flash;

/// <summary>
/// One of two places for a text on flash: {length 4, generation 4, CRC-32 4, text}, whole or not there. Whoever keeps a text writes the
/// other slot, so that a torn write never takes the place of a good one.
/// </summary>
public sealed class SlotFile
{
    private const int HeaderLength = 12;
    private const int CrcOffset = 8;

    private readonly IFlashStore _flash;
    private readonly string _name;
    private readonly int _textMax;

    /// <summary>A slot in a file, for texts up to a length in bytes.</summary>
    public SlotFile(IFlashStore flash, string name, int textMax)
    {
        _flash = flash;
        _name = name;
        _textMax = textMax;
    }

    /// <summary>Counts up with each text that is kept; 0 when the slot holds none.</summary>
    public uint Generation { get; private set; }

    /// <summary>There is a file, and it is not a whole text.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The file ends before its text does: a write was cut off, and nothing has gone bad.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The text; null when there is none.</summary>
    public byte[]? Read()
    {
        Generation = 0;
        byte[] header = new byte[HeaderLength];
        int read = _flash.Read(_name, 0, header, HeaderLength);
        IsDamaged = read >= 0;
        IsTorn = read >= 0 && read < HeaderLength;
        RecordReader reader = new RecordReader();
        reader.Reset(header, 0, HeaderLength);
        uint length = reader.Word();
        uint generation = reader.Word();
        uint crc = reader.Word();
        if (read != HeaderLength || length > _textMax)
        {
            return null;
        }

        byte[] file = new byte[HeaderLength + (int)length];
        read = _flash.Read(_name, 0, file, file.Length);
        IsTorn = read < file.Length;
        Array.Clear(file, CrcOffset, HeaderLength - CrcOffset);
        if (read != file.Length || Crc32.Of(file, 0, file.Length) != crc)
        {
            return null;
        }

        byte[] text = new byte[(int)length];
        Array.Copy(file, HeaderLength, text, 0, text.Length);
        Generation = generation;
        IsDamaged = false;
        return text;
    }

    /// <summary>Puts a text in the place of the one that was there; false when it may not be on flash.</summary>
    public bool TryWrite(byte[] text, uint generation)
    {
        Guard.InRange(text.Length, 0, _textMax, "text");
        byte[] file = new byte[HeaderLength + text.Length];
        RecordWriter writer = new RecordWriter(file);
        writer.Reset(0);
        writer.Word((uint)text.Length);
        writer.Word(generation);
        writer.Word(0);
        writer.Bytes(text, 0, text.Length);
        uint crc = Crc32.Of(file, 0, file.Length);
        writer.Reset(CrcOffset);
        writer.Word(crc);
        if (!_flash.TryDelete(_name) || !_flash.TryAppend(_name, file, file.Length))
        {
            return false;
        }

        Generation = generation;
        IsDamaged = false;
        IsTorn = false;
        return true;
    }
}
