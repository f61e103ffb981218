namespace CloudBridge.Core.Operations.Notices;

/// <summary>Wakes those who wait for work. Take <see cref="Next"/> before you look: a ring while you looked is not lost then.</summary>
internal sealed class NoticeBell
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next ring.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Rings.</summary>
    public void Ring()
    {
        Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    /// <summary>Waits for a ring that was taken before, at most for a while.</summary>
    public static async Task WaitAsync(Task ring, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await Task.WhenAny(ring, Task.Delay(atMost, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
