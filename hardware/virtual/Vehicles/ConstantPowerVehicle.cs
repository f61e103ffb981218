namespace Hardware.Virtual.Vehicles;

/// <summary>Draws one power until it has been given an energy: what is known of a recorded session.</summary>
public sealed class ConstantPowerVehicle : VehicleModel
{
    private readonly double _powerWatts;
    private readonly double _endMs;

    /// <summary>A vehicle that takes an energy in Wh at a power in W; an energy of 0 never draws.</summary>
    public ConstantPowerVehicle(double powerWatts, double energyWattHours)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(powerWatts);
        ArgumentOutOfRangeException.ThrowIfNegative(energyWattHours);
        _powerWatts = powerWatts;
        _endMs = energyWattHours * 3600 * 1000 / powerWatts;
    }

    /// <inheritdoc/>
    public override double PowerWattsAt(double suppliedMs)
    {
        return suppliedMs < _endMs ? _powerWatts : 0;
    }

    /// <inheritdoc/>
    public override double JoulesAt(double suppliedMs)
    {
        return _powerWatts * Math.Min(suppliedMs, _endMs) / 1000;
    }

    /// <inheritdoc/>
    public override long NextEdgeMs(long suppliedMs)
    {
        return suppliedMs < _endMs ? (long)Math.Ceiling(_endMs) : NoEdge;
    }
}
