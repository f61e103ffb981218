using System;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Journal;

/// <summary>
/// The counters of the outbox on flash, in two slots written in turn: boots, commands and receipts take no room from the records. After
/// each record they are written too, so that no single place holds the only copy of the sequence: it is in a slot and in the log.
/// </summary>
public sealed class OutboxStateFile
{
    // Counters take 72 bytes at their longest, damage 90. A later firmware may put more behind them, within this: with the slot's own 12
    // bytes it is a file that LittleFS keeps in the directory.
    private const int TextMax = 480;

    private readonly SlotFile[] _slots;
    private readonly byte[] _buffer = new byte[TextMax];
    private readonly RecordWriter _writer;
    private int _slot;

    /// <summary>Counters on a flash store, not yet read.</summary>
    public OutboxStateFile(IFlashStore flash)
    {
        _slots = new SlotFile[] { new SlotFile(flash, "state-a", TextMax), new SlotFile(flash, "state-b", TextMax) };
        _writer = new RecordWriter(_buffer);
    }

    /// <summary>A slot that was written whole has gone bad.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Both slots are whole: one may be lost, and the other still tells what it should.</summary>
    public bool IsTwofold => _slots[0].Generation > 0 && _slots[1].Generation > 0;

    /// <summary>Reads the newer of the slots that are whole; false when there is none.</summary>
    public bool TryRead(OutboxState state, JournalDamage damage)
    {
        byte[]? first = _slots[0].Read();
        byte[]? second = _slots[1].Read();
        IsDamaged = IsBad(_slots[0]) || IsBad(_slots[1]);
        _slot = _slots[1].Generation > _slots[0].Generation ? 1 : 0;
        byte[]? text = _slot == 1 ? second : first;
        if (text == null)
        {
            return false;
        }

        RecordReader reader = new RecordReader();
        reader.Reset(text, 0, text.Length);
        state.Read(reader);
        if (state.Format == OutboxState.FormatOfThis)
        {
            damage.Read(reader);
        }

        return !reader.IsBroken;
    }

    /// <summary>Writes the slot that is not the newer one; false when flash refuses.</summary>
    public bool TryWrite(OutboxState state, JournalDamage damage)
    {
        _writer.Reset(0);
        state.Write(_writer);
        damage.Write(_writer);
        byte[] text = new byte[_writer.Position];
        Array.Copy(_buffer, 0, text, 0, text.Length);
        int other = 1 - _slot;
        if (!_slots[other].TryWrite(text, _slots[_slot].Generation + 1))
        {
            return false;
        }

        _slot = other;
        return true;
    }

    private static bool IsBad(SlotFile slot)
    {
        return slot.IsDamaged && !slot.IsTorn;
    }
}
