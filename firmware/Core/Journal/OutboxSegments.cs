using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>The files of the outbox: the slots with the counters, and the segments with the records, of which those whose records all have
/// their receipts are deleted. Only durable records take room from durable records.</summary>
public sealed class OutboxSegments
{
    private readonly SegmentLog _log;
    private readonly OutboxStateFile _file;
    private readonly OutboxState _state;
    private readonly WaitingRecords _waiting;
    private readonly JournalDamage _damage;
    private bool _isStateKept;

    /// <summary>The files behind a log.</summary>
    public OutboxSegments(SegmentLog log, OutboxStateFile file, OutboxState state, WaitingRecords waiting, JournalDamage damage)
    {
        _log = log;
        _file = file;
        _state = state;
        _waiting = waiting;
        _damage = damage;
    }

    /// <summary>Segments that can still be opened.</summary>
    public int FreeCount => Outbox.SegmentCountMax - _log.SegmentCount;

    /// <summary>The last write did not succeed, or there is no more room.</summary>
    public bool IsFailing { get; set; }

    /// <summary>The number of the newest segment with a durable record; -1 without one.</summary>
    public int RecordSegment { get; set; } = -1;

    /// <summary>Writes the counters; false when flash refuses.</summary>
    public bool TryWriteState()
    {
        _isStateKept = _file.TryWrite(_state, _damage);
        IsFailing = !_isStateKept;
        return _isStateKept;
    }

    /// <summary>Writes the counters at boot, into both slots when one of them is not whole, and deletes what is not needed.</summary>
    public void WriteBoot()
    {
        if (TryWriteState() && (_file.IsTwofold || TryWriteState()))
        {
            DeleteReceipted();
        }
    }

    /// <summary>Notes up to where there are receipts, and deletes what is no longer needed; false when that could not be written.</summary>
    public bool TryWriteReceipted()
    {
        if (!TryWriteState())
        {
            return false;
        }

        DeleteReceipted();
        return true;
    }

    /// <summary>Opens the next segment with the state in it, so that the older ones can go; false when there is no room or flash
    /// refuses.</summary>
    public bool TryNext()
    {
        if (FreeCount < 1)
        {
            DeleteReceipted();
        }

        if (_isStateKept && RecordSegment < _log.Head)
        {
            // Only counters and what a cut left of a record: power that fails again and again as a session ends uses up no segments.
            _log.AbandonHead();
        }

        if (FreeCount < 1 && !_log.IsHeadEmpty)
        {
            IsFailing = true;
            return false;
        }

        _log.Begin(RecordKind.State, 0);
        _state.Write(_log.Writer);
        IsFailing = !_log.TryNextSegment() || !_log.TryCommit(out _);
        return !IsFailing;
    }

    /// <summary>Deletes the segments before the oldest record without a receipt. Both slots have to know of the receipts first, or the
    /// records would seem lost if the newer slot went bad; but a full log gets rid of them even when the slots cannot be written.</summary>
    private void DeleteReceipted()
    {
        int first = _waiting.Count == 0
            ? _log.Head
            : SegmentLog.SegmentOf(_waiting.PositionOf(_state.FirstSequence, _log.Head));
        if (first > _log.Tail && ((TryWriteState() && TryWriteState()) || FreeCount < 1))
        {
            _log.DeleteBefore(first);
        }
    }
}
