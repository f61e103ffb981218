using System.Data.Common;
using CloudBridge.Ingest;

namespace CloudBridge.Storage;

/// <summary>Durable records as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class RecordTable : IDisposable
{
    private readonly PreparedCommand _find;
    private readonly PreparedCommand _last;
    private readonly PreparedCommand _add;

    /// <summary>Over the writer's connection.</summary>
    public RecordTable(DbConnection connection)
    {
        _find = new PreparedCommand(connection, 2, "SELECT content_hash, previous_mac, mac FROM durable_record WHERE charger_id = @1 AND sequence = @2");
        _last = new PreparedCommand(connection, 1, "SELECT COALESCE(MAX(sequence), 0) FROM durable_record WHERE charger_id = @1");
        _add = new PreparedCommand(connection, 7, "INSERT INTO durable_record (charger_id, sequence, kind, content_hash, previous_mac, mac, received_utc_ms) VALUES (@1, @2, @3, @4, @5, @6, @7)");
    }

    /// <summary>The record of a sequence; null when it has not been taken.</summary>
    public StoredRecord? Find(string chargerId, long sequence)
    {
        using DbDataReader reader = _find.Query(chargerId, sequence);
        return reader.Read() ? new StoredRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    /// <summary>The highest sequence taken; 0 before the first.</summary>
    public long LastSequence(string chargerId)
    {
        return _last.Number(chargerId);
    }

    /// <summary>Takes a record.</summary>
    public void Add(string chargerId, DurableRecord record, long receivedUtcMs)
    {
        _add.Execute(chargerId, record.Sequence, (int)record.Kind, record.ContentHash, record.PreviousMac, record.Mac, receivedUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _find.Dispose();
        _last.Dispose();
        _add.Dispose();
    }
}

/// <summary>What is kept of a durable record.</summary>
/// <param name="ContentHash">SHA-256 of its content.</param>
/// <param name="PreviousMac">Code of the record before.</param>
/// <param name="Mac">Its own code.</param>
public sealed record StoredRecord(string ContentHash, string PreviousMac, string Mac);
