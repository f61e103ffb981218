namespace Hardware.Bench.Replay;

/// <summary>A session that somebody recorded: all that is known of it. Times are UTC in unix ms.</summary>
/// <param name="Id">Its id in the recording.</param>
/// <param name="StationId">The station, which becomes a charger id.</param>
/// <param name="ConnectedUtcMs">Plug-in.</param>
/// <param name="DisconnectedUtcMs">Unplug.</param>
/// <param name="EnergyMilliwattHours">Energy delivered.</param>
/// <param name="Line">Line in the file, counted from 1.</param>
public sealed record RecordedSession(
    string Id,
    string StationId,
    long ConnectedUtcMs,
    long DisconnectedUtcMs,
    long EnergyMilliwattHours,
    int Line)
{
    /// <summary>The power that chargers of the recording delivered at most times, in W: 32 A at 208 V.</summary>
    public const double UsualPowerWatts = 6656;

    /// <summary>Time plugged in, in ms.</summary>
    public long DurationMs => DisconnectedUtcMs - ConnectedUtcMs;

    /// <summary>The constant power it is replayed with, in W: the usual one, or more where the energy needs it.</summary>
    public double PowerWatts => Math.Max(UsualPowerWatts, EnergyMilliwattHours * 3600.0 / DurationMs);
}
