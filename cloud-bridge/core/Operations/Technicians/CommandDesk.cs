using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;
using Firmware.Core.Messaging;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>Where people give chargers commands: it notes who, sends, and notes what came of it.</summary>
public sealed class CommandDesk
{
    private readonly IChargerCommands _chargers;
    private readonly ChargerPlaces _places;
    private readonly CommandLog _log;
    private readonly ChangeFeed _changes;
    private readonly TimeProvider _clock;

    /// <summary>A desk of a running bridge.</summary>
    public CommandDesk(IChargerCommands chargers, ChargerPlaces places, CommandLog log, ChangeFeed changes, TimeProvider clock)
    {
        _chargers = chargers;
        _places = places;
        _log = log;
        _changes = changes;
        _clock = clock;
    }

    /// <summary>Whether chargers know a command.</summary>
    public static bool IsCommand(string? name)
    {
        return name is CommandMessage.Identify or CommandMessage.Report or CommandMessage.OutOfService or CommandMessage.InService;
    }

    /// <summary>Sends a command to a charger that is there; what came of it stands in the log.</summary>
    public async Task SendAsync(string chargerId, string command, string personName, CancellationToken cancellationToken)
    {
        long commandId = _log.Add(chargerId, command, personName, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        string outcome = CommandOutcome.Offline;
        if (_places.Find(chargerId)?.IsOnline == true)
        {
            outcome = await _chargers.TryCommandAsync(chargerId, command, cancellationToken)
                ? CommandOutcome.Sent
                : CommandOutcome.NoBroker;
        }

        _log.SetOutcome(commandId, outcome);
        _changes.Publish(chargerId);
    }
}
