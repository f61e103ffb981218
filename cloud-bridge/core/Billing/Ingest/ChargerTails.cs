using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>
/// The last record and the last session of each charger, as the running transaction sees them: nearly every message is checked against
/// these and nothing else. They are read for all chargers of a batch at once, and forgotten with the transaction, because another bridge
/// may write next.
/// </summary>
public sealed class ChargerTails : IDisposable
{
    private const string Columns = "r.sequence, r.content_hash, r.previous_mac, r.mac, s.session_number, s.register_end_milliwatt_hours, "
        + "s.end_utc_ms, s.received_utc_ms, h.power_type, h.max_volts, h.max_amps, h.told_milliwatts, h.told_milliamps";

    private readonly WriterConnection _writer;
    private readonly PreparedCommand _record;
    private readonly PreparedCommand _session;
    private readonly PreparedCommand _rating;
    private readonly Dictionary<string, ChargerTail> _tails = new(StringComparer.Ordinal);

    /// <summary>Over the writer's connection.</summary>
    public ChargerTails(WriterConnection writer)
    {
        _writer = writer;
        _record = new PreparedCommand(
            writer.Connection,
            1,
            "SELECT sequence, content_hash, previous_mac, mac FROM durable_record WHERE charger_id = @1 ORDER BY sequence DESC LIMIT 1");
        _session = new PreparedCommand(
            writer.Connection,
            1,
            "SELECT session_number, register_end_milliwatt_hours, end_utc_ms, received_utc_ms FROM charging_session WHERE charger_id = @1 "
                + "ORDER BY session_number DESC LIMIT 1");
        _rating = new PreparedCommand(
            writer.Connection,
            1,
            "SELECT power_type, max_volts, max_amps, told_milliwatts, told_milliamps FROM charger WHERE charger_id = @1");
    }

    /// <summary>What a charger can deliver, as it is set or told now.</summary>
    public LoadLimit LimitOf(string chargerId)
    {
        ChargerTail tail = Of(chargerId);
        if (tail.Limit == null)
        {
            using DbDataReader reader = _rating.Query(chargerId);
            tail.ReadLimit(reader.Read() ? reader : null, 0);
        }

        return tail.Limit!.Value;
    }

    /// <summary>Reads the tails of these chargers in one go where that saves time.</summary>
    public void Load(IEnumerable<string> chargerIds)
    {
        _tails.Clear();
        string[] ids = _writer.IsDeferred ? [.. chargerIds.Distinct(StringComparer.Ordinal)] : [];
        if (ids.Length == 0)
        {
            return;
        }

        using DbCommand command = _writer.Connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns}, c.id FROM unnest($1::text[]) AS c (id)
            LEFT JOIN LATERAL (SELECT * FROM durable_record WHERE charger_id = c.id ORDER BY sequence DESC LIMIT 1) r ON TRUE
            LEFT JOIN LATERAL (SELECT * FROM charging_session WHERE charger_id = c.id ORDER BY session_number DESC LIMIT 1) s ON TRUE
            LEFT JOIN charger h ON h.charger_id = c.id
            """;
        DbParameter parameter = command.CreateParameter();
        parameter.Value = ids;
        command.Parameters.Add(parameter);
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            ChargerTail tail = new();
            tail.ReadRecord(reader, 0);
            tail.ReadSession(reader, 4);
            tail.ReadLimit(reader.IsDBNull(8) ? null : reader, 8);
            _tails[reader.GetString(13)] = tail;
        }
    }

    /// <summary>The tail of a charger; the writer keeps it up to date as it adds.</summary>
    public ChargerTail Of(string chargerId)
    {
        if (_tails.TryGetValue(chargerId, out ChargerTail? known))
        {
            return known;
        }

        ChargerTail tail = new();
        using (DbDataReader reader = _record.Query(chargerId))
        {
            if (reader.Read())
            {
                tail.ReadRecord(reader, 0);
            }
        }

        using (DbDataReader reader = _session.Query(chargerId))
        {
            if (reader.Read())
            {
                tail.ReadSession(reader, 0);
            }
        }

        return _tails[chargerId] = tail;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _record.Dispose();
        _session.Dispose();
        _rating.Dispose();
    }
}

/// <summary>Where a charger's history ends.</summary>
public sealed class ChargerTail
{
    /// <summary>The highest sequence taken; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The record of that sequence; null before the first.</summary>
    public StoredRecord? Record { get; private set; }

    /// <summary>The session of the highest number; null before the first.</summary>
    public SessionBefore? Session { get; private set; }

    /// <summary>What the charger can deliver; null before it was asked for.</summary>
    public LoadLimit? Limit { get; private set; }

    /// <summary>A record was added.</summary>
    public void Add(long sequence, StoredRecord record)
    {
        if (sequence > Sequence)
        {
            Sequence = sequence;
            Record = record;
        }
    }

    /// <summary>A session was added.</summary>
    public void Add(SessionBefore session)
    {
        if (Session == null || session.Number > Session.Number)
        {
            Session = session;
        }
    }

    internal void ReadRecord(DbDataReader reader, int at)
    {
        if (!reader.IsDBNull(at))
        {
            Add(reader.GetInt64(at), new StoredRecord(reader.GetString(at + 1), reader.GetString(at + 2), reader.GetString(at + 3)));
        }
    }

    internal void ReadSession(DbDataReader reader, int at)
    {
        if (!reader.IsDBNull(at))
        {
            Add(SessionBefore.Read(reader, at));
        }
    }

    // Power type, volts and amps as they are set, then mW and mA as they are told, from a column on; null for a charger that is gone.
    internal void ReadLimit(DbDataReader? reader, int at)
    {
        Limit = reader == null ? LoadLimit.OfFirmware
            : reader.IsDBNull(at + 2) ? LoadLimit.OfTold(Number(at + 3), Number(at + 4))
            : LoadLimit.Of(reader.GetString(at), Number(at + 1), Number(at + 2));

        long? Number(int column)
        {
            return reader.IsDBNull(column) ? null : reader.GetInt64(column);
        }
    }
}
