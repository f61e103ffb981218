using System.Data.Common;
using System.Text;
using CloudBridge.Ingest;
using Firmware.Core.Messaging;
using Firmware.Core.Sessions;

namespace CloudBridge.Storage;

/// <summary>Sessions as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class SessionTable : IDisposable
{
    private readonly PreparedCommand _before;
    private readonly PreparedCommand _count;
    private readonly PreparedCommand _add;
    private readonly PreparedCommand _setHold;

    /// <summary>Over the writer's connection.</summary>
    public SessionTable(DbConnection connection)
    {
        _before = new PreparedCommand(connection, 2, "SELECT session_number, register_end_milliwatt_hours FROM charging_session WHERE charger_id = @1 AND session_number < @2 ORDER BY session_number DESC LIMIT 1");
        _count = new PreparedCommand(connection, 2, "SELECT COUNT(*) FROM charging_session WHERE charger_id = @1 AND session_number = @2");
        _add = new PreparedCommand(connection, 12, """
            INSERT INTO charging_session (charger_id, sequence, session_number, session_id, start_utc_ms, end_utc_ms, register_start_milliwatt_hours,
                register_end_milliwatt_hours, hold_reason, hold_detail, message, received_utc_ms)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12)
            """);
        _setHold = new PreparedCommand(connection, 4, "UPDATE charging_session SET hold_reason = @3, hold_detail = @4 WHERE charger_id = @1 AND sequence = @2");
    }

    /// <summary>The session before one of this number, by number; null when there is none.</summary>
    public SessionBefore? Before(string chargerId, long number)
    {
        using DbDataReader reader = _before.Query(chargerId, number);
        return reader.Read() ? new SessionBefore(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Whether a session of this number has been taken.</summary>
    public bool Has(string chargerId, long number)
    {
        return _count.Number(chargerId, number) != 0;
    }

    /// <summary>Keeps a session with its message; the hold is null when it is billed.</summary>
    public void Add(ChargerMessage message, DurableRecord record, Hold? hold)
    {
        ChargingSession session = record.Session!;
        _add.Execute(
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
        _add.Dispose();
        _setHold.Dispose();
    }
}

/// <summary>Where the session before ended.</summary>
/// <param name="Number">Its number.</param>
/// <param name="RegisterEndMilliwattHours">The register at its end.</param>
public sealed record SessionBefore(long Number, long RegisterEndMilliwattHours);
