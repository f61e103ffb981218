using System.Diagnostics;
using System.Threading.Channels;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>
/// The bounded queue in front of the one writer. The writer takes what is there, at most a batch, and commits it as one transaction: the
/// time of a commit builds the next batch, so nothing waits when little comes, and much goes fast. What fails is not acknowledged.
/// </summary>
public sealed partial class IngestWriter : IWriterHealth, IAsyncDisposable
{
    private readonly Channel<PendingMessage> _channel;
    private readonly IngestStore _store;
    private readonly SessionIngestor _sessions;
    private readonly StatusIngestor _statuses;
    private readonly Action<IngestOutcome> _afterCommit;
    private readonly IngestMeter _meter;
    private readonly ILogger _log;
    private readonly int _batchMax;
    private readonly Task _writer;
    private long _storageFailures;
    private long _committedTimestamp;

    /// <summary>A queue whose writer runs at once; <paramref name="afterCommit"/> is told each outcome and must not block.</summary>
    public IngestWriter(
        IngestStore store,
        SessionIngestor sessions,
        WriterSettings settings,
        Action<IngestOutcome> afterCommit,
        ILogger log,
        BridgeMeter? meter = null)
    {
        _meter = (meter ?? new BridgeMeter()).Ingest;
        _store = store;
        _sessions = sessions;
        _statuses = new StatusIngestor(store, sessions);
        _afterCommit = afterCommit;
        _log = log;
        _batchMax = settings.BatchMax;
        _channel = Channel.CreateBounded<PendingMessage>(new BoundedChannelOptions(settings.QueueMax) { SingleReader = true });
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>How often the database refused a whole transaction since the start.</summary>
    public long StorageFailures => Interlocked.Read(ref _storageFailures);

    /// <summary>Messages that wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>Whether the writer runs; it ends only when the bridge does.</summary>
    public bool IsRunning => !_writer.IsCompleted;

    /// <inheritdoc />
    public HealthLine Health => new("writer", IsRunning, IsRunning ? $"runs, {Count} messages wait" : "has ended: start the bridge again");

    /// <summary>Real time since the last commit; null before the first.</summary>
    public TimeSpan? SinceLastCommit =>
        Interlocked.Read(ref _committedTimestamp) is long timestamp and not 0 ? Stopwatch.GetElapsedTime(timestamp) : null;

    /// <summary>Takes a message, waiting for room; ends when it is committed.</summary>
    public async Task<IngestOutcome> TakeAsync(DecodedMessage decoded, CancellationToken cancellationToken)
    {
        return await await EnqueueAsync(decoded, cancellationToken);
    }

    /// <summary>Takes a message, waiting for room; the inner task ends when it is committed.</summary>
    public async Task<Task<IngestOutcome>> EnqueueAsync(DecodedMessage decoded, CancellationToken cancellationToken)
    {
        if (decoded.Defect != null)
        {
            LogDefect(decoded.Defect);
        }

        PendingMessage pending = new(decoded);
        await _channel.Writer.WriteAsync(pending, cancellationToken);
        return pending.Committed;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _writer;
        _store.Dispose();
    }

    private async Task WriteAsync()
    {
        List<PendingMessage> batch = new(_batchMax);
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (batch.Count < _batchMax && _channel.Reader.TryRead(out PendingMessage? pending))
            {
                batch.Add(pending);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<PendingMessage> batch)
    {
        using BatchWatch watch = _meter.Watch(batch.Count, batch[0].TakenTimestamp);
        try
        {
            _store.Begin(batch.Select(pending => pending.Message.ChargerId));
            foreach (PendingMessage pending in batch)
            {
                pending.Outcome = Take(pending.Decoded);
            }

            if (_store.Commit())
            {
                LogSaved();
            }

            watch.Committed();
            Interlocked.Exchange(ref _committedTimestamp, Stopwatch.GetTimestamp());
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            // Disk full, disk gone: nothing is acknowledged, the chargers keep their records and come again.
            watch.Failed(e);
            LogStorageFailure(batch.Count, e);
            RollBackQuietly();
            batch.ForEach(pending => FailOne(pending, e));
            Interlocked.Increment(ref _storageFailures);
            return;
        }
        catch (Exception e) when (batch.Count > 1)
        {
            // One message met a defect of ours: the others must not suffer for it.
            watch.Failed(e);
            LogDefect(e);
            RollBackQuietly();
            batch.ForEach(pending => Commit([pending]));
            return;
        }
        catch (Exception e)
        {
            watch.Failed(e);
            LogDefect(e);
            RollBackQuietly();
            CommitAsDefect(batch[0], e);
            return;
        }

        foreach (PendingMessage pending in batch)
        {
            _meter.Count(pending.Message.Topic, pending.Outcome!.Kind);
            _afterCommit(pending.Outcome);
            pending.Complete();
        }
    }

    private void FailOne(PendingMessage pending, Exception cause)
    {
        _meter.Count(pending.Message.Topic, IngestMeter.NotCommitted);
        pending.Fail(cause);
    }

    private IngestOutcome Take(DecodedMessage decoded)
    {
        return decoded.Message.Topic == Topic.Status ? _statuses.Take(decoded) : _sessions.Take(decoded);
    }

    private void CommitAsDefect(PendingMessage pending, Exception defect)
    {
        try
        {
            _store.Begin(pending.Message.ChargerId);
            pending.Outcome = _sessions.Quarantine(
                pending.Message,
                QuarantineReason.BridgeDefect,
                QuarantineReason.DetailOf(defect));
            _store.Commit();
            _meter.Count(pending.Message.Topic, IngestKind.Quarantined);
            _afterCommit(pending.Outcome);
            pending.Complete();
        }
        catch (Exception e)
        {
            // Not even quarantine takes it. The writer must go on for all others, and the charger keeps the record.
            LogStorageFailure(1, e);
            RollBackQuietly();
            FailOne(pending, e);
        }
    }

    private void RollBackQuietly()
    {
        try
        {
            _store.Rollback();
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            LogStorageFailure(0, e);
        }
    }

    [LoggerMessage(
        EventId = 101,
        Level = LogLevel.Error,
        Message = "The database refused {Count} messages; they are not acknowledged and will come again. Look at disk space and rights."
    )]
    private partial void LogStorageFailure(int count, Exception cause);

    [LoggerMessage(
        EventId = 103,
        Level = LogLevel.Error,
        Message = "The database's -wal file was removed while the bridge runs. What was in it is saved; find out what removes it, "
            + "because what is written from elsewhere in such a moment can be lost."
    )]
    private partial void LogSaved();

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "A message met a defect of the bridge and goes to quarantine.")]
    private partial void LogDefect(Exception cause);
}
