namespace Firmware.Core.Tariffs;

/// <summary>
/// The element in force for each dimension, and the bounds of the context within which that cannot change: inside them the tick has
/// nothing to look up.
/// </summary>
public sealed class PriceSelection
{
    /// <summary>The index of a dimension that no element prices.</summary>
    public const int None = -1;

    private const int BitsPerDimension = 8;

    /// <summary>First instant of the bounds, UTC in unix ms.</summary>
    public long FromUtcMs;

    /// <summary>Instant at which the bounds end, UTC in unix ms.</summary>
    public long UntilUtcMs;

    /// <summary>Session energy at which the bounds end, in mWh.</summary>
    public long UntilMilliwattHours;

    /// <summary>Session duration at which the bounds end, in ms.</summary>
    public long UntilSessionMs;

    /// <summary>Lowest current of the bounds, in mA.</summary>
    public long MinMilliamps;

    /// <summary>Current at which the bounds end, in mA.</summary>
    public long MaxMilliamps;

    /// <summary>Lowest power of the bounds, in mW.</summary>
    public long MinMilliwatts;

    /// <summary>Power at which the bounds end, in mW.</summary>
    public long MaxMilliwatts;

    /// <summary>The four element indices in one number, so that two selections compare at once.</summary>
    public int Packed { get; private set; }

    /// <summary>Whether the selection depends on current or power.</summary>
    public bool IsBoundByLoad =>
        MaxMilliamps != long.MaxValue || MinMilliamps != long.MinValue || MaxMilliwatts != long.MaxValue || MinMilliwatts != long.MinValue;

    /// <summary>The element of a dimension in a packed selection, or <see cref="None"/>.</summary>
    public static int ElementOf(int packed, PriceDimension dimension)
    {
        return ((packed >> (BitsPerDimension * (int)dimension)) & 0xFF) - 1;
    }

    /// <summary>Forgets the elements and opens all bounds, from the context's instant on.</summary>
    public void Open(PriceContext context)
    {
        Packed = 0;
        FromUtcMs = context.UtcMs;
        UntilUtcMs = long.MaxValue;
        UntilMilliwattHours = long.MaxValue;
        UntilSessionMs = long.MaxValue;
        MinMilliamps = long.MinValue;
        MaxMilliamps = long.MaxValue;
        MinMilliwatts = long.MinValue;
        MaxMilliwatts = long.MaxValue;
    }

    /// <summary>Names the element of a dimension, unless an earlier one has it already.</summary>
    public void Offer(PriceDimension dimension, int element)
    {
        if (ElementOf(Packed, dimension) == None)
        {
            Packed |= (element + 1) << (BitsPerDimension * (int)dimension);
        }
    }

    /// <summary>Whether the selection still holds at a later instant.</summary>
    public bool Holds(PriceContext context)
    {
        return context.UtcMs < UntilUtcMs && context.UtcMs >= FromUtcMs
            && context.SessionMilliwattHours < UntilMilliwattHours
            && context.SessionMs < UntilSessionMs
            && context.CurrentMilliamps < MaxMilliamps && context.CurrentMilliamps >= MinMilliamps
            && context.PowerMilliwatts < MaxMilliwatts && context.PowerMilliwatts >= MinMilliwatts;
    }
}
