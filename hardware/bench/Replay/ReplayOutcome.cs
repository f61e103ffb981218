using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Replay;

/// <summary>Which recorded session got which bill. A bill belongs to the session of its charger that began when the bill says.</summary>
public sealed class ReplayOutcome
{
    // The agent takes plug-in times from its clock; ticks come exactly at the recorded instants.
    private const long StartToleranceMs = 1000;

    private ReplayOutcome(IReadOnlyList<BilledRecording> billed, int sessionCount, int duplicateCount, int heldCount)
    {
        Billed = billed;
        SessionCount = sessionCount;
        DuplicateCount = duplicateCount;
        HeldCount = heldCount;
    }

    /// <summary>Sessions with their bill, in order of plug-in.</summary>
    public IReadOnlyList<BilledRecording> Billed { get; }

    /// <summary>Recorded sessions.</summary>
    public int SessionCount { get; }

    /// <summary>Bills beyond the first of a session, and bills that belong to none.</summary>
    public int DuplicateCount { get; }

    /// <summary>Sessions that the bridge holds.</summary>
    public int HeldCount { get; }

    /// <summary>Whether each session is billed exactly once.</summary>
    public bool IsComplete => Billed.Count == SessionCount && DuplicateCount == 0 && HeldCount == 0;

    /// <summary>Matches bills with sessions.</summary>
    public static ReplayOutcome Of(IReadOnlyList<RecordedSession[]> stations, IEnumerable<Bill> bills, int heldCount)
    {
        ArgumentNullException.ThrowIfNull(stations);
        ArgumentNullException.ThrowIfNull(bills);
        ILookup<string, Bill> byCharger = bills.ToLookup(bill => bill.Session.ChargerId, StringComparer.Ordinal);
        List<BilledRecording> billed = [];
        int duplicateCount = 0;
        foreach (RecordedSession[] station in stations)
        {
            List<Bill> left = [.. byCharger[station[0].StationId].OrderBy(bill => bill.Session.Start)];
            foreach (RecordedSession session in station)
            {
                Bill? bill = left.Find(bill =>
                    Math.Abs(bill.Session.Start.ToUnixTimeMilliseconds() - session.ConnectedUtcMs) <= StartToleranceMs);
                if (bill != null)
                {
                    left.Remove(bill);
                    billed.Add(new BilledRecording(session, bill));
                }
            }

            duplicateCount += left.Count;
        }

        return new ReplayOutcome(
            [.. billed.OrderBy(pair => pair.Session.ConnectedUtcMs)],
            stations.Sum(station => station.Length),
            duplicateCount,
            heldCount);
    }

    /// <summary>The line that sums it up.</summary>
    public string Summary(string currency, int currencyDecimals)
    {
        long energy = Billed.Sum(pair => pair.Bill.Session.EnergyMilliwattHours);
        long total = Billed.Sum(pair => pair.Bill.TotalInclMinor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"sessions={SessionCount} billed={Billed.Count} duplicates={DuplicateCount} held={HeldCount} energy_kwh={energy / 1e6:F3} "
                + $"total={DecimalAmount.Of(total, currencyDecimals)} {currency}");
    }
}

/// <summary>A recorded session and its bill.</summary>
/// <param name="Session">The session.</param>
/// <param name="Bill">The bill.</param>
public sealed record BilledRecording(RecordedSession Session, Bill Bill);
