using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Durable records as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class RecordTable : IDisposable
{
    private readonly PreparedCommand _find;
    private readonly RowInsert _rows;
    private readonly WriterConnection _writer;
    private readonly ChargerTails _tails;

    /// <summary>Over the writer's connection.</summary>
    public RecordTable(WriterConnection writer, ChargerTails tails)
    {
        _writer = writer;
        _tails = tails;
        _find = new PreparedCommand(
            writer.Connection,
            2,
            "SELECT content_hash, previous_mac, mac FROM durable_record WHERE charger_id = @1 AND sequence = @2");
        _rows = new RowInsert(
            writer,
            "durable_record",
            [
                "charger_id text",
                "sequence bigint",
                "kind bigint",
                "content_hash text",
                "previous_mac text",
                "mac text",
                "received_utc_ms bigint",
            ]);
    }

    /// <summary>The record of a sequence; null when it has not been taken.</summary>
    public StoredRecord? Find(string chargerId, long sequence)
    {
        ChargerTail tail = _tails.Of(chargerId);
        if (sequence >= tail.Sequence)
        {
            return sequence == tail.Sequence ? tail.Record : null;
        }

        _writer.Flush();
        using DbDataReader reader = _find.Query(chargerId, sequence);
        return reader.Read() ? new StoredRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    /// <summary>The highest sequence taken; 0 before the first.</summary>
    public long LastSequence(string chargerId)
    {
        return _tails.Of(chargerId).Sequence;
    }

    /// <summary>Takes a record.</summary>
    public void Add(string chargerId, DurableRecord record, long receivedUtcMs)
    {
        _tails.Of(chargerId).Add(record.Sequence, new StoredRecord(record.ContentHash, record.PreviousMac, record.Mac));
        _rows.Add(chargerId, record.Sequence, (int)record.Kind, record.ContentHash, record.PreviousMac, record.Mac, receivedUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _find.Dispose();
        _rows.Dispose();
    }
}

/// <summary>What is kept of a durable record.</summary>
/// <param name="ContentHash">SHA-256 of its content.</param>
/// <param name="PreviousMac">Code of the record before.</param>
/// <param name="Mac">Its own code.</param>
public sealed record StoredRecord(string ContentHash, string PreviousMac, string Mac);
