using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Proofs;
using Firmware.Core.Records;

namespace Firmware.Core.Journal;

/// <summary>
/// The durable records: session summaries and alerts under one gapless sequence, kept until the bridge's receipt. Each carries a code
/// chained to the one before, so that none can be changed, dropped or put in between unseen.
/// </summary>
public sealed class Outbox
{
    /// <summary>Bytes of one segment file.</summary>
    public const int SegmentBytesMax = 8192;

    /// <summary>Segment files; with those of the session journal, 136 KiB in all.</summary>
    public const int SegmentCountMax = 15;

    private const int SegmentsForSnapshots = 4;
    private const int SegmentsForAlerts = 2;
    private const int SequencesForSessions = 128;
    private const int ReceiptsUntilWritten = 8;

    private readonly SegmentLog _log;
    private readonly OutboxSegments _segments;
    private readonly RecordChain _chain;
    private readonly BridgeProof? _proof;
    private readonly OutboxState _state = new OutboxState();
    private readonly OutboxStateFile _file;
    private readonly WaitingRecords _waiting = new WaitingRecords();
    private readonly byte[] _mac = new byte[RecordMac.Length];
    private int _unwrittenReceipts;
    private bool _isCommandUnwritten;

    /// <summary>An outbox on a flash store, not yet opened; without a proof its bridge is one that proves nothing.</summary>
    public Outbox(IFlashStore flash, IRecordAuthenticator authenticator, byte[] frame, BridgeProof? proof = null)
    {
        _proof = proof;
        _log = new SegmentLog(flash, "o", SegmentBytesMax, frame);
        _file = new OutboxStateFile(flash);
        _segments = new OutboxSegments(_log, _file, _state, _waiting, Damage);
        _chain = new RecordChain(authenticator, _state.LastMac);
    }

    /// <summary>The oldest sequence without a receipt.</summary>
    public long FirstSequence => _state.FirstSequence;

    /// <summary>The sequence of the next record.</summary>
    public long NextSequence => _state.NextSequence;

    /// <summary>Number of the last session that ended; 0 before the first.</summary>
    public long LastSessionNumber => _state.LastSessionNumber;

    /// <summary>The highest lifetime register that the outbox knows of, in mWh.</summary>
    public long RegisterMilliwattHours => _state.RegisterMilliwattHours;

    /// <summary>Boots since the journal was first written.</summary>
    public long BootCount => _state.BootCount;

    /// <summary>The operator has taken the connector out of service.</summary>
    public bool IsOutOfService => _state.IsOutOfService;

    /// <summary>Room in bytes for more records.</summary>
    public int FreeBytes => (_segments.FreeCount * SegmentBytesMax) + _log.HeadFreeBytes;

    /// <summary>Records without a receipt.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Alerts that were not kept because only session summaries still had room.</summary>
    public int DroppedAlertCount { get; private set; }

    /// <summary>Records given up because the bridge answered those after them and never these.</summary>
    public int GivenUpCount { get; private set; }

    /// <summary>The last write did not succeed, or there is no more room.</summary>
    public bool IsFailing => _segments.IsFailing;

    /// <summary>What of the journal has gone bad.</summary>
    public JournalDamage Damage { get; } = new JournalDamage();

    /// <summary>A later firmware has written this journal: nothing of it is changed, and so no record is kept.</summary>
    public bool IsLaterFormat { get; private set; }

    private long FreeSequences => WaitingRecords.Capacity - NextSequence + FirstSequence;

    /// <summary>Reads all that is on flash and counts the boot.</summary>
    public void Open()
    {
        OutboxRecovery recovery = new OutboxRecovery(_log, _file, _state, _waiting, Damage);
        recovery.Run();
        _segments.RecordSegment = recovery.RecordSegment;
        IsLaterFormat = recovery.IsLaterFormat;
        if (IsLaterFormat)
        {
            _segments.IsFailing = true;
            return;
        }

        _state.BootCount++;
        _segments.WriteBoot();
    }

    /// <summary>Takes the number of a command that lasts; false when it was taken before. It is on flash with what the command
    /// sets.</summary>
    public bool TryTakeCommandNumber(long number)
    {
        bool isNew = number > _state.CommandNumber;
        _state.CommandNumber = isNew ? number : _state.CommandNumber;
        _isCommandUnwritten |= isNew;
        return isNew;
    }

    /// <summary>Remembers whether the connector is out of service.</summary>
    public void SetOutOfService(bool isOutOfService)
    {
        bool isDue = isOutOfService != _state.IsOutOfService || _isCommandUnwritten || IsFailing;
        _state.IsOutOfService = isOutOfService;
        _isCommandUnwritten = false;
        if (isDue && !IsLaterFormat)
        {
            _segments.TryWriteState();
        }
    }

