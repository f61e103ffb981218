using Firmware.Core.Faults;

namespace Hardware.Bench.Season;

/// <summary>A fault from its raise to its clear, UTC in unix ms.</summary>
/// <param name="Code">Which.</param>
/// <param name="FromUtcMs">When it is raised.</param>
/// <param name="UntilUtcMs">When it is cleared.</param>
public sealed record FaultSpan(FaultCode Code, long FromUtcMs, long UntilUtcMs)
{
    /// <summary>Nobody can charge meanwhile.</summary>
    public bool IsBlocking => Code == FaultCode.MainsLost || FaultTable.SeverityOf(Code) == FaultSeverity.Critical;

    /// <summary>Whether the fault and a stretch of time have an instant in common.</summary>
    public bool Overlaps(long fromUtcMs, long untilUtcMs)
    {
        return FromUtcMs < untilUtcMs && UntilUtcMs > fromUtcMs;
    }
}
