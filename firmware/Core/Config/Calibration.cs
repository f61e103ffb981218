namespace Firmware.Core.Config;

/// <summary>What turns the INA219's registers into volts and amperes on the charger's own line; found once per unit.</summary>
public sealed class Calibration
{
    /// <summary>Shunt reading at zero current, in µV (INA219 offset: up to ±100 µV, SBOS448G 7.5).</summary>
    public int ShuntOffsetMicrovolts { get; set; }

    /// <summary>Resistance of the shunt in µΩ.</summary>
    public int ShuntMicroohms { get; set; } = 5000;

    /// <summary>Correction of the current path in millionths; 1,000,000 is none.</summary>
    public int CurrentGainPpm { get; set; } = 1000000;

    /// <summary>Line voltage over bus voltage, in thousandths; 1000 is a direct connection.</summary>
    public int DividerRatioPerMille { get; set; } = 10000;

    /// <summary>Correction of the voltage path in millionths; 1,000,000 is none.</summary>
    public int VoltageGainPpm { get; set; } = 1000000;

    /// <summary>Whether every value lies where the meter's arithmetic is exact.</summary>
    public bool IsValid()
    {
        return ShuntOffsetMicrovolts >= -1000 && ShuntOffsetMicrovolts <= 1000
            && ShuntMicroohms >= 50 && ShuntMicroohms <= 1000000
            && CurrentGainPpm >= 500000 && CurrentGainPpm <= 2000000
            && DividerRatioPerMille >= 1000 && DividerRatioPerMille <= 100000
            && VoltageGainPpm >= 500000 && VoltageGainPpm <= 2000000;
    }
}
