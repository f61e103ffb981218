using Firmware.Core.Ports;

namespace Firmware.Core.Link;

/// <summary>One message on its way out, with a payload of its own: the MQTT library holds it until it is acknowledged.</summary>
public sealed class Publication
{
    /// <summary>The id that the agent knows it by.</summary>
    public readonly int Id;

    /// <summary>Where it goes.</summary>
    public readonly Topic Topic;

    /// <summary>What it says.</summary>
    public readonly byte[] Payload;

    /// <summary>When the agent gave it, in ms since boot.</summary>
    public readonly long TakenMs;

    /// <summary>A publication.</summary>
    public Publication(int id, Topic topic, byte[] payload, long takenMs)
    {
        Id = id;
        Topic = topic;
        Payload = payload;
        TakenMs = takenMs;
    }
}
