using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Sessions;

namespace Firmware.Core.Journal;

/// <summary>
/// The durable records: session summaries and alerts under one gapless sequence, kept until the bridge's receipt. Each carries a code
/// chained to the one before, so that none can be changed, dropped or put in between unseen.
/// </summary>
public sealed class Outbox : ISegmentVisitor
{
    /// <summary>Records that can wait for their receipt.</summary>
    public const int Capacity = 640;

    /// <summary>Bytes of one segment file.</summary>
    public const int SegmentBytesMax = 8192;

    /// <summary>Segment files; with two of the session journal, 136 KiB in all.</summary>
    public const int SegmentCountMax = 15;

    private const int SegmentsForSnapshots = 4;
    private const int SegmentsForAlerts = 2;
    private const int ReceiptsUntilWritten = 8;
    private const int SegmentMask = 0x7FFF;

    private readonly SegmentLog _log;
    private readonly IRecordAuthenticator _authenticator;
    private readonly int[] _positions = new int[Capacity];
    private readonly byte[] _lastMac = new byte[RecordMac.Length];
    private readonly byte[] _mac = new byte[RecordMac.Length];
    private ChargingSession? _visited;
    private int _unwrittenReceipts;

    /// <summary>An outbox on a flash store, not yet opened.</summary>
    public Outbox(IFlashStore flash, IRecordAuthenticator authenticator, byte[] frame)
    {
        _log = new SegmentLog(flash, "o", SegmentBytesMax, frame);
        _authenticator = authenticator;
    }

    /// <summary>The oldest sequence without a receipt.</summary>
    public long FirstSequence { get; private set; } = 1;

    /// <summary>The sequence of the next record.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>Number of the last session that ended; 0 before the first.</summary>
    public long LastSessionNumber { get; private set; }

    /// <summary>The highest lifetime register that the outbox knows of, in mWh.</summary>
    public long RegisterMilliwattHours { get; private set; }

    /// <summary>Boots since the journal was first written.</summary>
    public long BootCount { get; private set; }

    /// <summary>The operator has taken the connector out of service.</summary>
    public bool IsOutOfService { get; private set; }

    /// <summary>Records without a receipt.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>Alerts that were not kept because only session summaries still had room.</summary>
    public int DroppedAlertCount { get; private set; }

    /// <summary>The last write did not succeed, or there is no more room.</summary>
    public bool IsFailing { get; private set; }

    private int FreeSegments
    {
        get { return SegmentCountMax - _log.SegmentCount; }
    }

    /// <summary>Reads all that is on flash and counts the boot.</summary>
    public void Open()
    {
        _visited = new ChargingSession();
        _log.Open(this);
        _visited = null;
        BootCount++;
        DropReceipted();
        WriteState();
    }

    /// <inheritdoc />
    public void Visit(RecordKind kind, long sequence, RecordReader body, long position)
    {
        switch (kind)
        {
            case RecordKind.State:
                ReadState(body);
                break;
            case RecordKind.Receipted:
                FirstSequence = body.Unsigned();
                break;
            case RecordKind.Session:
            case RecordKind.Alert:
                Restore(kind, sequence, body, position);
                break;
        }
    }

    /// <summary>Remembers whether the connector is out of service.</summary>
    public void SetOutOfService(bool isOutOfService)
    {
        IsOutOfService = isOutOfService;
        WriteState();
    }

    /// <summary>Keeps the summary of a session; false when it is not certain to be on flash, and then it must be tried again unchanged.</summary>
    public bool TryAppend(ChargingSession session)
    {
        bool hasDetails = FreeSegments >= 1;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            BeginDurable(RecordKind.Session);
            SessionCodec.Write(session, hasDetails, _log.Writer);
            if (TrySeal(out bool needsSegment))
            {
                LastSessionNumber = session.Number;
                RegisterMilliwattHours = session.RegisterEndMilliwattHours;
                return true;
            }

            if (!needsSegment || !TryNextSegment())
            {
                hasDetails = false;
            }
        }

