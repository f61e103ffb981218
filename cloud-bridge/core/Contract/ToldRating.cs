namespace CloudBridge.Core.Contract;

/// <summary>What a charger tells of its own rating, within what can be.</summary>
/// <param name="CurrentMilliamps">Rated current of all phases together, mA.</param>
/// <param name="PowerMilliwatts">Rated power, mW.</param>
public sealed record ToldRating(long CurrentMilliamps, long PowerMilliwatts)
{
    // IEC 61851-1 knows no offer below 6 A.
    private const long MilliampsMin = 6000;

    // What firmware can be set to: beyond it a rating would say less than none.
    private const long MilliampsMax = 500000;
    private const long MilliwattsMin = 1000000;
    private const long MilliwattsMax = 400000000;

    /// <summary>Of what a status says; null where it says nothing, or what cannot be. That is no reason to refuse the status.</summary>
    public static ToldRating? Of(long? milliamps, long? milliwatts)
    {
        return milliamps is >= MilliampsMin and <= MilliampsMax && milliwatts is >= MilliwattsMin and <= MilliwattsMax
            ? new ToldRating(milliamps.Value, milliwatts.Value)
            : null;
    }
}
