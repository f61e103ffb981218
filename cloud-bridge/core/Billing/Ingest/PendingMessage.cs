using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>A message on its way through the writer.</summary>
internal sealed class PendingMessage
{
    private readonly TaskCompletionSource<IngestOutcome> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingMessage(DecodedMessage decoded)
    {
        Decoded = decoded;
    }

    public DecodedMessage Decoded { get; }

    public ChargerMessage Message => Decoded.Message;

    /// <summary>When it was taken, by the process's stopwatch.</summary>
    public long TakenTimestamp { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    public IngestOutcome? Outcome { get; set; }

    /// <summary>Ends with the outcome after the commit, or with a <see cref="NotCommittedException"/>.</summary>
    public Task<IngestOutcome> Committed => _committed.Task;

    public void Complete()
    {
        _committed.SetResult(Outcome!);
    }

    public void Fail(Exception cause)
    {
        _committed.SetException(new NotCommittedException(cause));
        // Whoever waits looks at it; when nobody does, that is no fault of the process.
        _ = _committed.Task.Exception;
    }
}
