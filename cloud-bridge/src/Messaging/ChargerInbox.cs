using CloudBridge.Chargers;
using CloudBridge.Ingest;
using Firmware.Core.Messaging;

namespace CloudBridge.Messaging;

/// <summary>Where both kinds of broker hand in what chargers say: durable messages and status to the writer, live values and log lines to memory.</summary>
public sealed class ChargerInbox
{
    private readonly IngestWriter _writer;
    private readonly LiveBoard _board;
    private readonly ChargerRegistry _chargers;
    private readonly TimeProvider _clock;

    /// <summary>An inbox in front of writer and board.</summary>
    public ChargerInbox(IngestWriter writer, LiveBoard board, ChargerRegistry chargers, TimeProvider clock)
    {
        _writer = writer;
        _board = board;
        _chargers = chargers;
        _clock = clock;
    }

    /// <summary>Messages that wait for the writer.</summary>
    public int WaitingCount => _writer.Count;

    /// <summary>Takes a message, waiting for room; ends when it is committed, which is when it may be acknowledged.</summary>
    public Task TakeAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        return TryPutOnBoard(chargerId, topic, payload) ? Task.CompletedTask : _writer.TakeAsync(MessageOf(chargerId, topic, payload), cancellationToken);
    }

    /// <summary>Takes a message if there is room now; null when there is none. The task ends when it is committed.</summary>
    public Task? TryTake(string chargerId, Topic topic, byte[] payload)
    {
        return TryPutOnBoard(chargerId, topic, payload) ? Task.CompletedTask : _writer.TryTake(MessageOf(chargerId, topic, payload));
    }

    private bool TryPutOnBoard(string chargerId, Topic topic, byte[] payload)
    {
        bool isForBoard = topic is Topic.Live or Topic.Log;
        if (isForBoard && _chargers.Has(chargerId))
        {
            _board.Put(chargerId, topic, payload, NowUtcMs());
        }

        return isForBoard;
    }

    private ChargerMessage MessageOf(string chargerId, Topic topic, byte[] payload)
    {
        return new ChargerMessage(chargerId, topic, payload, NowUtcMs());
    }

    private long NowUtcMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
