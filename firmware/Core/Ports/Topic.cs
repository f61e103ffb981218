namespace Firmware.Core.Ports;

/// <summary>The topics below chargeagent/v1/{chargerId}/.</summary>
public enum Topic
{
    /// <summary>Charger: online or not, connector status, faults.</summary>
    Status = 0,

    /// <summary>Charger: running energy, power and cost.</summary>
    Live = 1,

    /// <summary>Charger: summary of a finished session, a durable record.</summary>
    Session = 2,

    /// <summary>Charger: a fault or event raised or cleared, a durable record.</summary>
    Alert = 3,

    /// <summary>Charger: warnings and errors of the serial log.</summary>
    Log = 4,

    /// <summary>Bridge: the tariff in device form.</summary>
    Tariff = 5,

    /// <summary>Bridge: a durable record is committed.</summary>
    Receipt = 6,

    /// <summary>Bridge: something the charger is asked to do.</summary>
    Command = 7,
}
