namespace Firmware.Core.Provisioning;

/// <summary>What is measured against a reference.</summary>
public enum CalibrationStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The shunt at zero current.</summary>
    Zero = 1,

    /// <summary>The current path against a clamp meter.</summary>
    Current = 2,

    /// <summary>The voltage path against a voltmeter.</summary>
    Voltage = 3,
}
