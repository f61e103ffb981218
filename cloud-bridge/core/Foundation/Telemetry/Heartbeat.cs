using System.Collections.Concurrent;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>A loop that shows that it goes round.</summary>
public interface IHeartbeat
{
    /// <summary>What the loop does, in a word or two.</summary>
    string Name { get; }

    /// <summary>How long it may take to go round once, also while the database is slow.</summary>
    TimeSpan Patience { get; }

    /// <summary>Real time since it last went round.</summary>
    TimeSpan SinceLastBeat { get; }

    /// <summary>What it meets that nobody thought of, in words; null where all goes well.</summary>
    string? Trouble => null;

    /// <summary>Whether it goes round and does none of its work.</summary>
    bool IsStuck => false;
}

/// <summary>The heartbeat of one loop, in real time, whatever time the bridge plays.</summary>
public sealed class Heartbeat : IHeartbeat
{
    private readonly TimeProvider _wallClock;
    private readonly ConcurrentBag<LoopDefects> _followed = [];
    private long _beatTimestamp;

    /// <summary>A heartbeat that has just beaten.</summary>
    public Heartbeat(string name, TimeSpan patience, TimeProvider wallClock)
    {
        Name = name;
        Patience = patience;
        _wallClock = wallClock;
        Beat();
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public TimeSpan Patience { get; }

    /// <inheritdoc />
    public TimeSpan SinceLastBeat => _wallClock.GetElapsedTime(Interlocked.Read(ref _beatTimestamp));

    /// <inheritdoc />
    public string? Trouble => _followed.Select(defects => defects.Words).FirstOrDefault(words => words != null);

    /// <inheritdoc />
    public bool IsStuck => _followed.Any(defects => defects.IsStuck);

    /// <summary>Tells from now on what a loop meets.</summary>
    public void Follow(LoopDefects defects)
    {
        _followed.Add(defects);
    }

    /// <summary>The loop goes round once more.</summary>
    public void Beat()
    {
        Interlocked.Exchange(ref _beatTimestamp, _wallClock.GetTimestamp());
    }
}
