namespace Firmware.Core.Ports;

/// <summary>How far a time can be trusted: the time status of OCMF 1.4.1, table "Time" (U, I, R, S).</summary>
public enum ClockQuality
{
    /// <summary>U: no wall time at all.</summary>
    Unknown = 0,

    /// <summary>I: a wall time that nobody vouches for.</summary>
    Informative = 1,

    /// <summary>R: durations are exact, the date was worked back from a later synchronisation.</summary>
    Relative = 2,

    /// <summary>S: synchronised with a time server.</summary>
    Synchronised = 3,
}
