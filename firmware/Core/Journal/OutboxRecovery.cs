using Firmware.Core.Flash;
using Firmware.Core.Records;

namespace Firmware.Core.Journal;

/// <summary>
/// Takes up what is on flash at boot. Each counter is in a slot and follows from the log, and the later of the two holds: whatever single
/// place has gone bad, no sequence comes again with another content, and the chain goes on at the code that was sent last.
/// </summary>
public sealed class OutboxRecovery : ISegmentVisitor
{
    private readonly SegmentLog _log;
    private readonly OutboxStateFile _file;
    private readonly OutboxState _state;
    private readonly WaitingRecords _waiting;
    private readonly JournalDamage _damage;
    private readonly OutboxState _read = new OutboxState();
    private readonly ChargingSession _session = new ChargingSession();
    private readonly byte[] _mac = new byte[RecordMac.Length];
    private bool _hasSlot;
    private bool _isFirstKnown;
    private long _lastSequence;

    /// <summary>A recovery of a log and its slots.</summary>
    public OutboxRecovery(SegmentLog log, OutboxStateFile file, OutboxState state, WaitingRecords waiting, JournalDamage damage)
    {
        _log = log;
        _file = file;
        _state = state;
        _waiting = waiting;
        _damage = damage;
    }

    /// <summary>The number of the newest segment with a durable record; -1 without one.</summary>
    public int RecordSegment { get; private set; } = -1;

    /// <summary>A later firmware has written this journal.</summary>
    public bool IsLaterFormat { get; private set; }

    /// <summary>Reads the slots, then the log, and looks what is missing.</summary>
    public void Run()
    {
        _hasSlot = _file.TryRead(_read, _damage);
        if (_hasSlot)
        {
            TakeCounters();
            _state.IsOutOfService = _read.IsOutOfService;
            _isFirstKnown = true;
        }

        _log.Open(this);
        _waiting.DropBefore(_state, _state.NextSequence - WaitingRecords.Capacity);
        _damage.Find(_state, _waiting, _log.DamageCount, _file.IsDamaged);
        _waiting.SkipReceipted(_state);
    }

    /// <inheritdoc />
    public void Visit(RecordKind kind, long sequence, RecordReader body, long position)
    {
        switch (kind)
        {
            case RecordKind.State:
                TakeState(body);
                break;
            case RecordKind.Receipted:
                _waiting.DropBefore(_state, body.Unsigned());
                break;
            case RecordKind.Session:
            case RecordKind.Alert:
                TakeRecord(kind, sequence, body, position);
                break;
        }
    }

    /// <summary>Only durable records: what else a segment may hold is in the slots too, or only makes records go twice.</summary>
    public bool IsExpected(RecordKind kind, long sequence)
    {
        if ((kind != RecordKind.Session && kind != RecordKind.Alert) || sequence <= _lastSequence)
        {
            return false;
        }

        return _lastSequence == 0
            ? !_hasSlot || sequence <= _state.NextSequence
            : sequence <= _lastSequence + WaitingRecords.Capacity;
    }

    private void TakeState(RecordReader body)
    {
        _read.Read(body);
        TakeCounters();
        if (!_hasSlot)
        {
            _state.IsOutOfService = _read.IsOutOfService;
        }

        // Before there were slots, the segments themselves noted all receipts.
        _isFirstKnown |= _read.Format < OutboxState.FormatOfThis;
        _lastSequence = _read.NextSequence > _lastSequence ? _read.NextSequence - 1 : _lastSequence;
    }

    private void TakeCounters()
    {
        _state.TakeLater(_read);
        _waiting.DropBefore(_state, _read.FirstSequence);
        IsLaterFormat |= _read.Format > OutboxState.FormatOfThis;
    }

    private void TakeRecord(RecordKind kind, long sequence, RecordReader body, long position)
    {
        body.Bytes(_mac, 0, RecordMac.Length);
        body.TakeTail(_mac);
        _state.TakeRecord(sequence, _mac);
        if (kind == RecordKind.Session && SessionCodec.TryRead(body, _session))
        {
            _state.TakeSession(_session.Number, _session.RegisterEndMilliwattHours);
        }

        if (!_isFirstKnown)
        {
            // Both slots are gone. Nothing tells whether there were records before this one; if so, they had their receipts most likely.
            _waiting.DropBefore(_state, sequence);
            _isFirstKnown = true;
        }

        // It would not have been written while one so far back waited.
        _waiting.DropBefore(_state, sequence - WaitingRecords.Capacity + 1);
        if (sequence >= _state.FirstSequence)
        {
            _waiting.Add(sequence, position);
        }

        RecordSegment = SegmentLog.SegmentOf(position);
        _lastSequence = sequence > _lastSequence ? sequence : _lastSequence;
    }
}
