using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Json;
using Firmware.Core.Ports;
using Firmware.Core.Promises;
using Firmware.Core.Records;

namespace Firmware.Core.Messaging;

/// <summary>
/// Sends what waits in the outbox: a window of few, in order, again until the receipt is there. A record that the bridge never answers
/// does not hold up those behind it, and repeats come in sweeps that get rarer, so that a dead bridge is not met by a storm.
/// </summary>
public sealed class OutboxSender
{
    /// <summary>Records on their way at a time.</summary>
    public const int Window = 4;

    /// <summary>A publication without the broker's acknowledgement is given up after this time.</summary>
    public const int DeliveryTimeoutMs = 10000;

    /// <summary>A delivered record without the bridge's receipt leaves the window after this time.</summary>
    public const int ReceiptTimeoutMs = 30000;

    /// <summary>Shortest pause between two sweeps.</summary>
    public const int SweepPauseMinMs = 10000;

    /// <summary>Longest pause between two sweeps.</summary>
    public const int SweepPauseMaxMs = 600000;

    private readonly AgentConfig _config;
    private readonly Outbox _outbox;
    private readonly JsonWriter _shortJson;
    private readonly long[] _sequences = new long[Window];
    private readonly int[] _publicationIds = new int[Window];
    private readonly long[] _deadlinesMs = new long[Window];
    private readonly byte[] _previousMac = new byte[RecordMac.Length];
    private readonly byte[] _mac = new byte[RecordMac.Length];
    private int _connectionNumber;
    private long _cursor = 1;
    private long _sweepMs;
    private int _sweepPauseMs = SweepPauseMinMs;

    /// <summary>A sender for an outbox, writing short messages through a shared buffer.</summary>
    public OutboxSender(AgentConfig config, Outbox outbox, JsonWriter json)
    {
        _config = config;
        _outbox = outbox;
        _shortJson = json;
    }

    /// <summary>Records on their way now.</summary>
    public int InFlightCount { get; private set; }

    /// <summary>Takes acknowledgements of the broker and publishes at most one record.</summary>
    public void Pump(ILink link, long nowMs)
    {
        if (_outbox.WaitingCount == 0)
        {
            return;
        }

        int connectionNumber = link.ConnectionNumber;
        if (connectionNumber != _connectionNumber)
        {
            _connectionNumber = connectionNumber;
            ForgetWindow();
            _sweepPauseMs = SweepPauseMinMs;
        }

        if (connectionNumber == 0)
        {
            return;
        }

        TakeDelivered(link, nowMs);
        ExpireWindow(nowMs);
        if (InFlightCount < Window && TryAdvance(nowMs))
        {
            Send(link, _cursor, nowMs);
        }
    }

    /// <summary>A receipt has come: its place in the window is free, and the bridge is alive.</summary>
    public void OnReceipt(long sequence)
    {
        _sweepPauseMs = SweepPauseMinMs;
        for (int i = 0; i < Window; i++)
        {
            if (_sequences[i] == sequence)
            {
                Free(i);
            }
        }
    }

    private void ForgetWindow()
    {
        for (int i = 0; i < Window; i++)
        {
            _sequences[i] = 0;
        }

        InFlightCount = 0;
        _cursor = _outbox.FirstSequence;
    }

    private void TakeDelivered(ILink link, long nowMs)
    {
        int id;
        while ((id = link.TakeDelivered()) != 0)
        {
            for (int i = 0; i < Window; i++)
            {
                if (_sequences[i] != 0 && _publicationIds[i] == id)
                {
                    _deadlinesMs[i] = nowMs + ReceiptTimeoutMs;
                }
            }
        }
    }

    private void ExpireWindow(long nowMs)
    {
        for (int i = 0; i < Window; i++)
        {
            if (_sequences[i] != 0 && nowMs >= _deadlinesMs[i])
            {
                Free(i);
            }
        }
    }

    private void Free(int slot)
    {
        _sequences[slot] = 0;
        InFlightCount--;
    }

    /// <summary>Moves the cursor to the next record to send; at the end a new sweep begins after a pause.</summary>
    private bool TryAdvance(long nowMs)
    {
        while (_cursor < _outbox.NextSequence)
        {
            if (_outbox.IsWaiting(_cursor))
            {
                return true;
            }

            _cursor++;
        }

        if (InFlightCount > 0)
        {
            _sweepMs = nowMs + _sweepPauseMs;
        }
        else if (nowMs >= _sweepMs)
        {
            _cursor = _outbox.FirstSequence;
            _sweepMs = nowMs + _sweepPauseMs;
            _sweepPauseMs = _sweepPauseMs >= SweepPauseMaxMs / 2 ? SweepPauseMaxMs : _sweepPauseMs * 2;
        }

        return false;
    }

    private void Send(ILink link, long sequence, long nowMs)
    {
        _cursor++;
        JsonWriter? json = MessageOf(sequence, out Topic topic);
        if (json == null)
        {
            return;
        }

        int id = link.Publish(topic, json.Buffer, json.Length);
        if (id == 0)
        {
            _cursor--;
            return;
        }

        for (int i = 0; i < Window; i++)
        {
            if (_sequences[i] == 0)
            {
                _sequences[i] = sequence;
                _publicationIds[i] = id;
                _deadlinesMs[i] = nowMs + DeliveryTimeoutMs;
                InFlightCount++;
                return;
            }
        }
    }

    /// <summary>The message of a record, or null when it cannot be read. Records are few and nothing of this outlives them.</summary>
    private JsonWriter? MessageOf(long sequence, out Topic topic)
    {
        topic = Topic.Session;
        if (!_outbox.TryRead(sequence, _previousMac, _mac, out RecordKind kind, out RecordReader? body) || body == null)
        {
            return null;
        }

        string previousMac = RecordMac.ToHex(_previousMac);
        string mac = RecordMac.ToHex(_mac);
        if (kind == RecordKind.Session)
        {
            ChargingSession session = new ChargingSession();
            bool isWhole = SessionCodec.TryRead(body, session);
            JsonWriter json = new JsonWriter(SessionMessage.LengthMax(session.PeriodCount));
            SessionMessage.Write(json, _config.ChargerId, sequence, session, previousMac, mac);
            Guard.IsTrue(!json.IsOverflow, "a summary fits its buffer");
            return isWhole ? json : null;
        }

        topic = Topic.Alert;
        Alert alert = new Alert(new FaultSnapshot());
        bool isRead = AlertCodec.TryRead(body, alert);
        AlertMessage.Write(_shortJson, sequence, alert, previousMac, mac);
        Guard.IsTrue(!_shortJson.IsOverflow, "an alert fits its buffer");
        return isRead ? _shortJson : null;
    }
}
