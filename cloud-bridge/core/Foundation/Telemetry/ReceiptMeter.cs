using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Counts receipts that went out, and traces each as a part of the batch that it answers.</summary>
public sealed class ReceiptMeter
{
    private readonly ActivitySource _activities;
    private long _sentCount;

    public ReceiptMeter(Meter meter, ActivitySource activities)
    {
        _activities = activities;
        meter.CreateObservableCounter("chargeagent.receipts.sent", () => SentCount, "{receipt}", "Receipts handed to the broker.");
    }

    /// <summary>Receipts handed to the broker since the start.</summary>
    public long SentCount => Interlocked.Read(ref _sentCount);

    /// <summary>Counts one.</summary>
    public void CountSent()
    {
        Interlocked.Increment(ref _sentCount);
    }

    public Activity? StartSending(ActivityContext batch)
    {
        return batch == default ? null : _activities.StartActivity("receipt send", ActivityKind.Producer, batch);
    }
}
