using System.Diagnostics;
using System.Diagnostics.Metrics;
using CloudBridge.Core.Contract;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Counts what chargers send and times how it is committed. It is on the hot path: an interlocked increment for a message, two
/// samples for a batch.</summary>
public sealed class IngestMeter
{
    /// <summary>A live value or log line that was taken into memory.</summary>
    public const string Shown = "shown";

    /// <summary>A message of a charger that nobody has added.</summary>
    public const string UnknownCharger = "unknown_charger";

    /// <summary>A message whose commit failed: it is not acknowledged and comes again.</summary>
    public const string NotCommitted = "not_committed";

    private static readonly string[] Outcomes =
    [
        "billed",
        "held",
        "alert_kept",
        "repeated",
        "quarantined",
        "status_kept",
        "waived",
        Shown,
        UnknownCharger,
        NotCommitted,
    ];
    private static readonly Topic[] Written = [Topic.Status, Topic.Live, Topic.Session, Topic.Alert, Topic.Log];

    // What can happen is there from the start at 0: a rate over a series that appears with its first event would miss that event.
    private static readonly (Topic Topic, string Outcome)[] Expected =
    [
        (Topic.Session, "billed"),
        (Topic.Session, "held"),
        (Topic.Session, "waived"),
        (Topic.Session, "repeated"),
        (Topic.Session, "quarantined"),
        (Topic.Session, NotCommitted),
        (Topic.Alert, "alert_kept"),
        (Topic.Alert, "repeated"),
        (Topic.Alert, "quarantined"),
        (Topic.Alert, NotCommitted),
        (Topic.Status, "status_kept"),
        (Topic.Status, "quarantined"),
        (Topic.Status, UnknownCharger),
        (Topic.Status, NotCommitted),
        (Topic.Live, Shown),
        (Topic.Live, UnknownCharger),
        (Topic.Log, Shown),
        (Topic.Log, UnknownCharger),
    ];

    private readonly long[] _counts = new long[Written.Length * Outcomes.Length];
    private readonly ActivitySource _activities;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<double> _latencySeconds;

    internal IngestMeter(Meter meter, ActivitySource activities)
    {
        _activities = activities;
        meter.CreateObservableCounter(
            "chargeagent.ingest.messages",
            Messages,
            "{message}",
            "Messages of chargers, by what became of them.");
        meter.CreateObservableCounter(
            "chargeagent.bills.issued",
            () => CountOf(Topic.Session, "billed"),
            "{bill}",
            "Bills that this bridge has issued for sessions since its start.");
        _batchSize = meter.CreateHistogram(
            "chargeagent.ingest.batch.size",
            "{message}",
            "Messages committed together.",
            [],
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024] });
        InstrumentAdvice<double> seconds = new()
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
        };
        _commitSeconds = meter.CreateHistogram(
            "chargeagent.ingest.commit.duration",
            "s",
            "Time of a transaction of the writer, from its begin to its end on disk.",
            [],
            seconds);
        _latencySeconds = meter.CreateHistogram(
            "chargeagent.ingest.latency",
            "s",
            "Time from taking a message to its commit, of the oldest in each batch.",
            [],
            seconds);
    }

    /// <summary>Counts what became of a message that is committed.</summary>
    public void Count(Topic topic, IngestKind kind)
    {
        Interlocked.Increment(ref _counts[IndexOf(topic, (int)kind)]);
    }

    /// <summary>Counts what became of a message that did not go through a commit.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="outcome">One of the constants of this class.</param>
    public void Count(Topic topic, string outcome)
    {
        Interlocked.Increment(ref _counts[IndexOf(topic, Array.IndexOf(Outcomes, outcome))]);
    }

    /// <summary>How many messages of a topic came to an outcome since the start.</summary>
    public long CountOf(Topic topic, string outcome)
    {
        return Interlocked.Read(ref _counts[IndexOf(topic, Array.IndexOf(Outcomes, outcome))]);
    }

    /// <summary>Begins to time a batch; whoever calls disposes of it after the receipts are handed over.</summary>
    internal BatchWatch Watch(int messageCount, long oldestTakenTimestamp)
    {
        return new BatchWatch(this, messageCount, oldestTakenTimestamp);
    }

    internal Activity? StartBatch(int messageCount, TimeSpan oldestWait)
    {
        if (!_activities.HasListeners())
        {
            return null;
        }

        // The span begins when its oldest message was taken, so that the wait for the writer is seen.
        Activity? batch = _activities.StartActivity(
            "ingest batch",
            ActivityKind.Consumer,
            parentContext: default,
            startTime: TimeProvider.System.GetUtcNow() - oldestWait);
        batch
            ?.SetTag("messaging.system", "mqtt")
            .SetTag("messaging.batch.message_count", messageCount)
            .SetTag("chargeagent.ingest.oldest_wait_ms", (long)oldestWait.TotalMilliseconds);
        return batch;
    }

    internal Activity? StartCommit()
    {
        return _activities.HasListeners() ? _activities.StartActivity("commit") : null;
    }

    internal void Record(int messageCount, TimeSpan commit, TimeSpan latency)
    {
        _batchSize.Record(messageCount);
        _commitSeconds.Record(commit.TotalSeconds);
        _latencySeconds.Record(latency.TotalSeconds);
    }

    private static int IndexOf(Topic topic, int outcome)
    {
        // Topics that chargers write are the first of the enumeration, in this order.
        return ((int)topic * Outcomes.Length) + outcome;
    }

    private IEnumerable<Measurement<long>> Messages()
    {
        foreach (Topic topic in Written)
        {
            foreach (string outcome in Outcomes)
            {
                long count = CountOf(topic, outcome);
                if (count > 0 || Expected.Contains((topic, outcome)))
                {
                    yield return new Measurement<long>(count, new("topic", Topics.NameOf(topic)), new("outcome", outcome));
                }
            }
        }
    }
}
