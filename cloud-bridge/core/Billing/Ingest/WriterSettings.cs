namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Bounds of the one writer. Out of range means refused at start, never adjusted.</summary>
public sealed class WriterSettings
{
    /// <summary>Records committed together at most. 256 without waiting was the fastest in measurements.</summary>
    public int BatchMax { get; set; } = 256;

    /// <summary>Records that may wait for their commit.</summary>
    public int QueueMax { get; set; } = 4096;

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (BatchMax is < 1 or > 10000)
        {
            return $"BatchMax is {BatchMax}: give 1 to 10000";
        }

        if (QueueMax < BatchMax || QueueMax > 100000)
        {
            return $"QueueMax is {QueueMax}: give at least BatchMax and at most 100000";
        }

        return null;
    }
}
