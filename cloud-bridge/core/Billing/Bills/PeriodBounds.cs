namespace CloudBridge.Core.Billing.Bills;

/// <summary>Within what a charging period can have been: instants, energy and duration of the session so far. Ends are exclusive.</summary>
/// <param name="FromUtcMs">The earliest instant it can have begun, unix ms.</param>
/// <param name="UntilUtcMs">The latest instant it can have ended, unix ms.</param>
/// <param name="LatestStartUtcMs">The latest instant it can have begun, unix ms: what the bill shows.</param>
/// <param name="FromMilliwattHours">Energy of the session before it, in mWh.</param>
/// <param name="UntilMilliwattHours">Energy of the session after it, in mWh.</param>
/// <param name="FromSessionMs">The shortest the session can have lasted before it, in ms.</param>
/// <param name="UntilSessionMs">The longest the session can have lasted after it, in ms.</param>
public readonly record struct PeriodBounds(
    long FromUtcMs,
    long UntilUtcMs,
    long LatestStartUtcMs,
    long FromMilliwattHours,
    long UntilMilliwattHours,
    long FromSessionMs,
    long UntilSessionMs);
