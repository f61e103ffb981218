using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>The segment files of the outbox: each begins with the state, and those whose records all have their receipts are
/// deleted.</summary>
public sealed class OutboxSegments
{
    private readonly SegmentLog _log;
    private readonly OutboxState _state;
    private readonly WaitingRecords _waiting;

    /// <summary>The files behind a log.</summary>
    public OutboxSegments(SegmentLog log, OutboxState state, WaitingRecords waiting)
    {
        _log = log;
        _state = state;
        _waiting = waiting;
    }

    /// <summary>Segments that can still be opened.</summary>
    public int FreeCount => Outbox.SegmentCountMax - _log.SegmentCount;

    /// <summary>The last write did not succeed, or there is no more room.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Writes the state where the log stands.</summary>
    public void WriteState()
    {
        BeginState();
        if (_log.NeedsSegment)
        {
            TryNext();
        }
        else
        {
            IsFailing = !_log.TryCommit(out _);
        }
    }

    /// <summary>Notes up to where there are receipts, and deletes what is no longer needed; false when that could not be written.</summary>
    public bool TryWriteReceipted()
    {
        _log.Begin(RecordKind.Receipted, 0);
        _log.Writer.Unsigned(_state.FirstSequence);
        bool isWritten = _log.NeedsSegment ? TryNext() : _log.TryCommit(out _);
        if (isWritten)
        {
            DeleteReceipted();
        }

        return isWritten;
    }

    /// <summary>Opens the next segment with the state in it, so that the older ones can go; false when there is no room or flash
    /// refuses.</summary>
    public bool TryNext()
    {
        if (FreeCount < 1)
        {
            // Without this a full log could not note the receipts that would make room.
            DeleteReceipted();
        }

        if (FreeCount < 1 && !_log.IsHeadEmpty)
        {
            IsFailing = true;
            return false;
        }

        BeginState();
        IsFailing = !_log.TryNextSegment() || !_log.TryCommit(out _);
        return !IsFailing;
    }

    /// <summary>Deletes the segments before the oldest record without a receipt.</summary>
    public void DeleteReceipted()
    {
        _log.DeleteBefore(_waiting.Count == 0 ? _log.Head : SegmentLog.SegmentOf(_waiting.PositionOf(_state.FirstSequence, _log.Head)));
    }

    private void BeginState()
    {
        _log.Begin(RecordKind.State, 0);
        _state.Write(_log.Writer);
    }
}
