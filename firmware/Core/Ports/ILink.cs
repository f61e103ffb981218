namespace Firmware.Core.Ports;

/// <summary>
/// The connection to the MQTT broker. It connects and reconnects by itself and subscribes to <see cref="Topic.Tariff"/>,
/// <see cref="Topic.Receipt"/> and <see cref="Topic.Command"/>; it never blocks and remembers nothing over a reconnect.
/// </summary>
public interface ILink
{
    /// <summary>0 while there is no connection, otherwise a number that differs from that of every earlier connection.</summary>
    int ConnectionNumber { get; }

    /// <summary>
    /// Takes a copy of the payload for sending, at the topic's QoS and retain flag; the id of the publication (1 or more), or 0 when it
    /// was not taken.
    /// </summary>
    int Publish(Topic topic, byte[] payload, int length);

    /// <summary>The id of a publication that the broker has acknowledged since the last call, or 0.</summary>
    int TakeDelivered();

    /// <summary>The next message received, copied into <paramref name="message"/>; false when there is none.</summary>
    bool TryTakeReceived(ReceivedMessage message);
}
