namespace Hardware.Bench.Season;

/// <summary>What a vehicle draws: full power, then for the last part a power that falls with what is missing, down to a twentieth
/// (two-stage battery of ACN-Sim, Lee et al., 2021).</summary>
public sealed class ChargeCurve
{
    private const double CutOff = 0.05;
    private const double TaperShare = 0.2;
    private const double TaperMaxMilliwattHours = 4000000;
    private const double MsPerHour = 3600000;

    private readonly double _powerMilliwatts;
    private readonly double _wantedMilliwattHours;
    private readonly double _fullPowerMs;
    private readonly double _tauMs;

    /// <summary>A curve that delivers an energy in mWh, beginning with a power in mW.</summary>
    public ChargeCurve(long wantedMilliwattHours, long powerMilliwatts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(powerMilliwatts);
        _powerMilliwatts = powerMilliwatts;
        _wantedMilliwattHours = wantedMilliwattHours;
        double taperMilliwattHours = Math.Min(wantedMilliwattHours * TaperShare, TaperMaxMilliwattHours);
        _fullPowerMs = (wantedMilliwattHours - taperMilliwattHours) / _powerMilliwatts * MsPerHour;
        // The tail P exp(-t / tau) ends at the cut-off: its integral is P tau (1 - cut-off).
        _tauMs = taperMilliwattHours / (_powerMilliwatts * (1 - CutOff)) * MsPerHour;
        DurationMs = (long)Math.Ceiling(_fullPowerMs + (_tauMs * Math.Log(1 / CutOff)));
    }

    /// <summary>How long it charges, in ms.</summary>
    public long DurationMs { get; }

    /// <summary>Power in mW after a charged time in ms.</summary>
    public long PowerMilliwattsAt(long chargedMs)
    {
        return (long)(chargedMs <= _fullPowerMs ? _powerMilliwatts : _powerMilliwatts * Math.Exp(-(chargedMs - _fullPowerMs) / _tauMs));
    }

    /// <summary>Energy in mWh after a charged time in ms.</summary>
    public long EnergyMilliwattHoursAt(long chargedMs)
    {
        if (chargedMs >= DurationMs)
        {
            return (long)_wantedMilliwattHours;
        }

        double fullPower = Math.Min(chargedMs, _fullPowerMs) * _powerMilliwatts / MsPerHour;
        double tail =
            chargedMs <= _fullPowerMs ? 0 : _powerMilliwatts * _tauMs / MsPerHour * (1 - Math.Exp(-(chargedMs - _fullPowerMs) / _tauMs));
        return (long)Math.Min(fullPower + tail, _wantedMilliwattHours);
    }
}
