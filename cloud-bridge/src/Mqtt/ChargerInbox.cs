using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>
/// Where both kinds of broker hand in what chargers say: durable messages and status to the writer, live values and log lines to memory.
/// What a charger says of itself that nobody has added, or whose keys are revoked, is only counted; its durable records go to quarantine,
/// because they may be worth money.
/// </summary>
public sealed partial class ChargerInbox
{
    private readonly IngestWriter _writer;
    private readonly LiveBoard _board;
    private readonly ChangeFeed _changes;
    private readonly ChargerRegistry _chargers;
    private readonly BrokerRefusals _refusals;
    private readonly IngestMeter _meter;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    /// <summary>An inbox in front of writer and board.</summary>
    public ChargerInbox(
        IngestWriter writer,
        LiveBoard board,
        ChangeFeed changes,
        ChargerRegistry chargers,
        BrokerRefusals refusals,
        BridgeMeter meter,
        TimeProvider clock,
        ILogger log)
    {
        _meter = meter.Ingest;
        _refusals = refusals;
        _log = log;
        _writer = writer;
        _board = board;
        _changes = changes;
        _chargers = chargers;
        _clock = clock;
    }

    /// <summary>Messages that wait for the writer.</summary>
    public int WaitingCount => _writer.Count;

    /// <summary>Takes a message, waiting for room; ends when it is committed, which is when it may be acknowledged.</summary>
    public async Task TakeAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        await await EnqueueAsync(chargerId, topic, payload, cancellationToken);
    }

    /// <summary>Takes a message, waiting for room; the inner task ends when it is committed.</summary>
    public async Task<Task> EnqueueAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        return IsDone(chargerId, topic, payload)
            ? Task.CompletedTask
            : TellAsync(await _writer.EnqueueAsync(MessageOf(chargerId, topic, payload), cancellationToken), chargerId);
    }

    private async Task TellAsync(Task<IngestOutcome> committed, string chargerId)
    {
        await committed;
        _changes.Publish(chargerId);
    }

    // Whether nothing is left for the writer.
    private bool IsDone(string chargerId, Topic topic, byte[] payload)
    {
        if (topic is Topic.Session or Topic.Alert)
        {
            return false;
        }

        if (!_chargers.MaySend(chargerId))
        {
            _refusals.CountUnknown();
            _meter.Count(topic, IngestMeter.UnknownCharger);
            LogUnknown(chargerId);
            return true;
        }

        if (topic == Topic.Status)
        {
            return false;
        }

        Show(chargerId, topic, payload, NowUtcMs());
        _meter.Count(topic, IngestMeter.Shown);
        _changes.Publish(chargerId);
        return true;
    }

    private void Show(string chargerId, Topic topic, byte[] payload, long nowUtcMs)
    {
        _board.Put(chargerId, topic, payload, nowUtcMs);
        // A charger says no time before its clock is set. Where it has said nothing now, the reading is an older one.
        if (topic == Topic.Live && _board.ReadingOf(chargerId) is { AtUtcMs: > 0 } reading && reading.ReceivedUtcMs == nowUtcMs)
        {
            _clock.Hear(chargerId, reading.AtUtcMs);
        }
    }

    private DecodedMessage MessageOf(string chargerId, Topic topic, byte[] payload)
    {
        return DecodedMessage.Of(new ChargerMessage(chargerId, topic, payload, NowUtcMs()));
    }

    private long NowUtcMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    [LoggerMessage(
        EventId = 231,
        Level = LogLevel.Warning,
        Message = "Charger '{ChargerId}' reports, and nobody has added it (cloud-bridge charger add ID) or its keys are revoked: "
            + "what it says is left unread."
    )]
    private partial void LogUnknown(string chargerId);
}
