namespace CloudBridge.Web.Pages.Live;

/// <summary>A point of a chart.</summary>
/// <param name="AtUtcMs">When, unix ms.</param>
/// <param name="IsBreak">Whether nothing is known between it and the point before.</param>
/// <param name="Value">What.</param>
public sealed record ChartPoint(long AtUtcMs, bool IsBreak, decimal Value);
