using System.Diagnostics;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Times one batch of the writer, and is its span where somebody listens to traces: the span stays current until the receipts are
/// handed over.</summary>
internal readonly struct BatchWatch : IDisposable
{
    private readonly IngestMeter _meter;
    private readonly int _messageCount;
    private readonly long _oldestTakenTimestamp;
    private readonly long _beginTimestamp;
    private readonly Activity? _batch;
    private readonly Activity? _commit;

    public BatchWatch(IngestMeter meter, int messageCount, long oldestTakenTimestamp)
    {
        _meter = meter;
        _messageCount = messageCount;
        _oldestTakenTimestamp = oldestTakenTimestamp;
        _beginTimestamp = Stopwatch.GetTimestamp();
        _batch = meter.StartBatch(messageCount, Stopwatch.GetElapsedTime(oldestTakenTimestamp, _beginTimestamp));
        _commit = _batch == null ? null : meter.StartCommit();
    }

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        _commit?.Dispose();
        long now = Stopwatch.GetTimestamp();
        _meter.Record(_messageCount, Stopwatch.GetElapsedTime(_beginTimestamp, now), Stopwatch.GetElapsedTime(_oldestTakenTimestamp, now));
    }

    /// <summary>The transaction failed.</summary>
    public void Failed(Exception cause)
    {
        _commit?.SetStatus(ActivityStatusCode.Error, cause.GetType().Name);
        _commit?.Dispose();
        _batch?.SetStatus(ActivityStatusCode.Error, cause.GetType().Name);
    }

    public void Dispose()
    {
        _batch?.Dispose();
    }
}
