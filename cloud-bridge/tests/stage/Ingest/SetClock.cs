namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A clock that a test sets. It moves only when it is told to.</summary>
public sealed class SetClock : TimeProvider
{
    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        return Now;
    }
}
