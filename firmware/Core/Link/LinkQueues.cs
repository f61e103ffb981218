using System;
using Firmware.Core.Ports;

namespace Firmware.Core.Link;

/// <summary>
/// What stands between the agent's tick and the link's threads: messages to send, ids that were delivered, messages that came. Rings of
/// fixed size; nothing in here waits for longer than another thread needs to move one entry. Thread-safe.
/// </summary>
public sealed class LinkQueues
{
    private const int OutgoingMax = 8;
    private const int DeliveredMax = 16;
    private const int ReceivedMax = 16;

    private readonly object _lock = new object();
    private readonly Publication?[] _outgoing = new Publication?[OutgoingMax];
    private readonly int[] _delivered = new int[DeliveredMax];
    private readonly Topic[] _receivedTopics = new Topic[ReceivedMax];
    private readonly byte[][] _receivedPayloads = new byte[ReceivedMax][];
    private int _outgoingFirst;
    private int _outgoingCount;
    private int _deliveredFirst;
    private int _deliveredCount;
    private int _receivedFirst;
    private int _receivedCount;

    /// <summary>Messages from the bridge that came faster than the agent took them, since boot.</summary>
    public int DroppedCount { get; private set; }

    /// <summary>Gives a message to send; false when there is no room.</summary>
    public bool TrySend(Publication publication)
    {
        lock (_lock)
        {
            if (_outgoingCount == OutgoingMax)
            {
                return false;
            }

            _outgoing[(_outgoingFirst + _outgoingCount) % OutgoingMax] = publication;
            _outgoingCount++;
            return true;
        }
    }

    /// <summary>The next message to send, or null.</summary>
    public Publication? TakeOutgoing()
    {
        lock (_lock)
        {
            if (_outgoingCount == 0)
            {
                return null;
            }

            Publication? publication = _outgoing[_outgoingFirst];
            _outgoing[_outgoingFirst] = null;
            _outgoingFirst = (_outgoingFirst + 1) % OutgoingMax;
            _outgoingCount--;
            return publication;
        }
    }

    /// <summary>An id is delivered. The agent may not ask for a long time, so the oldest goes when there is no room.</summary>
    public void AddDelivered(int id)
    {
        lock (_lock)
        {
            if (_deliveredCount == DeliveredMax)
            {
                _deliveredFirst = (_deliveredFirst + 1) % DeliveredMax;
                _deliveredCount--;
            }

            _delivered[(_deliveredFirst + _deliveredCount) % DeliveredMax] = id;
            _deliveredCount++;
        }
    }

    /// <summary>The next delivered id, or 0.</summary>
    public int TakeDelivered()
    {
        lock (_lock)
        {
            if (_deliveredCount == 0)
            {
                return 0;
            }

            int id = _delivered[_deliveredFirst];
            _deliveredFirst = (_deliveredFirst + 1) % DeliveredMax;
            _deliveredCount--;
            return id;
        }
    }

    /// <summary>A message has come. A lost receipt only means that its record is sent again; a lost tariff comes again with the next
    /// connection.</summary>
    public void AddReceived(Topic topic, byte[] payload)
    {
        lock (_lock)
        {
            if (_receivedCount == ReceivedMax)
            {
                DroppedCount++;
                return;
            }

            int slot = (_receivedFirst + _receivedCount) % ReceivedMax;
            _receivedTopics[slot] = topic;
            _receivedPayloads[slot] = payload;
            _receivedCount++;
        }
    }

    /// <summary>The next message that came; false when there is none.</summary>
    public bool TryTakeReceived(ReceivedMessage message)
    {
        // Asked in every tick, so the lock is taken only when there is something.
        if (_receivedCount == 0)
        {
            return false;
        }

        lock (_lock)
        {
            message.Topic = _receivedTopics[_receivedFirst];
            message.Payload = _receivedPayloads[_receivedFirst];
            _receivedPayloads[_receivedFirst] = ReceivedMessage.NoPayload;
            _receivedFirst = (_receivedFirst + 1) % ReceivedMax;
            _receivedCount--;
            return true;
        }
    }

    /// <summary>Forgets what was to be sent or was delivered over a connection that is gone.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            Array.Clear(_outgoing, 0, OutgoingMax);
            _outgoingCount = 0;
            _deliveredCount = 0;
        }
    }
}
