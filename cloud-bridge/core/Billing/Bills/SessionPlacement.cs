using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// When a session and each of its periods can have been. Durations are exact always, because they come from the charger's own clock; an
/// instant that the charger did not know lies between two that are known: the period before, or the publication of the tariff it names, and
/// the period after, or the receipt of its record.
/// </summary>
public sealed class SessionPlacement
{
    private readonly PeriodBounds[] _periods;

    private SessionPlacement(ChargingSession session, PeriodBounds[] periods, long notAfterUtcMs)
    {
        _periods = periods;
        IsKnown = IsKnownThroughout(session);
        IsStartKnown = session.StartUtcMs != 0 && session.StartQuality != ClockQuality.Unknown;
        StartUtcMs = session.StartUtcMs != 0 ? session.StartUtcMs : periods.Length == 0 ? notAfterUtcMs : periods[0].LatestStartUtcMs;
        EndUtcMs = session.EndUtcMs != 0 ? session.EndUtcMs : periods.Length == 0 ? notAfterUtcMs : periods[^1].UntilUtcMs;
        EarliestUtcMs = IsStartKnown || periods.Length == 0 ? StartUtcMs : periods[0].FromUtcMs;
        LatestUtcMs = Math.Max(EndUtcMs, periods.Length == 0 ? EndUtcMs : periods[^1].UntilUtcMs);
    }

    /// <summary>Every instant is known: nothing is doubtful.</summary>
    public bool IsKnown { get; }

    /// <summary>Plug-in is known.</summary>
    public bool IsStartKnown { get; }

    /// <summary>Plug-in: the instant itself, or the latest it can have been. Unix ms.</summary>
    public long StartUtcMs { get; }

    /// <summary>Unplug: the instant itself, or the latest it can have been. Unix ms.</summary>
    public long EndUtcMs { get; }

    /// <summary>The earliest the session can have begun, unix ms.</summary>
    public long EarliestUtcMs { get; }

    /// <summary>The latest the session can have ended, unix ms.</summary>
    public long LatestUtcMs { get; }

    /// <summary>Bounds of the periods, in their order.</summary>
    public IReadOnlyList<PeriodBounds> Periods => _periods;

    /// <summary>The placement between two instants (unix ms); null when what is known contradicts itself.</summary>
    public static SessionPlacement? Find(ChargingSession session, long notBeforeUtcMs, long notAfterUtcMs)
    {
        ArgumentNullException.ThrowIfNull(session);
        long[] latest = LatestStarts(session, notAfterUtcMs);
        PeriodBounds[] periods = new PeriodBounds[session.PeriodCount];
        bool isStartDoubtful = session.StartQuality == ClockQuality.Unknown;
        long earliestUtcMs = session.StartUtcMs == 0 || isStartDoubtful ? notBeforeUtcMs : session.StartUtcMs;
        long milliwattHours = 0;
        long sessionMs = 0;
        for (int i = 0; i < periods.Length; i++)
        {
            ChargingPeriod period = session.Periods[i];
            bool isKnown = period.StartUtcMs != 0 && !isStartDoubtful;
            long fromUtcMs = isKnown ? period.StartUtcMs : earliestUtcMs;
            if (fromUtcMs > latest[i])
            {
                return null;
            }

            // An outage of unknown length makes the session longer than its periods together.
            long firstUtcMs = i == 0 ? fromUtcMs : periods[0].FromUtcMs;
            long longestMs = isKnown && AreKnownBefore(session, i) ? sessionMs : Math.Max(sessionMs, latest[i] - firstUtcMs);
            periods[i] = new PeriodBounds(
                fromUtcMs,
                latest[i] + period.DurationMs,
                latest[i],
                milliwattHours,
                milliwattHours + period.EnergyMilliwattHours,
                sessionMs,
                longestMs + period.DurationMs);
            milliwattHours += period.EnergyMilliwattHours;
            sessionMs += period.DurationMs;
            earliestUtcMs = fromUtcMs + period.DurationMs;
        }

        return new SessionPlacement(session, periods, notAfterUtcMs);
    }

    /// <summary>Whether start and all periods of a session have wall times that the charger vouches for.</summary>
    public static bool IsKnownThroughout(ChargingSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.StartQuality != ClockQuality.Unknown
            && session.StartUtcMs != 0
            && session.EndUtcMs != 0
            && AreKnownBefore(session, session.PeriodCount);
    }

    private static bool AreKnownBefore(ChargingSession session, int index)
    {
        return session.Periods.Take(index).All(period => period.StartUtcMs != 0);
    }

    private static long[] LatestStarts(ChargingSession session, long notAfterUtcMs)
    {
        long[] latest = new long[session.PeriodCount];
        long untilUtcMs = session.EndUtcMs != 0 ? session.EndUtcMs : notAfterUtcMs;
        for (int i = latest.Length - 1; i >= 0; i--)
        {
            latest[i] = session.Periods[i].StartUtcMs != 0 ? session.Periods[i].StartUtcMs : untilUtcMs - session.Periods[i].DurationMs;
            untilUtcMs = latest[i];
        }

        return latest;
    }
}
