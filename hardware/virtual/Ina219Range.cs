namespace Hardware.Virtual;

/// <summary>Full scale of the shunt converter: PG1 and PG0 of the configuration register (INA219 data sheet SBOS448G, table 4).</summary>
public enum Ina219Range
{
    /// <summary>Gain 1: ±40 mV.</summary>
    Millivolts40 = 40,

    /// <summary>Gain 1/2: ±80 mV.</summary>
    Millivolts80 = 80,

    /// <summary>Gain 1/4: ±160 mV.</summary>
    Millivolts160 = 160,

    /// <summary>Gain 1/8: ±320 mV, the value after reset.</summary>
    Millivolts320 = 320,
}