    /// <summary>Keeps the summary of a session; false when it is not certain to be on flash, and then it must be tried again
    /// unchanged.</summary>
    public bool TryAppend(ChargingSession session)
    {
        if (IsLaterFormat)
        {
            return false;
        }

        if (FreeSequences <= 0 || _segments.FreeCount < 1)
        {
            GiveUpOldest();
        }

        bool hasDetails = _segments.FreeCount >= 1;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            _chain.Begin(_log, RecordKind.Session, NextSequence);
            SessionCodec.Write(session, hasDetails, _log.Writer);
            if (TrySeal(out bool needsSegment))
            {
                _state.TakeSession(session.Number, session.RegisterEndMilliwattHours);
                _segments.TryWriteState();
                return true;
            }

            if (!needsSegment || !_segments.TryNext())
            {
                hasDetails = false;
            }
        }

        _segments.IsFailing = true;
        return false;
    }

    /// <summary>Keeps an alert; its snapshot goes first when room runs out, then the alert itself, which is counted.</summary>
    public bool TryAppend(Alert alert)
    {
        if (IsLaterFormat)
        {
            return false;
        }

        if (_segments.FreeCount < SegmentsForAlerts || FreeSequences <= SequencesForSessions)
        {
            GiveUpOldest();
        }

        if (_segments.FreeCount < SegmentsForAlerts || FreeSequences <= SequencesForSessions)
        {
            DroppedAlertCount++;
            return false;
        }

        // A torn write, then a new segment, then the alert: of most alerts nobody tries it again later.
        for (int attempt = 0; attempt < 3; attempt++)
        {
            _chain.Begin(_log, RecordKind.Alert, NextSequence);
            AlertCodec.Write(alert, alert.IsRaised && _segments.FreeCount >= SegmentsForSnapshots, _log.Writer);
            if (TrySeal(out bool needsSegment))
            {
                if (alert.IsRaised && alert.IsOfJournal)
                {
                    Damage.OnTold();
                }

                _segments.TryWriteState();
                return true;
            }

            _ = needsSegment && _segments.TryNext();
        }

        _segments.IsFailing = true;
        return false;
    }

    /// <summary>Reads a record that has no receipt; false when it has one or cannot be read. The reader stands at the body, the codes are
    /// taken off.</summary>
    public bool TryRead(long sequence, byte[] previousMac, byte[] mac, out RecordKind kind, out RecordReader? body)
    {
        kind = RecordKind.State;
        body = null;
        if (
            !IsWaiting(sequence)
            || !_log.TryRead(_waiting.PositionOf(sequence, _log.Head), out kind, out long storedSequence, out RecordReader reader))
        {
            return false;
        }

        reader.Bytes(previousMac, 0, RecordMac.Length);
        reader.TakeTail(mac);
        body = reader;
        return storedSequence == sequence && !reader.IsBroken;
    }

    /// <summary>Whether a sequence is one of ours without a receipt.</summary>
    public bool IsWaiting(long sequence)
    {
        return sequence >= FirstSequence && sequence < NextSequence && _waiting.Contains(sequence);
    }

    /// <summary>Takes a receipt; false when it is for nothing that waits here.</summary>
    public bool TryReceipt(long sequence, string macHex)
    {
        if (!IsOurs(sequence, macHex))
        {
            return false;
        }

        _waiting.Remove(sequence);
        _waiting.SkipReceipted(_state);
        _unwrittenReceipts++;
        if (WaitingCount == 0 || _unwrittenReceipts >= ReceiptsUntilWritten)
        {
            _unwrittenReceipts = _segments.TryWriteReceipted() ? 0 : _unwrittenReceipts;
        }

        return true;
    }

    /// <summary>Takes the bridge's word that it keeps a record which it cannot take: it waits on, and may go for want of room.</summary>
    public void TakeKept(long sequence, string macHex)
    {
        if (IsOurs(sequence, macHex))
        {
            _waiting.MarkKept(sequence);
        }
    }

    private bool IsOurs(long sequence, string macHex)
    {
        return !IsLaterFormat && TryRead(sequence, _mac, _mac, out _, out _) && RecordMac.ToHex(_mac) == macHex;
    }

    /// <summary>Makes room when the bridge lives and will never answer the oldest record: one such must not stop the charger. But the
    /// bridge must have said that it keeps it, unless it is one from before, whose silence has to do, or the record cannot be read here
    /// any more.</summary>
    private void GiveUpOldest()
    {
        bool isDispensable = _proof == null || !_proof.IsProving || _waiting.IsKept(FirstSequence)
            || !TryRead(FirstSequence, _mac, _mac, out _, out _);
        if (isDispensable && _waiting.IsMostlyAnswered(_state))
        {
            _waiting.Remove(FirstSequence);
            GivenUpCount++;
            _waiting.SkipReceipted(_state);
            _unwrittenReceipts = _segments.TryWriteReceipted() ? 0 : _unwrittenReceipts;
        }
    }

    private bool TrySeal(out bool needsSegment)
    {
        needsSegment = false;
        if (FreeSequences <= 0)
        {
            return false;
        }

        _chain.Seal(_log);
        needsSegment = _log.IsHeadEmpty || _log.NeedsSegment;
        if (needsSegment || !_log.TryCommit(out long position))
        {
            return false;
        }

        _chain.Advance();
        _waiting.Add(NextSequence, position);
        _state.NextSequence++;
        _segments.RecordSegment = _log.Head;
        _segments.IsFailing = false;
        return true;
    }
}
