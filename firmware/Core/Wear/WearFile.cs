using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Wear;

/// <summary>The lifetime counters on flash, in two slots written in turn: a torn write leaves what was written before it.</summary>
public sealed class WearFile
{
    // {cycles 4, hot openings 4, trips 4}: with the slot's own 12 bytes a write is 24 bytes.
    private const int TextLength = 12;

    // A later firmware may put more behind these; they stay readable for this one.
    private const int TextMax = 64;

    private readonly SlotFile[] _slots;
    private readonly RecordReader _reader = new RecordReader();
    private int _slot;

    /// <summary>Counters on a flash store, not yet read.</summary>
    public WearFile(IFlashStore flash)
    {
        _slots = new SlotFile[] { new SlotFile(flash, "wear-a", TextMax), new SlotFile(flash, "wear-b", TextMax) };
    }

    /// <summary>Reads the newer of the slots that are whole; zeros when there is none.</summary>
    public void Open(out long contactorCycles, out long hotOpenings, out long overTemperatureTrips)
    {
        byte[]? first = _slots[0].Read();
        byte[]? second = _slots[1].Read();
        _slot = _slots[1].Generation > _slots[0].Generation ? 1 : 0;
        byte[]? text = _slot == 1 ? second : first;
        if (text == null || text.Length < TextLength)
        {
            text = new byte[TextLength];
        }

        _reader.Reset(text, 0, TextLength);
        contactorCycles = _reader.Word();
        hotOpenings = _reader.Word();
        overTemperatureTrips = _reader.Word();
    }

    /// <summary>Writes the slot that is not the newer one; false when flash refuses.</summary>
    public bool TryWrite(long contactorCycles, long hotOpenings, long overTemperatureTrips)
    {
        byte[] text = new byte[TextLength];
        RecordWriter writer = new RecordWriter(text);
        writer.Word((uint)contactorCycles);
        writer.Word((uint)hotOpenings);
        writer.Word((uint)overTemperatureTrips);
        int other = 1 - _slot;
        if (!_slots[other].TryWrite(text, _slots[_slot].Generation + 1))
        {
            return false;
        }

        _slot = other;
        return true;
    }
}
