using Firmware.Core.Ports;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Records;

/// <summary>One session from plug-in to unplug: what is recorded while it runs and what its summary says at the end.</summary>
public sealed class ChargingSession
{
    /// <summary>More periods than this do not fit in one record.</summary>
    public const int PeriodCountMax = 64;

    /// <summary>A cost that the charger does not know.</summary>
    public const long UnknownCost = -1;

    private static readonly ChargingPeriod Empty = new ChargingPeriod();

    /// <summary>Persisted number, counted up from 1; the session id is charger id + "-" + number.</summary>
    public long Number;

    /// <summary>Plug-in, UTC in unix ms; 0 while no clock is known.</summary>
    public long StartUtcMs;

    /// <summary>How far the start can be trusted.</summary>
    public ClockQuality StartQuality;

    /// <summary>Unplug, UTC in unix ms; 0 when no clock is known.</summary>
    public long EndUtcMs;

    /// <summary>How far the end can be trusted.</summary>
    public ClockQuality EndQuality;

    /// <summary>Lifetime register at plug-in, in mWh.</summary>
    public long RegisterStartMilliwattHours;

    /// <summary>Lifetime register at the end, in mWh; while the session runs, at its last checkpoint.</summary>
    public long RegisterEndMilliwattHours;

    /// <summary>Why it ended.</summary>
    public EndReason EndReason;

    /// <summary>Connector standard, a name of <see cref="Firmware.Core.Ports.ConnectorType"/>.</summary>
    public string ConnectorType = "";

    /// <summary>The tariff that was promised at plug-in; empty without one.</summary>
    public string TariffId = "";

    /// <summary>Its version.</summary>
    public int TariffVersion;

    /// <summary>Its hash.</summary>
    public string TariffHash = "";

    /// <summary>Cost excluding VAT in micro-units, rounded down, or <see cref="UnknownCost"/>.</summary>
    public long CostExclMicros = UnknownCost;

    /// <summary>Cost including VAT in micro-units, rounded down, or <see cref="UnknownCost"/>.</summary>
    public long CostInclMicros = UnknownCost;

    /// <summary>There were more periods than could be kept apart: totals are right, prices by period are not.</summary>
    public bool IsTruncated;

    /// <summary>The periods; those from <see cref="PeriodCount"/> on are spare.</summary>
    public readonly ChargingPeriod[] Periods = new ChargingPeriod[PeriodCountMax];

    /// <summary>How many periods there are.</summary>
    public int PeriodCount { get; private set; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours => RegisterEndMilliwattHours - RegisterStartMilliwattHours;

    /// <summary>The vehicle has already stopped drawing once.</summary>
    public bool HasParked
    {
        get
        {
            for (int i = 0; i < PeriodCount; i++)
            {
                if (Periods[i].ParkingMs > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The last period.</summary>
    public ChargingPeriod LastPeriod => Periods[PeriodCount - 1];

    /// <summary>Begins a session of a number at a register reading in mWh.</summary>
    public void Begin(long number, string connectorType, long registerMilliwattHours)
    {
        Clear();
        Number = number;
        ConnectorType = connectorType;
        RegisterStartMilliwattHours = registerMilliwattHours;
        RegisterEndMilliwattHours = registerMilliwattHours;
    }

    /// <summary>Sets all values to those of a session that has not begun.</summary>
    public void Clear()
    {
        Number = 0;
        StartUtcMs = 0;
        StartQuality = ClockQuality.Unknown;
        EndUtcMs = 0;
        EndQuality = ClockQuality.Unknown;
        RegisterStartMilliwattHours = 0;
        RegisterEndMilliwattHours = 0;
        EndReason = EndReason.EVDisconnected;
        ConnectorType = "";
        TariffId = "";
        TariffVersion = 0;
        TariffHash = "";
        CostExclMicros = UnknownCost;
        CostInclMicros = UnknownCost;
        IsTruncated = false;
        PeriodCount = 0;
    }

    /// <summary>Adds an empty period; the object may be one that was used before.</summary>
    public ChargingPeriod AddPeriod()
    {
        Guard.IsTrue(PeriodCount < PeriodCountMax, "there is room for a period");
        if (Periods[PeriodCount] == null)
        {
            Periods[PeriodCount] = new ChargingPeriod();
        }

        PeriodCount++;
        LastPeriod.CopyFrom(Empty);
        return LastPeriod;
    }

    /// <summary>Keeps only the first periods.</summary>
    public void TruncatePeriods(int count)
    {
        Guard.InRange(count, 0, PeriodCount, "count");
        PeriodCount = count;
    }

    /// <summary>Makes room by merging the first two neighbours that are priced alike; the index of the first, or -1 when there are
    /// none.</summary>
    public int MergePeriods()
    {
        for (int i = 0; i + 1 < PeriodCount; i++)
        {
            if (ArePricedAlike(Periods[i], Periods[i + 1]))
            {
                Merge(i);
                return i;
            }
        }

        return -1;
    }

    private static bool ArePricedAlike(ChargingPeriod first, ChargingPeriod second)
    {
        // The flat fees must be the same too: a fee is due once for each element that became active.
        return first.PackedSelection == second.PackedSelection && first.IsMeterLost == second.IsMeterLost
            && (first.StartUtcMs == 0) == (second.StartUtcMs == 0);
    }

    private void Merge(int index)
    {
        ChargingPeriod first = Periods[index];
        ChargingPeriod second = Periods[index + 1];
        first.DurationMs += second.DurationMs;
        first.ChargingMs += second.ChargingMs;
        first.ParkingMs += second.ParkingMs;
        first.EnergyMilliwattHours += second.EnergyMilliwattHours;
        first.SubstitutedMilliwattHours += second.SubstitutedMilliwattHours;
        // The step is that of the last period with a priced time, and waiting has none.
        first.Kind = second.Kind == PeriodKind.Waiting ? first.Kind : second.Kind;
        for (int i = index + 1; i + 1 < PeriodCount; i++)
        {
            Periods[i] = Periods[i + 1];
        }

        PeriodCount--;
        Periods[PeriodCount] = second;
    }
}
