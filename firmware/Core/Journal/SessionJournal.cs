using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Journal;

/// <summary>
/// The open session on flash: whole at its beginning and in each new segment, then checkpoints of the period that runs. A power cut
/// loses what was metered since the last checkpoint and nothing else.
/// </summary>
public sealed class SessionJournal : ISegmentVisitor
{
    private const int SegmentBytesMax = 8192;

    private readonly SegmentLog _log;
    private ChargingSession? _recovered;

    /// <summary>The session read by <see cref="Open"/> had ended: only its summary was missing.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A journal on a flash store, not yet opened.</summary>
    public SessionJournal(IFlashStore flash, byte[] frame)
    {
        _log = new SegmentLog(flash, "s", SegmentBytesMax, frame);
    }

    /// <summary>Reads the session that was open last; its number is 0 when there was none.</summary>
    public void Open(ChargingSession session)
    {
        session.Clear();
        _recovered = session;
        _log.Open(this);
        _recovered = null;
    }

    /// <inheritdoc />
    public void Visit(RecordKind kind, long sequence, RecordReader body, long position)
    {
        ChargingSession session = _recovered!;
        if (kind == RecordKind.OpenSession)
        {
            SessionCodec.TryRead(body, session);
            HasEnded = false;
        }
        else if (kind == RecordKind.Ended && sequence == session.Number)
        {
            HasEnded = true;
        }
        else if (kind == RecordKind.Checkpoint && sequence == session.Number)
        {
            ReadCheckpoint(body, session);
        }
    }

    /// <summary>Writes the whole session; false when it may not be on flash.</summary>
    public bool TryWriteSession(ChargingSession session)
    {
        _log.Begin(RecordKind.OpenSession, session.Number);
        SessionCodec.Write(session, true, _log.Writer);
        if (!_log.NeedsSegment)
        {
            return _log.TryCommit(out _);
        }

        if (!_log.TryNextSegment() || !_log.TryCommit(out _))
        {
            return false;
        }

        _log.DeleteBefore(_log.Head);
        return true;
    }

    /// <summary>Writes the last period and the register; false when they may not be on flash.</summary>
    public bool TryWriteCheckpoint(ChargingSession session)
    {
        _log.Begin(RecordKind.Checkpoint, session.Number);
        RecordWriter writer = _log.Writer;
        writer.Byte(session.PeriodCount - 1);
        writer.Unsigned(session.RegisterEndMilliwattHours);
        SessionCodec.WritePeriod(session.LastPeriod, 0, writer);
        return _log.NeedsSegment ? TryWriteSession(session) : _log.TryCommit(out _);
    }

    /// <summary>Writes the whole session and that it has ended; false when that may not be on flash, and then it may be tried
    /// again.</summary>
    public bool TryWriteEnd(ChargingSession session)
    {
        if (!TryWriteSession(session))
        {
            return false;
        }

        _log.Begin(RecordKind.Ended, session.Number);
        return !_log.NeedsSegment && _log.TryCommit(out _);
    }

    private static void ReadCheckpoint(RecordReader body, ChargingSession session)
    {
        int index = body.Byte();
        if (index > session.PeriodCount || index >= ChargingSession.PeriodCountMax)
        {
            return;
        }

        session.TruncatePeriods(index);
        ChargingPeriod period = session.AddPeriod();
        session.RegisterEndMilliwattHours = body.Unsigned();
        SessionCodec.ReadPeriod(period, 0, body);
    }
}
