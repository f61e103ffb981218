using Firmware.Core.Config;

namespace Firmware.Core.Sessions;

/// <summary>When the next checkpoint is due: after a time or after an energy, whichever comes first.</summary>
public sealed class CheckpointSchedule
{
    private readonly AgentConfig _config;

    /// <summary>A schedule by the charger's settings.</summary>
    public CheckpointSchedule(AgentConfig config)
    {
        _config = config;
    }

    /// <summary>When it is due, monotonic, in ms.</summary>
    public long DueMs { get; private set; }

    /// <summary>The lifetime register at which it is due, in mWh.</summary>
    public long DueMilliwattHours { get; private set; }

    /// <summary>A checkpoint has just been written.</summary>
    public void Restart(long nowMs, long registerMilliwattHours)
    {
        DueMs = nowMs + _config.CheckpointIntervalMs;
        DueMilliwattHours = registerMilliwattHours + _config.CheckpointEnergyMilliwattHours;
    }

    /// <summary>Whether it is due.</summary>
    public bool IsDue(long nowMs, long registerMilliwattHours)
    {
        return nowMs >= DueMs || registerMilliwattHours >= DueMilliwattHours;
    }
}
