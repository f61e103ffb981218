namespace Firmware.Core.Ports;

/// <summary>The INA219 as it speaks: raw register values in their units, before any calibration.</summary>
public interface IPowerSensor
{
    /// <summary>
    /// Reads both result registers into <paramref name="reading"/>; false on NACK, time-out or overflow flag, and then the reading is
    /// not to be used.
    /// </summary>
    bool TryRead(PowerReading reading);
}
