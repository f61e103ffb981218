namespace Firmware.Core.Ports;

/// <summary>The input lines, read at one instant.</summary>
public interface IConnectorInputs
{
    /// <summary>All lines as flags; true means what the flag's name says, whatever the line's polarity.</summary>
    ConnectorInputs Read();
}
