namespace Firmware.Core.Ports;

/// <summary>One reading of the INA219, reused from tick to tick.</summary>
public sealed class PowerReading
{
    /// <summary>Voltage over the shunt in µV; the chip resolves 10 µV, range ±320 mV (INA219 data sheet SBOS448G, 8.6.3.1).</summary>
    public int ShuntMicrovolts;

    /// <summary>Bus voltage in mV; the chip resolves 4 mV, range 0 to 32 V (SBOS448G, 8.6.3.2).</summary>
    public int BusMillivolts;
}
