using System.Data.Common;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Firmware.Core.Messaging;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Sessions as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class SessionTable : IDisposable
{
    private readonly PreparedCommand _before;
    private readonly PreparedCommand _afterStart;
    private readonly PreparedCommand _count;
    private readonly PreparedCommand _heldFor;
    private readonly PreparedCommand _setHold;
    private readonly PreparedCommand _take;
    private readonly RowInsert _rows;
    private readonly WriterConnection _writer;
    private readonly ChargerTails _tails;

    /// <summary>Over the writer's connection.</summary>
    public SessionTable(WriterConnection writer, ChargerTails tails)
    {
        _writer = writer;
        _tails = tails;
        _before = new PreparedCommand(
            writer.Connection,
            2,
            "SELECT session_number, register_end_milliwatt_hours, end_utc_ms, received_utc_ms FROM charging_session WHERE charger_id = @1 "
                + "AND session_number < @2 ORDER BY session_number DESC LIMIT 1");
        _afterStart = new PreparedCommand(
            writer.Connection,
            2,
            "SELECT MIN(start_utc_ms) FROM charging_session WHERE charger_id = @1 AND session_number = (SELECT MIN(session_number) "
                + "FROM charging_session WHERE charger_id = @1 AND session_number > @2) AND start_utc_ms <> 0 AND hold_reason IS NULL");
        _count = new PreparedCommand(
            writer.Connection,
            2,
            "SELECT COUNT(*) FROM charging_session WHERE charger_id = @1 AND session_number = @2");
        _heldFor = new PreparedCommand(
            writer.Connection,
            3,
            "SELECT COUNT(*) FROM charging_session WHERE charger_id = @1 AND sequence = @2 AND hold_reason = @3");
        _setHold = new PreparedCommand(
            writer.Connection,
            4,
            "UPDATE charging_session SET hold_reason = @3, hold_detail = @4 WHERE charger_id = @1 AND sequence = @2");
        _take = new PreparedCommand(
            writer.Connection,
            5,
            "UPDATE charging_session SET hold_reason = @3, hold_detail = @4, received_utc_ms = @5 WHERE charger_id = @1 AND sequence = @2");
        _rows = new RowInsert(
            writer,
            "charging_session",
            [
                "charger_id text",
                "sequence bigint",
                "session_number bigint",
                "session_id text",
                "start_utc_ms bigint",
                "end_utc_ms bigint",
                "register_start_milliwatt_hours bigint",
                "register_end_milliwatt_hours bigint",
                "hold_reason text",
                "hold_detail text",
                "message text",
                "received_utc_ms bigint",
            ]);
    }

    /// <summary>The session before one of this number, by number; null when there is none.</summary>
    public SessionBefore? Before(string chargerId, long number)
    {
        SessionBefore? last = _tails.Of(chargerId).Session;
        if (last == null || last.Number < number)
        {
            return last;
        }

        _writer.Flush();
        using DbDataReader reader = _before.Query(chargerId, number);
        return reader.Read() ? SessionBefore.Read(reader, 0) : null;
    }

    /// <summary>What a session is held against: its charger's limits as they are set now, and the sessions before and after it. One is
    /// after it already where records come out of their order: by several bridges, or from quarantine.</summary>
    public SessionSurroundings SurroundingsOf(string chargerId, long number, long receivedUtcMs)
    {
        return new SessionSurroundings(
            receivedUtcMs,
            _tails.LimitOf(chargerId),
            Before(chargerId, number)?.EndUtcMs,
            AfterStart(chargerId, number));
    }

    /// <summary>Whether a session of this number has been taken.</summary>
    public bool Has(string chargerId, long number)
    {
        SessionBefore? last = _tails.Of(chargerId).Session;
        if (last == null || last.Number <= number)
        {
            return last?.Number == number;
        }

        _writer.Flush();
        return _count.Number(chargerId, number) != 0;
    }

    /// <summary>Keeps a session with its message; the hold is null when it is billed.</summary>
    public void Add(ChargerMessage message, DurableRecord record, Hold? hold)
    {
        ChargingSession session = record.Session!;
        _tails.Of(message.ChargerId).Add(
            new SessionBefore(
                session.Number,
                session.RegisterEndMilliwattHours,
                SessionBefore.EndOf(session.EndUtcMs, message.ReceivedUtcMs)));
        _rows.Add(
            message.ChargerId,
            record.Sequence,
            session.Number,
            SessionMessage.IdOf(message.ChargerId, session.Number),
            session.StartUtcMs,
            session.EndUtcMs,
            session.RegisterStartMilliwattHours,
            session.RegisterEndMilliwattHours,
            hold?.Reason,
            hold?.Detail,
            Encoding.UTF8.GetString(message.Payload),
            message.ReceivedUtcMs);
    }

    /// <summary>Whether a session is held, and for this reason.</summary>
    public bool IsHeldFor(string chargerId, long sequence, string reason)
    {
        _writer.Flush();
        return _heldFor.Number(chargerId, sequence, reason) != 0;
    }

    /// <summary>Holds a session for another reason, or, with none, no longer.</summary>
    public void SetHold(string chargerId, long sequence, Hold? hold)
    {
        _setHold.Execute(chargerId, sequence, hold?.Reason, hold?.Detail);
    }

    /// <summary>Takes one that is kept and waited for the clock, as if it came at an instant (unix ms): before that nobody knew the
    /// time.</summary>
    public void Take(string chargerId, long sequence, Hold? hold, long receivedUtcMs)
    {
        _take.Execute(chargerId, sequence, hold?.Reason, hold?.Detail, receivedUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _before.Dispose();
        _afterStart.Dispose();
        _count.Dispose();
        _heldFor.Dispose();
        _setHold.Dispose();
        _take.Dispose();
        _rows.Dispose();
    }

    private long? AfterStart(string chargerId, long number)
    {
        SessionBefore? last = _tails.Of(chargerId).Session;
        if (last == null || last.Number <= number)
        {
            return null;
        }

        _writer.Flush();
        using DbDataReader reader = _afterStart.Query(chargerId, number);
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }
}

/// <summary>Where the session before ended.</summary>
/// <param name="Number">Its number.</param>
/// <param name="RegisterEndMilliwattHours">The register at its end.</param>
/// <param name="EndUtcMs">When it ended, unix ms; null when nobody knows, or it cannot have been then.</param>
public sealed record SessionBefore(long Number, long RegisterEndMilliwattHours, long? EndUtcMs)
{
    /// <summary>When a session ended that says it did at one instant, and whose record came at another. One that ended after that was held
    /// for it: what follows it is not.</summary>
    public static long? EndOf(long endUtcMs, long receivedUtcMs)
    {
        return endUtcMs == 0 || endUtcMs > receivedUtcMs + SessionLimits.ClockToleranceMs ? null : endUtcMs;
    }

    // Number, register, end and receipt, from a column on.
    internal static SessionBefore Read(DbDataReader reader, int at)
    {
        return new SessionBefore(reader.GetInt64(at), reader.GetInt64(at + 1), EndOf(reader.GetInt64(at + 2), reader.GetInt64(at + 3)));
    }
}
