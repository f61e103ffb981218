namespace Hardware.Virtual.Vehicles;

/// <summary>
/// A two-stage (CC-CV) battery behind an on-board charger: full power up to a state of charge, then a power that falls in proportion to
/// what is still missing, until it is too small to go on.
/// </summary>
/// <remarks>
/// In the second stage dE/dt = P = Pmax (1 - s) / (1 - s1), so P = Pmax exp(-t / tau) with tau = capacity (1 - s1) / Pmax, and
/// E = Pmax tau (1 - exp(-t / tau)). Model: Lee et al., "ACN-Sim", 2021, two-stage battery.
/// </remarks>
public sealed class BatteryVehicle : VehicleModel
{
    private readonly double _powerMaxWatts;
    private readonly double _capacityJoules;
    private readonly double _startStateOfCharge;
    private readonly double _fullPowerMs;
    private readonly double _tauMs;
    private readonly double _taperStart;
    private readonly double _endMs;

    /// <summary>
    /// A battery with a capacity in Wh and a power limit in W. States of charge are fractions; the taper begins at
    /// <paramref name="taperStateOfCharge"/> and ends when the power has fallen to <paramref name="cutOff"/> of the limit.
    /// </summary>
    public BatteryVehicle(
        double capacityWattHours,
        double powerMaxWatts,
        double startStateOfCharge,
        double taperStateOfCharge = 0.8,
        double cutOff = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityWattHours);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(powerMaxWatts);
        ArgumentOutOfRangeException.ThrowIfLessThan(startStateOfCharge, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startStateOfCharge, taperStateOfCharge);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(taperStateOfCharge, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutOff);
        _powerMaxWatts = powerMaxWatts;
        _capacityJoules = capacityWattHours * 3600;
        _startStateOfCharge = startStateOfCharge;
        _taperStart = taperStateOfCharge;
        _fullPowerMs = _capacityJoules * (taperStateOfCharge - startStateOfCharge) / powerMaxWatts * 1000;
        _tauMs = _capacityJoules * (1 - taperStateOfCharge) / powerMaxWatts * 1000;
        _endMs = _fullPowerMs + (_tauMs * Math.Log(1 / cutOff));
    }

    /// <summary>State of charge now, 0 to 1.</summary>
    public double StateOfCharge
    {
        get { return _startStateOfCharge + (JoulesAt(SuppliedMs) / _capacityJoules); }
    }

    /// <summary>State of charge at which the taper begins, 0 to 1.</summary>
    public double TaperStateOfCharge
    {
        get { return _taperStart; }
    }

    /// <inheritdoc/>
    public override double PowerWattsAt(double suppliedMs)
    {
        if (suppliedMs <= _fullPowerMs)
        {
            return _powerMaxWatts;
        }

        return suppliedMs < _endMs ? _powerMaxWatts * Math.Exp(-(suppliedMs - _fullPowerMs) / _tauMs) : 0;
    }

    /// <inheritdoc/>
    public override double JoulesAt(double suppliedMs)
    {
        double fullPowerMs = Math.Min(suppliedMs, _fullPowerMs);
        double taperMs = Math.Clamp(suppliedMs, _fullPowerMs, _endMs) - _fullPowerMs;
        return _powerMaxWatts * (fullPowerMs + (_tauMs * (1 - Math.Exp(-taperMs / _tauMs)))) / 1000;
    }

    /// <inheritdoc/>
    public override long NextEdgeMs(long suppliedMs)
    {
        return suppliedMs < _endMs ? (long)Math.Ceiling(_endMs) : NoEdge;
    }
}
