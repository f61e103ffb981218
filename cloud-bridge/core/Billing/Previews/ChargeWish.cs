using System.Globalization;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>What somebody wants to know the price of: so much energy at so much power, in one go.</summary>
/// <param name="EnergyMilliwattHours">Energy in mWh: 1 Wh to 1,000 kWh.</param>
/// <param name="PowerMilliwatts">Power in mW: 100 W to 1,000 kW.</param>
public sealed record ChargeWish(long EnergyMilliwattHours, long PowerMilliwatts)
{
    private const long MsPerHour = 3600000;
    private const long DurationMaxMs = 30 * 24 * MsPerHour;
    private const decimal MilliwattHoursPerKwh = 1000000;
    private const decimal KwhMin = 0.001m;
    private const decimal KilowattsMin = 0.1m;
    private const decimal Max = 1000;

    /// <summary>20 kWh at 11 kW: a usual evening.</summary>
    public static ChargeWish Usual { get; } = new(20000000, 11000000);

    /// <summary>How long it takes, in ms, rounded up.</summary>
    public long DurationMs => (long)((((Int128)EnergyMilliwattHours * MsPerHour) + PowerMilliwatts - 1) / PowerMilliwatts);

    /// <summary>The current in mA, all phases together, at 230 V.</summary>
    public long CurrentMilliamps => PowerMilliwatts / 230;

    /// <summary>Energy in kWh.</summary>
    public decimal Kwh => EnergyMilliwattHours / MilliwattHoursPerKwh;

    /// <summary>Power in kW.</summary>
    public decimal Kilowatts => PowerMilliwatts / MilliwattHoursPerKwh;

    /// <summary>Reads kWh and kW as somebody typed them; empty is the usual. Null with what is wrong.</summary>
    public static ChargeWish? Read(string? kwh, string? kilowatts, out string defect)
    {
        bool isEnergy = TryRead(kwh, Usual.Kwh, KwhMin, out decimal energy);
        bool isPower = TryRead(kilowatts, Usual.Kilowatts, KilowattsMin, out decimal power);
        ChargeWish wish = new((long)(energy * MilliwattHoursPerKwh), (long)(power * MilliwattHoursPerKwh));
        defect =
            !isEnergy ? $"energy is a number of kWh from {KwhMin} to {Max}, such as 20 or 7.5"
            : !isPower ? $"power is a number of kW from {KilowattsMin} to {Max}, such as 11 or 7.4"
            : wish.DurationMs > DurationMaxMs ? "that would take more than 30 days: less energy, or more power"
            : "";
        return defect.Length == 0 ? wish : null;
    }

    private static bool TryRead(string? text, decimal without, decimal minimum, out decimal value)
    {
        value = without;
        return string.IsNullOrWhiteSpace(text)
            || (
                decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
                && value >= minimum
                && value <= Max);
    }
}
