namespace Hardware.Virtual.Vehicles;

/// <summary>
/// What a vehicle draws, as a function of the time it has been supplied. Power and its exact integral are both closed forms, so that a
/// test can say what a meter ought to have counted.
/// </summary>
public abstract class VehicleModel
{
    /// <summary>The value of <see cref="NextEdgeMs"/> when the power never jumps again.</summary>
    public const long NoEdge = long.MaxValue;

    /// <summary>How long the vehicle has been supplied, in ms: contactor closed and mains present.</summary>
    public long SuppliedMs { get; private set; }

    /// <summary>Power in W now.</summary>
    public double PowerWatts
    {
        get { return PowerWattsAt(SuppliedMs); }
    }

    /// <summary>Energy in mWh that it has been given, exact.</summary>
    public double EnergyMilliwattHours
    {
        get { return JoulesAt(SuppliedMs) / 3.6; }
    }

    /// <summary>Whether it will never draw again.</summary>
    public bool IsFull
    {
        get { return PowerWatts == 0 && NextEdgeMs(SuppliedMs) == NoEdge; }
    }

    /// <summary>Power in W after a supplied time in ms.</summary>
    public abstract double PowerWattsAt(double suppliedMs);

    /// <summary>Energy in J after a supplied time in ms: the exact integral of the power.</summary>
    public abstract double JoulesAt(double suppliedMs);

    /// <summary>The first whole ms after an instant at which the power has jumped, or <see cref="NoEdge"/>.</summary>
    public abstract long NextEdgeMs(long suppliedMs);

    /// <summary>Lets supplied time pass.</summary>
    public void Supply(long durationMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationMs);
        SuppliedMs += durationMs;
    }
}
