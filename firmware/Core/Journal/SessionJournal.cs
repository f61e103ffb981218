using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Journal;

/// <summary>
/// The open session on flash: whole at its beginning and in each new segment, twice, so that no single place holds the only copy; then
/// checkpoints of the period that runs. A power cut loses what was metered since the last checkpoint and nothing else.
/// </summary>
public sealed class SessionJournal : ISegmentVisitor
{
    private const int SegmentBytesMax = 8192;

    // Sessions follow each other by one; some may not have been written.
    private const int NumbersAhead = 1000;

    private const int CopiesMin = 2;

    private readonly SegmentLog _log;
    private ChargingSession? _recovered;
    private int _damageCount;
    private long _copiedNumber;
    private int _copies;

    /// <summary>The session read by <see cref="Open"/> had ended: only its summary was missing.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Something between the records that <see cref="Open"/> read could not be read.</summary>
    public bool IsDamaged => _log.DamageCount > 0;

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
        bool isAfterDamage = _log.DamageCount > _damageCount;
        _damageCount = _log.DamageCount;
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
            ReadCheckpoint(body, session, isAfterDamage);
        }
    }

    /// <inheritdoc />
    public bool IsExpected(RecordKind kind, long sequence)
    {
        long number = _recovered!.Number;
        return kind >= RecordKind.OpenSession
            && kind <= RecordKind.Ended
            && (number == 0 || (sequence >= number && sequence <= number + NumbersAhead));
    }

    /// <summary>Writes the whole session; false when it may not be on flash.</summary>
    public bool TryWriteSession(ChargingSession session)
    {
        _log.Begin(RecordKind.OpenSession, session.Number);
        SessionCodec.Write(session, true, _log.Writer);
        bool isNext = _log.NeedsSegment;
        if ((isNext && !_log.TryNextSegment()) || !_log.TryCommit(out _))
        {
            return false;
        }

        _copies = isNext || session.Number != _copiedNumber ? 1 : _copies + 1;
        _copiedNumber = session.Number;
        // The segment before may go when this one has a copy to lose.
        _log.DeleteBefore(_copies >= CopiesMin ? _log.Head : _log.Head - 1);
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
        bool isCopied = session.Number == _copiedNumber && _copies >= CopiesMin;
        return !isCopied || _log.NeedsSegment ? TryWriteSession(session) : _log.TryCommit(out _);
    }

    /// <summary>Writes the whole session and that it has ended; false when that may not be on flash, and then it may be tried
    /// again.</summary>
    public bool TryWriteEnd(ChargingSession session)
    {
        if (!TryWriteSession(session))
        {
            return false;
        }

        // Twice: one bad place must not open it again.
        return TryWriteEnded(session.Number) && TryWriteEnded(session.Number);
    }

    private static void ReadCheckpoint(RecordReader body, ChargingSession session, bool isAfterDamage)
    {
        int index = body.Byte();
        if (index > session.PeriodCount || index >= ChargingSession.PeriodCountMax)
        {
            return;
        }

        bool isNext = index > 0 && index == session.PeriodCount;
        session.TruncatePeriods(index);
        ChargingPeriod period = session.AddPeriod();
        session.RegisterEndMilliwattHours = body.Unsigned();
        SessionCodec.ReadPeriod(period, 0, body);
        if (isAfterDamage)
        {
            CloseLost(session, isNext);
        }
    }

    /// <summary>
    /// Between two checkpoints one could not be read. If a period closed there, its energy is what the register counted and no other period
    /// holds, and it lasted until the next began. What cannot be worked out so is left to the bridge, which prices by the totals.
    /// </summary>
    private static void CloseLost(ChargingSession session, bool isNext)
    {
        long lostMilliwattHours = session.EnergyMilliwattHours;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            lostMilliwattHours -= session.Periods[i].EnergyMilliwattHours;
        }

        if (!isNext)
        {
            session.IsTruncated |= lostMilliwattHours != 0;
            return;
        }

        ChargingPeriod closed = session.Periods[session.PeriodCount - 2];
        long startUtcMs = session.LastPeriod.StartUtcMs;
        long lostMs = startUtcMs - closed.StartUtcMs - closed.DurationMs;
        if (lostMilliwattHours < 0 || startUtcMs == 0 || closed.StartUtcMs == 0 || lostMs < 0)
        {
            session.IsTruncated = true;
            return;
        }

        closed.EnergyMilliwattHours += lostMilliwattHours;
        closed.DurationMs += lostMs;
        closed.ChargingMs += closed.Kind == PeriodKind.Charging ? lostMs : 0;
        closed.ParkingMs += closed.Kind == PeriodKind.Parking ? lostMs : 0;
    }

    private bool TryWriteEnded(long number)
    {
        _log.Begin(RecordKind.Ended, number);
        return !_log.NeedsSegment && _log.TryCommit(out _);
    }
}
