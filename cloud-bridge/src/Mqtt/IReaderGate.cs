using Firmware.Core.Ports;
using MQTTnet.Server;

namespace CloudBridge.Mqtt;

/// <summary>
/// Lets clients in at the embedded broker that are no chargers and only read. The gate hands on by itself: the broker's own subscriptions
/// know nothing of accounts.
/// </summary>
public interface IReaderGate
{
    /// <summary>Closes the connection of a client that may no longer read.</summary>
    Action<string> Close { set; }

    /// <summary>Whether a client id is meant to be a reader's.</summary>
    bool IsReader(string clientId);

    /// <summary>Whether somebody who says it is this reader may connect.</summary>
    bool Accepts(string clientId, string? user, string? password);

    /// <summary>Takes a subscription and at once sends what is kept for it; false when it may not be.</summary>
    bool TrySubscribe(string clientId, string filter, MqttSessionStatus session);

    /// <summary>Ends a subscription.</summary>
    void Unsubscribe(string clientId, string filter);

    /// <summary>Forgets a client that has gone.</summary>
    void Forget(string clientId);

    /// <summary>Takes what a reader may say; false when it may not say it.</summary>
    bool TryTake(string clientId, string topic, ReadOnlySpan<byte> payload);

    /// <summary>Hands a charger's message on to whom it concerns.</summary>
    void Offer(string chargerId, Topic topic, byte[] payload);
}
