namespace Firmware.Core.Tariffs;

/// <summary>Everything a restriction can ask about one instant of a session.</summary>
public sealed class PriceContext
{
    /// <summary>The instant, UTC in unix ms.</summary>
    public long UtcMs;

    /// <summary>Energy of the session so far, in mWh.</summary>
    public long SessionMilliwattHours;

    /// <summary>Duration of the session so far, in ms.</summary>
    public long SessionMs;

    /// <summary>Current at this instant, in mA, the sum of all phases.</summary>
    public long CurrentMilliamps;

    /// <summary>Power at this instant, in mW.</summary>
    public long PowerMilliwatts;
}
