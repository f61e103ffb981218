using System.Buffers.Binary;
using System.Text;
using Firmware.Core.Ports;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>One MQTT 3.1.1 packet as it stands on the wire. Of its content only what a relay has to know.</summary>
public sealed class MqttPacket
{
    /// <summary>Far above any message of ours.</summary>
    private const int LengthMax = 1024 * 1024;

    private const int PublishKind = 3;
    private const int AcknowledgementKind = 4;
    private const byte DuplicateFlag = 0x08;

    private MqttPacket(byte[] bytes)
    {
        Bytes = bytes;
    }

    /// <summary>The whole packet.</summary>
    public byte[] Bytes { get; }

    /// <summary>A PUBACK.</summary>
    public bool IsAcknowledgement => Bytes[0] >> 4 == AcknowledgementKind;

    /// <summary>A session, an alert or a receipt at QoS 1.</summary>
    public bool IsRecordOrReceipt { get; private init; }

    /// <summary>A receipt at QoS 1.</summary>
    public bool IsReceipt { get; private init; }

    /// <summary>Its topic, where it is one of these.</summary>
    public string TopicName { get; private init; } = "";

    /// <summary>What is in it, where it is one of these.</summary>
    public ReadOnlyMemory<byte> Payload { get; private init; }

    /// <summary>Its packet id, where it is one of these.</summary>
    public ushort Id { get; private init; }

    /// <summary>The next packet of a stream; null at its end, or when it is no MQTT.</summary>
    public static async Task<MqttPacket?> ReadAsync(Stream stream, CancellationToken stop)
    {
        byte[] head = new byte[5];
        int headLength = 1;
        if (await stream.ReadAtLeastAsync(head.AsMemory(0, 1), 1, throwOnEndOfStream: false, stop).ConfigureAwait(false) == 0)
        {
            return null;
        }

        int length = 0;
        do
        {
            if (
                headLength == head.Length
                || await stream.ReadAtLeastAsync(head.AsMemory(headLength, 1), 1, throwOnEndOfStream: false, stop).ConfigureAwait(false)
                    == 0)
            {
                return null;
            }

            length |= (head[headLength] & 0x7F) << (7 * (headLength - 1));
        }
        while ((head[headLength++] & 0x80) != 0);

        if (length > LengthMax)
        {
            return null;
        }

        byte[] bytes = new byte[headLength + length];
        head.AsSpan(0, headLength).CopyTo(bytes);
        int read = await stream.ReadAtLeastAsync(bytes.AsMemory(headLength), length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
        return read < length ? null : Of(bytes, headLength);
    }

    /// <summary>The PUBACK for a packet id.</summary>
    public static byte[] AcknowledgementOf(ushort id)
    {
        return [AcknowledgementKind << 4, 2, (byte)(id >> 8), (byte)(id & 0xFF)];
    }

    /// <summary>A PUBLISH at QoS 0, which nobody acknowledges.</summary>
    public static byte[] Publish(string topicName, byte[] payload)
    {
        byte[] topic = Encoding.UTF8.GetBytes(topicName);
        int length = 2 + topic.Length + payload.Length;
        List<byte> bytes = [PublishKind << 4];
        do
        {
            bytes.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);

        return [.. bytes, (byte)(topic.Length >> 8), (byte)(topic.Length & 0xFF), .. topic, .. payload];
    }

    /// <summary>The packet as it is sent a second time.</summary>
    public byte[] Again()
    {
        byte[] again = [.. Bytes];
        again[0] |= DuplicateFlag;
        return again;
    }

    private static MqttPacket Of(byte[] bytes, int bodyOffset)
    {
        int kind = bytes[0] >> 4;
        ReadOnlySpan<byte> body = bytes.AsSpan(bodyOffset);
        if (kind == AcknowledgementKind && body.Length >= 2)
        {
            return new MqttPacket(bytes) { Id = BinaryPrimitives.ReadUInt16BigEndian(body) };
        }

        bool isAcknowledged = ((bytes[0] >> 1) & 3) == 1;
        if (kind != PublishKind || !isAcknowledged || body.Length < 4)
        {
            return new MqttPacket(bytes);
        }

        int topicLength = BinaryPrimitives.ReadUInt16BigEndian(body);
        string name = Encoding.UTF8.GetString(body.Slice(2, topicLength));
        bool isKnown = Topics.TryParse(name[(name.LastIndexOf('/') + 1)..], out Topic topic);
        return new MqttPacket(bytes)
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(body[(2 + topicLength)..]),
            IsRecordOrReceipt = isKnown && topic is Topic.Session or Topic.Alert or Topic.Receipt,
            IsReceipt = isKnown && topic == Topic.Receipt,
            TopicName = name,
            Payload = bytes.AsMemory(bodyOffset + 4 + topicLength),
        };
    }
}
