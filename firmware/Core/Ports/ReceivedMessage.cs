namespace Firmware.Core.Ports;

/// <summary>A message from the bridge; the object is reused, the payload array belongs to the message.</summary>
public sealed class ReceivedMessage
{
    /// <summary>An empty payload.</summary>
    public static readonly byte[] NoPayload = new byte[0];

    /// <summary>Where it came in.</summary>
    public Topic Topic;

    /// <summary>UTF-8 JSON.</summary>
    public byte[] Payload = NoPayload;
}
