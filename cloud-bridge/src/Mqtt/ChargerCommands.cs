using System.Text.Json;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>Sends commands to chargers through the broker, each with what proves to the charger that it comes from here.</summary>
public sealed class ChargerCommands(IBroker broker, ChargerRegistry chargers, SentNumbers numbers) : IChargerCommands
{
    /// <inheritdoc />
    public Task<bool> TryCommandAsync(string chargerId, string command, CancellationToken cancellationToken = default)
    {
        // What lasts has a number, so that nobody repeats it; to be asked twice for a report or a light does no harm.
        long number = command is CommandMessage.OutOfService or CommandMessage.InService ? numbers.Next(chargerId) : 0;
        CommandMessage message = new()
        {
            Command = command,
            Number = number,
            Proof = BridgeProof.OfCommand(chargers.Find(chargerId), number, command),
        };
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        return broker.TryPublishAsync(chargerId, Topic.Command, payload, cancellationToken);
    }
}
