namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>A part of a bridge that knows whether it can do its work.</summary>
public interface IHealthPart
{
    /// <summary>How it is now.</summary>
    HealthLine Health { get; }
}

/// <summary>The one writer of what chargers say, as readiness sees it.</summary>
public interface IWriterHealth : IHealthPart
{
    /// <summary>Whether it still runs; what has ended only a restart mends.</summary>
    bool IsRunning { get; }

    /// <summary>How long ago the last commit was, which proves the database; null before the first.</summary>
    TimeSpan? SinceLastCommit { get; }
}
