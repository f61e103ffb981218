using System;

namespace Firmware.Core.Ports;

/// <summary>The connector's input lines. The fault lines come first, in the order of <c>FaultCode</c>, so that they are tested
/// together.</summary>
[Flags]
public enum ConnectorInputs
{
    /// <summary>No line is active.</summary>
    None = 0,

    /// <summary>The residual-current device has tripped (IEC 62955, IEC 61008).</summary>
    ResidualCurrentTrip = 1,

    /// <summary>The temperature switch has opened.</summary>
    OverTemperature = 2,

    /// <summary>The emergency stop is pressed.</summary>
    EmergencyStop = 4,

    /// <summary>The enclosure is open.</summary>
    EnclosureOpen = 8,

    /// <summary>Mains voltage is present before the contactor.</summary>
    MainsPresent = 16,

    /// <summary>A plug is in the socket (IEC 61851-1 proximity).</summary>
    PlugPresent = 32,

    /// <summary>The latch holds the plug.</summary>
    LatchLocked = 64,

    /// <summary>The charger commands its contactor closed.</summary>
    ContactorCommanded = 128,

    /// <summary>The contactor's auxiliary contact says closed.</summary>
    ContactorClosed = 256,
}
