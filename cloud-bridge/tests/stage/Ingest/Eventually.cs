namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>Waits for something that another thread brings about, without guessing how long that takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again, ever less often so that looking takes no time from what is waited for; fails the test when patience
    /// is over, with what was seen last.</summary>
    public static async Task BecomesTrueAsync(Func<bool> condition, Func<string>? seen = null)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(FirstLook);
        while (!condition())
        {
            Assert.IsFalse(patience.IsCancellationRequested, "it did not happen within 60 s. " + seen?.Invoke());
            await look.WaitForNextTickAsync();
            look.Period = TimeSpan.FromTicks(Math.Min(2 * look.Period.Ticks, LongestPause.Ticks));
        }
    }
}
