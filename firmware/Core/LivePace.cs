using Firmware.Core.Config;
using Firmware.Core.Sessions;

namespace Firmware.Core;

/// <summary>When a live value is due: within a second of what somebody who looks would notice, each second while somebody looks, by the
/// interval otherwise. It decides only; it tells nothing.</summary>
public sealed class LivePace
{
    /// <summary>How long one command to watch holds, in ms.</summary>
    public const int WatchMs = 60000;

    // A tick may find a value due each second, never sooner: a current that swings, or a price that depends on it, must not fill the link.
    private const int WatchedIntervalMs = 1000;

    private const int PowerStepsOfRated = 20;

    private readonly int _intervalMs;
    private readonly long _powerStepMilliwatts;
    private long _watchedUntilMs;
    private long _toldMs;
    private long _toldMilliwatts;
    private int _toldSelection;

    /// <summary>A pace for a charger; a change of power by a twentieth of the rated one is worth telling.</summary>
    public LivePace(AgentConfig config)
    {
        _intervalMs = config.LiveIntervalMs;
        _powerStepMilliwatts = config.RatedPowerMilliwatts / PowerStepsOfRated;
    }

    /// <summary>From when on a live value is due, monotonic; a field, because each tick of a session asks.</summary>
    public long DueMs;

    /// <summary>Once a second of a session: power or prices that are not what was told make a value due.</summary>
    public void EachSecond(long powerMilliwatts, SessionPrice price)
    {
        long stepMilliwatts = powerMilliwatts - _toldMilliwatts;
        if (price.PackedSelection != _toldSelection || stepMilliwatts > _powerStepMilliwatts || stepMilliwatts < -_powerStepMilliwatts)
        {
            Hasten();
        }
    }

    /// <summary>A live value is due now.</summary>
    public void Hasten()
    {
        DueMs = 0;
    }

    /// <summary>Somebody looks.</summary>
    public void Watch(long nowMs)
    {
        _watchedUntilMs = nowMs + WatchMs;
        DueMs = DueMs < _toldMs + WatchedIntervalMs ? DueMs : _toldMs + WatchedIntervalMs;
    }

    /// <summary>A live value was told.</summary>
    public void OnTold(long powerMilliwatts, SessionPrice price, long nowMs)
    {
        _toldMs = nowMs;
        _toldMilliwatts = powerMilliwatts;
        _toldSelection = price.PackedSelection;
        DueMs = nowMs + (nowMs < _watchedUntilMs && _intervalMs > WatchedIntervalMs ? WatchedIntervalMs : _intervalMs);
    }
}
