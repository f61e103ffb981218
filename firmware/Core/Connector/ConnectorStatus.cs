namespace Firmware.Core.Connector;

/// <summary>ChargePointStatus of OCPP 1.6, section 7.7, as far as a monitor can see it.</summary>
public enum ConnectorStatus
{
    /// <summary>No plug.</summary>
    Available = 0,

    /// <summary>Plug in, contactor open or nothing drawn yet.</summary>
    Preparing = 1,

    /// <summary>The vehicle draws current.</summary>
    Charging = 2,

    /// <summary>The charger offers, the vehicle does not take.</summary>
    SuspendedEV = 3,

    /// <summary>The vehicle waits, the charger has opened its contactor.</summary>
    SuspendedEVSE = 4,

    /// <summary>Taken out of service by the operator.</summary>
    Unavailable = 5,

    /// <summary>A fault forbids charging.</summary>
    Faulted = 6,
}
