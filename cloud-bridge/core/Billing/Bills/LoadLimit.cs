namespace CloudBridge.Core.Billing.Bills;

/// <summary>The most that a charger can deliver: what an operator has set of its connector, else what the charger itself has told, else
/// the most that firmware can be set to.</summary>
/// <param name="PowerMilliwatts">Highest power, mW.</param>
/// <param name="CurrentMilliamps">Highest current of all phases together, as chargers tell it, mA.</param>
public readonly record struct LoadLimit(long PowerMilliwatts, long CurrentMilliamps)
{
    private const long MilliPerUnit = 1000;

    // 230 V by IEC 60038, where nobody has set a voltage of an AC connector.
    private const long UsualVolts = 230;

    /// <summary>What firmware can be set to at most, 400 kW and 500 A, for a charger of which nobody has set anything.</summary>
    public static LoadLimit OfFirmware { get; } = new(400000000, 500000);

    /// <summary>Of what a charger has told of itself, which never is beyond what firmware can be set to; null is not told.</summary>
    public static LoadLimit OfTold(long? milliwatts, long? milliamps)
    {
        return new LoadLimit(
            Math.Min(OfFirmware.PowerMilliwatts, milliwatts ?? OfFirmware.PowerMilliwatts),
            Math.Min(OfFirmware.CurrentMilliamps, milliamps ?? OfFirmware.CurrentMilliamps));
    }

    /// <summary>Of a connector of a PowerType of OCPI 2.2.1 (8.4.19) with what is set of it, in V and A; null is not set.</summary>
    public static LoadLimit Of(string? powerType, long? maxVolts, long? maxAmps)
    {
        if (maxAmps == null)
        {
            return OfFirmware;
        }

        int phases = powerType switch { "AC_3_PHASE" or "" or null => 3, "AC_2_PHASE" or "AC_2_PHASE_SPLIT" => 2, _ => 1 };
        long milliamps = maxAmps.Value * MilliPerUnit * phases;
        long? volts = maxVolts ?? (powerType == "DC" ? null : UsualVolts);
        return new LoadLimit(
            Math.Min(OfFirmware.PowerMilliwatts, volts == null ? OfFirmware.PowerMilliwatts : volts.Value * milliamps),
            Math.Min(OfFirmware.CurrentMilliamps, milliamps));
    }
}
