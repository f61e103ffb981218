using CloudBridge.Core.Foundation.Telemetry;
using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>The bridge's side of MQTT: messages of chargers come in through a <see cref="ChargerInbox"/>, messages to chargers go out
/// here.</summary>
public interface IBroker : IHealthPart, IAsyncDisposable
{
    /// <summary>Where chargers connect to.</summary>
    (string Host, int Port) Address { get; }

    /// <summary>Counts up with each connection, after which the broker may have lost what it kept; constant where the broker is this
    /// process.</summary>
    int ConnectionNumber { get; }

    /// <summary>Whether messages can come and go now.</summary>
    bool IsConnected => true;

    /// <inheritdoc />
    HealthLine IHealthPart.Health => new("broker", IsConnected, IsConnected ? "reached" : "away, the bridge tries again by itself");

    /// <summary>Starts to listen.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends the connection of a charger that would not be let in now. Another program's broker does that by itself, when it has
    /// new passwords.</summary>
    Task EndRefusedAsync(string chargerId)
    {
        return Task.CompletedTask;
    }

    /// <summary>Sends a message to a charger, by the delivery its topic has; false when there is no connection now.</summary>
    Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken);
}
