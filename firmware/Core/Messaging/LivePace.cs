using Firmware.Core.Sessions;

namespace Firmware.Core.Messaging;

/// <summary>
/// When a live value is due: at once after what somebody who looks would notice, each second while somebody looks, by the interval otherwise.
/// It decides only; it tells nothing.
/// </summary>
public sealed class LivePace
{
    /// <summary>How long one command to watch holds, in ms.</summary>
    public const int WatchMs = 60000;

    // A current that swings, or a price that depends on it, must not fill the link.
    private const int PauseMs = 1000;

    private const int PowerStepsOfRated = 20;

    private readonly int _intervalMs;
    private readonly long _powerStepMilliwatts;
    private long _dueMs;
    private long _pauseUntilMs;
    private long _watchedUntilMs;
    private long _toldMilliwatts;
    private int _toldSelection;

    /// <summary>A pace for a charger; a change of power by a twentieth of the rated one is worth telling.</summary>
    public LivePace(AgentConfig config)
    {
        _intervalMs = config.LiveIntervalMs;
        _powerStepMilliwatts = config.RatedPowerMilliwatts / PowerStepsOfRated;
    }

    /// <summary>Whether a live value is due.</summary>
    public bool IsDue(long powerMilliwatts, SessionPrice price, long nowMs)
    {
        if (nowMs >= _dueMs)
        {
            return true;
        }

        long stepMilliwatts = powerMilliwatts - _toldMilliwatts;
        return nowMs >= _pauseUntilMs
            && (price.PackedSelection != _toldSelection || stepMilliwatts > _powerStepMilliwatts || stepMilliwatts < -_powerStepMilliwatts);
    }

    /// <summary>A live value is due now.</summary>
    public void Hasten()
    {
        _dueMs = 0;
    }

    /// <summary>Somebody looks.</summary>
    public void Watch(long nowMs)
    {
        _watchedUntilMs = nowMs + WatchMs;
        _dueMs = _dueMs < _pauseUntilMs ? _dueMs : _pauseUntilMs;
    }

    /// <summary>A live value was told.</summary>
    public void OnTold(long powerMilliwatts, SessionPrice price, long nowMs)
    {
        _toldMilliwatts = powerMilliwatts;
        _toldSelection = price.PackedSelection;
        _pauseUntilMs = nowMs + PauseMs;
        _dueMs = nowMs + (nowMs < _watchedUntilMs && _intervalMs > PauseMs ? PauseMs : _intervalMs);
    }
}
