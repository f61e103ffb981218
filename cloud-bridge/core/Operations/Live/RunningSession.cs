using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Operations.Live;

/// <summary>A session that runs, as its charger told it last.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="Reading">What it told.</param>
/// <param name="Session">Of the session.</param>
public sealed record RunningSession(string ChargerId, LiveReading Reading, LiveSession Session)
{
    /// <summary>The session's number there.</summary>
    public long Number => Session.Number;

    /// <summary>Plug-in, unix ms; 0 while the charger has no clock.</summary>
    public long StartUtcMs => Session.StartUtcMs;

    /// <summary>The session in a reading; null when none runs in it.</summary>
    public static RunningSession? In(string chargerId, LiveReading? reading)
    {
        return reading?.Session == null ? null : new RunningSession(chargerId, reading, reading.Session);
    }
}
