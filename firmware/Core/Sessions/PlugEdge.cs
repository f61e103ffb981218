namespace Firmware.Core.Sessions;

/// <summary>When the plug line first rose, and the register before it: where a session begins once the line has held long enough to
/// count.</summary>
public sealed class PlugEdge
{
    private bool _isLineSeen;

    /// <summary>First step with the line, monotonic, in ms.</summary>
    public long AtMs { get; private set; }

    /// <summary>Lifetime register at the last step without the line, in mWh.</summary>
    public long RegisterMilliwattHours { get; private set; }

    /// <summary>Forgets the line. A plug may be in from the first step on, and then it is never seen away.</summary>
    public void Reset(long registerMilliwattHours)
    {
        _isLineSeen = false;
        RegisterMilliwattHours = registerMilliwattHours;
    }

    /// <summary>One step without a session.</summary>
    public void Follow(bool isLinePresent, long registerMilliwattHours, long nowMs)
    {
        if (!isLinePresent)
        {
            _isLineSeen = false;
            RegisterMilliwattHours = registerMilliwattHours;
        }
        else if (!_isLineSeen)
        {
            _isLineSeen = true;
            AtMs = nowMs;
        }
    }
}
