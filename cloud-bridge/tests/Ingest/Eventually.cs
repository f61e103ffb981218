namespace CloudBridge.Tests.Ingest;

/// <summary>Waits for something that another thread brings about, without guessing how long that takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again, and fails the test when patience is over.</summary>
    public static async Task BecomesTrueAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            Assert.IsFalse(patience.IsCancellationRequested, "it did not happen within 60 s");
            await look.WaitForNextTickAsync();
        }
    }
}
