using System.Text.Json;
using CloudBridge.Core.Contract;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>Sends commands to chargers through the broker.</summary>
public sealed class ChargerCommands(IBroker broker) : IChargerCommands
{
    /// <inheritdoc />
    public Task<bool> TryCommandAsync(string chargerId, string command, CancellationToken cancellationToken = default)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(new CommandMessage { Command = command }, JsonSerializerOptions.Web);
        return broker.TryPublishAsync(chargerId, Topic.Command, payload, cancellationToken);
    }
}
