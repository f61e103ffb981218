namespace CloudBridge.Core.Billing.Ingest;

/// <summary>A message was not committed, so it must not be acknowledged: whoever sent it keeps it and comes again.</summary>
public sealed class NotCommittedException : Exception
{
    /// <summary>With what kept it from being committed.</summary>
    public NotCommittedException(Exception cause)
        : base("not committed: " + cause.Message, cause)
    {
    }
}
