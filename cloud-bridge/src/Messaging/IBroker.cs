using Firmware.Core.Ports;

namespace CloudBridge.Messaging;

/// <summary>The bridge's side of MQTT: messages of chargers come in through a <see cref="ChargerInbox"/>, messages to chargers go out here.</summary>
public interface IBroker : IAsyncDisposable
{
    /// <summary>Where chargers connect to.</summary>
    (string Host, int Port) Address { get; }

    /// <summary>Counts up with each connection, after which the broker may have lost what it kept; constant where the broker is this process.</summary>
    int ConnectionNumber { get; }

    /// <summary>Whether messages can come and go now.</summary>
    bool IsConnected => true;

    /// <summary>Is told what comes on topics that are no charger's, where the broker listens to any.</summary>
    Action<string, byte[]> RawReceived
    {
        set
        {
            // A broker that hears no such topic has nothing to tell.
        }
    }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="BridgeStartException">It cannot.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sends a message to a charger, by the delivery its topic has; false when there is no connection now.</summary>
    Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken);

    /// <summary>Leaves a message on a topic that is no charger's, for whoever subscribes later; an empty one takes it away. False when there is no connection, or nobody to keep it.</summary>
    Task<bool> TryPublishRetainedAsync(string topic, byte[] payload, CancellationToken cancellationToken)
    {
        return Task.FromResult(false);
    }
}
