namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>A running session will soon cost more or less.</summary>
public static class PriceStepRule
{
    /// <summary>How long before the step it is told, in ms: time enough to go to the vehicle, not so long that it is forgotten.</summary>
    public const long AheadMs = 15 * 60000;

    /// <summary>Whether a step is to be told now. Prices are in millionths per kWh, below 0 where none is known.</summary>
    public static bool IsDue(long nowUtcMs, long nextUtcMs, long priceMicros, long nextPriceMicros)
    {
        return IsStep(priceMicros, nextPriceMicros) && nextUtcMs > nowUtcMs && nextUtcMs - nowUtcMs <= AheadMs;
    }

    /// <summary>When the step is to be told, unix ms; null when there is none ahead.</summary>
    public static long? DueUtcMs(long nowUtcMs, long nextUtcMs, long priceMicros, long nextPriceMicros)
    {
        return IsStep(priceMicros, nextPriceMicros) && nextUtcMs > nowUtcMs && nextUtcMs < long.MaxValue ? nextUtcMs - AheadMs : null;
    }

    private static bool IsStep(long priceMicros, long nextPriceMicros)
    {
        return priceMicros >= 0 && nextPriceMicros >= 0 && priceMicros != nextPriceMicros;
    }
}
