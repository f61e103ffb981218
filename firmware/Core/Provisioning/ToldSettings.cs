using System;
using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace Firmware.Core.Provisioning;

/// <summary>The hashes of the settings that the bridge was told last, on flash in two slots written in turn.</summary>
public sealed class ToldSettings
{
    // {count 1, sequence 5, hashes 4 each}; a later firmware may tell more settings.
    private const int TextMax = 256;

    private readonly SlotFile[] _slots;
    private readonly byte[] _buffer = new byte[TextMax];
    private readonly RecordReader _reader = new RecordReader();
    private int _slot;

    /// <summary>On a flash store, not yet read.</summary>
    public ToldSettings(IFlashStore flash)
    {
        _slots = new SlotFile[] { new SlotFile(flash, "told-a", TextMax), new SlotFile(flash, "told-b", TextMax) };
    }

    /// <summary>The hashes, by the number of the setting.</summary>
    public uint[] Hashes { get; } = new uint[SettingName.Count];

    /// <summary>How many of them are known; 0 when nothing is.</summary>
    public int Count { get; private set; }

    /// <summary>The sequence that was next when they were written: what was told later stands in records from there on.</summary>
    public long Sequence { get; private set; } = 1;

    /// <summary>Reads the newer of the slots that are whole.</summary>
    public void Open()
    {
        byte[]? first = _slots[0].Read();
        byte[]? second = _slots[1].Read();
        _slot = _slots[1].Generation > _slots[0].Generation ? 1 : 0;
        byte[]? text = _slot == 1 ? second : first;
        if (text == null)
        {
            return;
        }

        _reader.Reset(text, 0, text.Length);
        int count = _reader.Byte();
        long sequence = _reader.Unsigned();
        count = count < SettingName.Count ? count : SettingName.Count;
        for (int setting = 0; setting < count; setting++)
        {
            Hashes[setting] = _reader.Word();
        }

        Count = _reader.IsBroken ? 0 : count;
        Sequence = _reader.IsBroken ? 1 : sequence;
    }

    /// <summary>Writes them into the slot that is not the newer one; false when flash refuses.</summary>
    public bool TryWrite(long sequence)
    {
        RecordWriter writer = new RecordWriter(_buffer);
        writer.Byte(SettingName.Count);
        writer.Unsigned(sequence);
        for (int setting = 0; setting < SettingName.Count; setting++)
        {
            writer.Word(Hashes[setting]);
        }

        byte[] text = new byte[writer.Position];
        Array.Copy(_buffer, 0, text, 0, text.Length);
        int other = 1 - _slot;
        if (!_slots[other].TryWrite(text, _slots[_slot].Generation + 1))
        {
            return false;
        }

        _slot = other;
        Count = SettingName.Count;
        Sequence = sequence;
        return true;
    }
}
