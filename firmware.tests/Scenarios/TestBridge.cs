using System.Collections;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

/// <summary>The other end of a fake link: keeps each durable record once and answers it with a receipt, one a step.</summary>
public sealed class TestBridge
{
    private readonly FakeBoard _board;
    private readonly Hashtable _records = new Hashtable();
    private readonly Queue _receipts = new Queue();
    private int _taken;

    /// <summary>A bridge that answers the charger of a board.</summary>
    public TestBridge(FakeBoard board)
    {
        _board = board;
    }

    /// <summary>Records come in and are not answered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>A record came again with another content.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>How many records there are.</summary>
    public int RecordCount
    {
        get { return _records.Count; }
    }

    /// <summary>The lowest sequence that came.</summary>
    public long FirstSequence { get; private set; } = long.MaxValue;

    /// <summary>The highest sequence that came.</summary>
    public long LastSequence { get; private set; }

    /// <summary>How many records came more than once.</summary>
    public int RepeatCount { get; private set; }

    /// <summary>The record of a sequence; empty when there is none.</summary>
    public string Record(long sequence)
    {
        return _records.Contains(sequence) ? (string)_records[sequence]! : "";
    }

    /// <summary>Takes what was published since the last step, and sends at most one receipt.</summary>
    public void Step()
    {
        for (; _taken < _board.FakeLink.Count; _taken++)
        {
            Topic topic = _board.FakeLink.TopicAt(_taken);
            if (topic == Topic.Session || topic == Topic.Alert)
            {
                Take(_board.FakeLink.TextAt(_taken));
            }
        }

        if (_receipts.Count > 0 && !_board.FakeLink.HasReceived)
        {
            _board.FakeJsonReader.Next = _receipts.Dequeue();
            _board.FakeLink.Receive(Topic.Receipt, "{}");
        }
    }

    private void Take(string text)
    {
        long sequence = long.Parse(FakeLink.MemberOf(text, "sequence"));
        if (_records.Contains(sequence))
        {
            RepeatCount++;
            HasConflict |= (string)_records[sequence]! != text;
        }
        else
        {
            _records.Add(sequence, text);
            FirstSequence = sequence < FirstSequence ? sequence : FirstSequence;
            LastSequence = sequence > LastSequence ? sequence : LastSequence;
        }

        if (!IsSilent)
        {
            ReceiptMessage receipt = new ReceiptMessage();
            receipt.Sequence = sequence;
            receipt.Mac = FakeLink.MemberOf(text, "mac");
            _receipts.Enqueue(receipt);
        }
    }
}
