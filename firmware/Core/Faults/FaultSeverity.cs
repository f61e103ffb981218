namespace Firmware.Core.Faults;

/// <summary>What a fault forbids.</summary>
public enum FaultSeverity
{
    /// <summary>Somebody should look; charging may go on.</summary>
    Warning = 0,

    /// <summary>Charging must stop: the connector is Faulted and FAULT_OUT is set.</summary>
    Critical = 1,
}