        IsFailing = true;
        return false;
    }

    /// <summary>Keeps an alert; its snapshot goes first when room runs out, then the alert itself, and both are counted.</summary>
    public bool TryAppend(Alert alert)
    {
        if (FreeSegments < SegmentsForAlerts)
        {
            DroppedAlertCount++;
            return false;
        }

        for (int attempt = 0; attempt < 2; attempt++)
        {
            BeginDurable(RecordKind.Alert);
            AlertCodec.Write(alert, FreeSegments >= SegmentsForSnapshots, _log.Writer);
            if (TrySeal(out bool needsSegment))
            {
                return true;
            }

            if (needsSegment)
            {
                TryNextSegment();
            }
        }

        IsFailing = true;
        return false;
    }

    /// <summary>Reads a record that has no receipt; false when it has one or cannot be read. The reader stands at the body, the codes are taken off.</summary>
    public bool TryRead(long sequence, byte[] previousMac, byte[] mac, out RecordKind kind, out RecordReader? body)
    {
        kind = RecordKind.State;
        body = null;
        if (!IsWaiting(sequence) || !_log.TryRead(PositionOf(sequence), out kind, out long storedSequence, out RecordReader reader))
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
        return sequence >= FirstSequence && sequence < NextSequence && _positions[sequence % Capacity] != 0;
    }

    /// <summary>Takes a receipt; false when it is for nothing that waits here.</summary>
    public bool TryReceipt(long sequence, string macHex)
    {
        if (!TryRead(sequence, _mac, _mac, out _, out _) || RecordMac.ToHex(_mac) != macHex)
        {
            return false;
        }

        _positions[sequence % Capacity] = 0;
        WaitingCount--;
        while (FirstSequence < NextSequence && _positions[FirstSequence % Capacity] == 0)
        {
            FirstSequence++;
        }

        _unwrittenReceipts++;
        if (WaitingCount == 0 || _unwrittenReceipts >= ReceiptsUntilWritten)
        {
            WriteReceipted();
        }

        return true;
    }

    private void ReadState(RecordReader body)
    {
        BootCount = body.Unsigned();
        NextSequence = body.Unsigned();
        FirstSequence = body.Unsigned();
        LastSessionNumber = body.Unsigned();
        RegisterMilliwattHours = body.Unsigned();
        IsOutOfService = body.Byte() != 0;
        body.Bytes(_lastMac, 0, RecordMac.Length);
    }

    private void WriteState()
    {
        BeginState();
        if (!_log.NeedsSegment)
        {
            IsFailing = !_log.TryCommit(out _);
        }
        else
        {
            TryNextSegment();
        }
    }

    private void BeginState()
    {
        _log.Begin(RecordKind.State, 0);
        RecordWriter writer = _log.Writer;
        writer.Unsigned(BootCount);
        writer.Unsigned(NextSequence);
        writer.Unsigned(FirstSequence);
        writer.Unsigned(LastSessionNumber);
        writer.Unsigned(RegisterMilliwattHours);
        writer.Byte(IsOutOfService ? 1 : 0);
        writer.Bytes(_lastMac, 0, RecordMac.Length);
    }

    /// <summary>Every segment begins with the state, so that the older ones can go.</summary>
    private bool TryNextSegment()
    {
        if (FreeSegments < 1)
        {
            IsFailing = true;
            return false;
        }

        BeginState();
        _log.NextSegment();
        IsFailing = !_log.TryCommit(out _);
        return !IsFailing;
    }

    private void Restore(RecordKind kind, long sequence, RecordReader body, long position)
    {
        NextSequence = sequence + 1;
        body.Bytes(_mac, 0, RecordMac.Length);
        body.TakeTail(_lastMac);
        if (kind == RecordKind.Session && SessionCodec.TryRead(body, _visited!))
        {
            LastSessionNumber = _visited!.Number;
            RegisterMilliwattHours = _visited.RegisterEndMilliwattHours;
        }

        SetPosition(sequence, position);
    }

    private void DropReceipted()
    {
        WaitingCount = 0;
        for (long sequence = NextSequence - Capacity; sequence < NextSequence; sequence++)
        {
            if (sequence >= 0 && sequence < FirstSequence)
            {
                _positions[sequence % Capacity] = 0;
            }
            else if (IsWaiting(sequence))
            {
                WaitingCount++;
            }
        }
    }

    private void BeginDurable(RecordKind kind)
    {
        _log.Begin(kind, NextSequence);
        _log.Writer.Bytes(_lastMac, 0, RecordMac.Length);
    }

    private bool TrySeal(out bool needsSegment)
    {
        needsSegment = false;
        if (NextSequence - FirstSequence >= Capacity)
        {
            return false;
        }

        RecordWriter writer = _log.Writer;
        int offset = SegmentLog.FrameKindOffset;
        _authenticator.ComputeMac(_log.Frame, offset, writer.Position - offset, _mac);
        writer.Bytes(_mac, 0, RecordMac.Length);
        needsSegment = _log.NeedsSegment;
        if (needsSegment || !_log.TryCommit(out long position))
        {
            return false;
        }

        _mac.CopyTo(_lastMac, 0);
        SetPosition(NextSequence, position);
        NextSequence++;
        WaitingCount++;
        IsFailing = false;
        return true;
    }

    private void WriteReceipted()
    {
        _log.Begin(RecordKind.Receipted, 0);
        _log.Writer.Unsigned(FirstSequence);
        if (_log.NeedsSegment ? TryNextSegment() : _log.TryCommit(out _))
        {
            _unwrittenReceipts = 0;
            _log.DeleteBefore(WaitingCount == 0 ? _log.Head : SegmentLog.SegmentOf(PositionOf(FirstSequence)));
        }
    }

    private void SetPosition(long sequence, long position)
    {
        // No durable record stands at offset 0, where the state is: 0 means receipted.
        _positions[sequence % Capacity] = ((SegmentLog.SegmentOf(position) & SegmentMask) << 16) | (int)(position & 0xFFFF);
    }

    private long PositionOf(long sequence)
    {
        int packed = _positions[sequence % Capacity];
        int segment = _log.Head - ((_log.Head - (packed >> 16)) & SegmentMask);
        return ((long)segment << 16) | (uint)(packed & 0xFFFF);
    }
}
