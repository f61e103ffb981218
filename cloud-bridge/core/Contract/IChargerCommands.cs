namespace CloudBridge.Core.Contract;

/// <summary>Asks chargers to do something.</summary>
public interface IChargerCommands
{
    /// <summary>Sends one of the names in <see cref="Firmware.Core.Messaging.CommandMessage"/>; false when there is no
    /// connection.</summary>
    Task<bool> TryCommandAsync(string chargerId, string command, CancellationToken cancellationToken = default);
}
