using System;
using System.Collections;
using System.Text;
using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>A link that keeps what was published and gives what a test puts in.</summary>
public sealed class FakeLink : ILink
{
    private readonly ArrayList _topics = new ArrayList();
    private readonly ArrayList _texts = new ArrayList();
    private readonly Queue _delivered = new Queue();
    private readonly Queue _received = new Queue();
    private int _lastId;

    /// <inheritdoc />
    public int ConnectionNumber { get; set; } = 1;

    /// <summary>Nothing is kept: for counting allocations of the agent alone.</summary>
    public bool IsBlind { get; set; }

    /// <summary>How much was published.</summary>
    public int Count
    {
        get { return _topics.Count; }
    }

    /// <summary>Something waits to be taken by the agent.</summary>
    public bool HasReceived
    {
        get { return _received.Count > 0; }
    }

    /// <inheritdoc />
    public int Publish(Topic topic, byte[] payload, int length)
    {
        if (ConnectionNumber == 0)
        {
            return 0;
        }

        _lastId++;
        if (!IsBlind)
        {
            _topics.Add((int)topic);
            _texts.Add(Encoding.UTF8.GetString(payload, 0, length));
        }

        return _lastId;
    }

    /// <inheritdoc />
    public int TakeDelivered()
    {
        return _delivered.Count == 0 ? 0 : (int)_delivered.Dequeue()!;
    }

    /// <inheritdoc />
    public bool TryTakeReceived(ReceivedMessage message)
    {
        if (_received.Count == 0)
        {
            return false;
        }

        ReceivedMessage next = (ReceivedMessage)_received.Dequeue()!;
        message.Topic = next.Topic;
        message.Payload = next.Payload;
        return true;
    }

    /// <summary>The topic of a publication.</summary>
    public Topic TopicAt(int index)
    {
        return (Topic)(int)_topics[index]!;
    }

    /// <summary>The text of a publication.</summary>
    public string TextAt(int index)
    {
        return (string)_texts[index]!;
    }

    /// <summary>How often a topic was published.</summary>
    public int CountOf(Topic topic)
    {
        int count = 0;
        for (int i = 0; i < _topics.Count; i++)
        {
            count += (int)_topics[i]! == (int)topic ? 1 : 0;
        }

        return count;
    }

    /// <summary>The last text of a topic, or an empty one.</summary>
    public string LastOf(Topic topic)
    {
        for (int i = _topics.Count - 1; i >= 0; i--)
        {
            if ((int)_topics[i]! == (int)topic)
            {
                return (string)_texts[i]!;
            }
        }

        return "";
    }

    /// <summary>The broker acknowledges the last publication.</summary>
    public void Deliver()
    {
        _delivered.Enqueue(_lastId);
    }

    /// <summary>The bridge sends.</summary>
    public void Receive(Topic topic, string text)
    {
        ReceivedMessage message = new ReceivedMessage();
        message.Topic = topic;
        message.Payload = Encoding.UTF8.GetBytes(text);
        _received.Enqueue(message);
    }

    /// <summary>The value of a number or text member of a flat JSON text; empty when it is not there.</summary>
    public static string MemberOf(string text, string name)
    {
        string mark = "\"" + name + "\":";
        int start = text.IndexOf(mark);
        if (start < 0)
        {
            return "";
        }

        start += mark.Length;
        bool isText = text[start] == '"';
        start += isText ? 1 : 0;
        int end = start;
        while (end < text.Length && (isText ? text[end] != '"' : text[end] != ',' && text[end] != '}' && text[end] != ']'))
        {
            end++;
        }

        return text.Substring(start, end - start);
    }
}
