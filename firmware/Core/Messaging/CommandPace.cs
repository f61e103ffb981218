namespace Firmware.Core.Messaging;

/// <summary>Bounds commands to so many a minute: nobody can keep the charger busy with them.</summary>
public sealed class CommandPace
{
    /// <summary>Commands in a minute.</summary>
    public const int CountMax = 30;

    private const int IntervalMs = 60000 / CountMax;

    private int _left = CountMax;
    private long _refilledMs;

    /// <summary>Whether one more may be taken now; the time is the agent's monotonic one.</summary>
    public bool TryTake(long nowMs)
    {
        long refills = (nowMs - _refilledMs) / IntervalMs;
        if (refills > 0)
        {
            _left = refills >= CountMax - _left ? CountMax : _left + (int)refills;
            _refilledMs += refills * IntervalMs;
        }

        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }
}
