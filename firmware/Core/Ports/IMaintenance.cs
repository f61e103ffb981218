namespace Firmware.Core.Ports;

/// <summary>What a technician may ask of the board itself.</summary>
public interface IMaintenance
{
    /// <summary>The state of the board's parts, one line each.</summary>
    string[] Describe();

    /// <summary>Starts the board again, with a cause for the next boot's log. It need not return.</summary>
    void Restart(string cause);
}
