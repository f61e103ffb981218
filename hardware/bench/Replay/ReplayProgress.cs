using System.Diagnostics;

namespace Hardware.Bench.Replay;

/// <summary>How far a replay is. Written by all chargers at once, read by whoever shows it.</summary>
public sealed class ReplayProgress
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _tickCount;
    private int _sessionCount;
    private long _energyMilliwattHours;

    /// <summary>Ticks of all agents so far.</summary>
    public long TickCount => Interlocked.Read(ref _tickCount);

    /// <summary>Sessions finished and receipted.</summary>
    public int SessionCount => Volatile.Read(ref _sessionCount);

    /// <summary>Recorded energy of those sessions, in mWh.</summary>
    public long EnergyMilliwattHours => Interlocked.Read(ref _energyMilliwattHours);

    /// <summary>Real time since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>An agent has ticked.</summary>
    public void OnTicks(long count)
    {
        Interlocked.Add(ref _tickCount, count);
    }

    /// <summary>A session is over and the bridge has it.</summary>
    public void OnSession(RecordedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Interlocked.Add(ref _energyMilliwattHours, session.EnergyMilliwattHours);
        Interlocked.Increment(ref _sessionCount);
    }
}
