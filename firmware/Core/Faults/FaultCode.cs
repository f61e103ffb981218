namespace Firmware.Core.Faults;

/// <summary>
/// Everything that can be wrong, one bit of the active set each. The first four stand in the order of the fault lines in
/// <see cref="Ports.ConnectorInputs"/>.
/// </summary>
public enum FaultCode
{
    /// <summary>Residual-current trip.</summary>
    GroundFailure = 0,

    /// <summary>Temperature switch open.</summary>
    HighTemperature = 1,

    /// <summary>Emergency stop pressed.</summary>
    EmergencyStop = 2,

    /// <summary>Enclosure open.</summary>
    EnclosureOpen = 3,

    /// <summary>More than 110 % of the rated current.</summary>
    OverCurrentFailure = 4,

    /// <summary>Line voltage above its limit.</summary>
    OverVoltage = 5,

    /// <summary>Line voltage below its limit while the contactor is closed.</summary>
    UnderVoltage = 6,

    /// <summary>Sensor does not answer or answers nonsense.</summary>
    PowerMeterFailure = 7,

    /// <summary>Contactor welded, or it does not close.</summary>
    PowerSwitchFailure = 8,

    /// <summary>Contactor closed while the latch is open.</summary>
    ConnectorLockFailure = 9,

    /// <summary>The journal cannot be written.</summary>
    StorageFailure = 10,

    /// <summary>No mains voltage.</summary>
    MainsLost = 11,

    /// <summary>Newer settings cannot be used; the last good ones are in force.</summary>
    SettingsRefused = 12,

    /// <summary>Something that the journal held cannot be read any more.</summary>
    JournalDamaged = 13,
}
