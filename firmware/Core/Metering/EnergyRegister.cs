using Firmware.Core.Promises;

namespace Firmware.Core.Metering;

/// <summary>
/// Energy.Active.Import.Register of OCPP 1.6: counts up for the charger's whole life and is never reset. What a division would cut off
/// is kept for the next sample.
/// </summary>
public sealed class EnergyRegister
{
    /// <summary>1 mWh in halves of a µJ: a trapezoid is half the sum of two powers, so halves make it exact.</summary>
    private const long HalfMicrojoulesPerMilliwattHour = 7200000;

    private long _halfMicrojoules;

    /// <summary>The register in mWh.</summary>
    public long MilliwattHours { get; private set; }

    /// <summary>Starts from a value that the journal holds.</summary>
    public void Restore(long milliwattHours)
    {
        Guard.InRange(milliwattHours, 0, long.MaxValue / 2, "milliwattHours");
        MilliwattHours = milliwattHours;
        _halfMicrojoules = 0;
    }

    /// <summary>Adds the sum of two powers (mW) over an interval (ms), as a trapezoid does: 1 mW for 1 ms is 1 µJ.</summary>
    public void AddTrapezoid(long powerSumMilliwatts, long elapsedMs)
    {
        // 2 x 1 GW for 2 s is 4e15, far below 9.2e18: the meter bounds both operands.
        _halfMicrojoules += powerSumMilliwatts * elapsedMs;
        if (_halfMicrojoules >= HalfMicrojoulesPerMilliwattHour)
        {
            MilliwattHours += _halfMicrojoules / HalfMicrojoulesPerMilliwattHour;
            _halfMicrojoules %= HalfMicrojoulesPerMilliwattHour;
        }
    }
}
