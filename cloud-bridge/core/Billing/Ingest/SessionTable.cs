using System.Data.Common;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Firmware.Core.Messaging;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Sessions as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class SessionTable : IDisposable
{
    private readonly PreparedCommand _before;
    private readonly PreparedCommand _count;
    private readonly PreparedCommand _heldFor;
    private readonly PreparedCommand _setHold;
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
            "SELECT session_number, register_end_milliwatt_hours FROM charging_session WHERE charger_id = @1 AND session_number < @2 "
                + "ORDER BY session_number DESC LIMIT 1");
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
        return reader.Read() ? new SessionBefore(reader.GetInt64(0), reader.GetInt64(1)) : null;
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
        _tails.Of(message.ChargerId).Add(new SessionBefore(session.Number, session.RegisterEndMilliwattHours));
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

    /// <inheritdoc />
    public void Dispose()
    {
        _before.Dispose();
        _count.Dispose();
        _heldFor.Dispose();
        _setHold.Dispose();
        _rows.Dispose();
    }
}

/// <summary>Where the session before ended.</summary>
/// <param name="Number">Its number.</param>
/// <param name="RegisterEndMilliwattHours">The register at its end.</param>
public sealed record SessionBefore(long Number, long RegisterEndMilliwattHours);
