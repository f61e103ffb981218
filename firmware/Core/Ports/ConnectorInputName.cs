namespace Firmware.Core.Ports;

/// <summary>Names of the input lines; Enum.ToString() prints the number on the device.</summary>
public static class ConnectorInputName
{
    /// <summary>The name of a single line.</summary>
    public static string Of(ConnectorInputs line)
    {
        switch (line)
        {
            case ConnectorInputs.ResidualCurrentTrip: return "ResidualCurrentTrip";
            case ConnectorInputs.OverTemperature: return "OverTemperature";
            case ConnectorInputs.EmergencyStop: return "EmergencyStop";
            case ConnectorInputs.EnclosureOpen: return "EnclosureOpen";
            case ConnectorInputs.MainsPresent: return "MainsPresent";
            case ConnectorInputs.PlugPresent: return "PlugPresent";
            case ConnectorInputs.LatchLocked: return "LatchLocked";
            case ConnectorInputs.ContactorCommanded: return "ContactorCommanded";
            case ConnectorInputs.ContactorClosed: return "ContactorClosed";
            default: return "None";
        }
    }
}
