namespace CloudBridge.Core.Operations.Notices;

/// <summary>When a message that could not be sent is tried again: after 40 s, then twice as long each time, so that the twelfth try comes
/// after a day.</summary>
public static class BackOff
{
    private const long FirstMs = 40_000;

    // Many messages that failed together must not come again together.
    private const long JitterPerMille = 100;

    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromHours(24);

    /// <summary>When it is tried next, unix ms; null when it is given up.</summary>
    /// <param name="result">A try that failed.</param>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="nowUtcMs">Now.</param>
    /// <param name="dice">0 to 999: how much of the jitter is added.</param>
    public static long? NextUtcMs(SendResult result, long tries, long nowUtcMs, int dice)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.IsSent || result.IsUnwanted || result.IsPermanent || tries >= NoticeLimits.TriesMax)
        {
            return null;
        }

        long waitMs = FirstMs << (int)(tries - 1);
        long withJitterMs = waitMs + (waitMs * JitterPerMille / 1000 * dice / 1000);
        TimeSpan asked = result.RetryAfter > RetryAfterMax ? RetryAfterMax : result.RetryAfter ?? TimeSpan.Zero;
        return nowUtcMs + Math.Max(withJitterMs, (long)asked.TotalMilliseconds);
    }
}
