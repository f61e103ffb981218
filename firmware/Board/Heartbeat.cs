using System;

namespace Firmware.Board;

/// <summary>The sign of life of one thread; it counts from the first one.</summary>
public sealed class Heartbeat
{
    private readonly int _silenceMaxMs;
    private long _dueMs;

    /// <summary>A heartbeat that may pause for a time.</summary>
    public Heartbeat(string name, int silenceMaxMs)
    {
        Name = name;
        _silenceMaxMs = silenceMaxMs;
    }

    /// <summary>Whose it is.</summary>
    public string Name { get; }

    /// <summary>Whether it has paused for too long.</summary>
    public bool IsSilent
    {
        get { return _dueMs != 0 && Environment.TickCount64 > _dueMs; }
    }

    /// <summary>The thread is alive.</summary>
    public void Beat()
    {
        _dueMs = Environment.TickCount64 + _silenceMaxMs;
    }

    /// <summary>The thread is alive, and the next sign may take this long.</summary>
    public void Allow(int pauseMs)
    {
        _dueMs = Environment.TickCount64 + pauseMs;
    }
}
