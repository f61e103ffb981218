using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Sessions;

/// <summary>The charging periods of the session that runs: opens one when something changes that a bill must keep apart, and adds
/// up.</summary>
public sealed class PeriodLedger
{
    /// <summary>A session that lasts longer is ended and a new one begun: 90 days are what the cost arithmetic can hold.</summary>
    public const long DurationMaxMs = 89L * 24 * 3600 * 1000;

    /// <summary>A session of more energy is ended and a new one begun: 1 MWh is what the cost arithmetic can hold.</summary>
    public const long EnergyMaxMilliwattHours = 990000000;

    private readonly ChargingSession _session;
    private readonly SessionPrice _price;
    private PeriodKind _kind;
    private bool _isMeterLost;
    private long _periodMs;
    private long _energyBeforeMilliwattHours;
    private long _substitutedBeforeMilliwattHours;
    private int _firstOfBoot;

    /// <summary>A ledger for one session object.</summary>
    public PeriodLedger(ChargingSession session, SessionPrice price)
    {
        _session = session;
        _price = price;
    }

    /// <summary>The session has become as long or as large as one session may.</summary>
    public bool IsFull => _price.Context.SessionMs > DurationMaxMs || _session.EnergyMilliwattHours > EnergyMaxMilliwattHours;

    /// <summary>Opens the first period of a session.</summary>
    public void Begin(long substitutedMilliwattHours)
    {
        _firstOfBoot = 0;
        _energyBeforeMilliwattHours = 0;
        _substitutedBeforeMilliwattHours = substitutedMilliwattHours;
        Start(PeriodKind.Waiting, false);
        _session.LastPeriod.StartUtcMs = _session.StartUtcMs;
    }

    /// <summary>Goes on after a restart: the time without power is a period of its own, whose length is known when the clock is.</summary>
    public void Resume()
    {
        long outageUtcMs = EndOfLastPeriodUtcMs();
        _energyBeforeMilliwattHours = _session.EnergyMilliwattHours;
        _substitutedBeforeMilliwattHours = 0;
        Start(PeriodKind.Waiting, false);
        _session.LastPeriod.StartUtcMs = outageUtcMs;
        _firstOfBoot = _session.PeriodCount;
        Start(PeriodKind.Waiting, false);
        _session.LastPeriod.StartUtcMs = 0;
    }

    /// <summary>Time that has passed in the period that runs.</summary>
    public void Add(long elapsedMs)
    {
        _periodMs += elapsedMs;
    }

    /// <summary>Whether what holds now must not be added to the period that runs.</summary>
    public bool IsChange(PeriodKind kind, bool isMeterLost)
    {
        return kind != _kind || isMeterLost != _isMeterLost || _price.HasChanged();
    }

    /// <summary>Writes time and energy so far into the period that runs.</summary>
    public void Settle(long substitutedMilliwattHours)
    {
        ChargingPeriod period = _session.LastPeriod;
        period.DurationMs = _periodMs;
        period.ChargingMs = _kind == PeriodKind.Charging ? _periodMs : 0;
        period.ParkingMs = _kind == PeriodKind.Parking ? _periodMs : 0;
        period.EnergyMilliwattHours = _session.EnergyMilliwattHours - _energyBeforeMilliwattHours;
        period.SubstitutedMilliwattHours = substitutedMilliwattHours - _substitutedBeforeMilliwattHours;
    }

    /// <summary>Closes the settled period and opens the next at this instant; true when earlier ones were merged to make room.</summary>
    public bool Open(PeriodKind kind, bool isMeterLost)
    {
        ChargingPeriod closed = _session.LastPeriod;
        _energyBeforeMilliwattHours += closed.EnergyMilliwattHours;
        _substitutedBeforeMilliwattHours += closed.SubstitutedMilliwattHours;
        bool isMerged = false;
        if (closed.DurationMs == 0 && closed.EnergyMilliwattHours == 0 && _session.PeriodCount > _firstOfBoot)
        {
            // Nothing happened in it: the period that opens takes its place.
            _session.TruncatePeriods(_session.PeriodCount - 1);
        }
        else if (_session.PeriodCount == ChargingSession.PeriodCountMax)
        {
            isMerged = true;
            MakeRoom();
        }

        Start(kind, isMeterLost);
        return isMerged;
    }

    /// <summary>Works the starts of this boot's periods back from the time now: where the session began, or where the outage before them
    /// ended.</summary>
    public void RepairStarts(long utcMs)
    {
        long startUtcMs = utcMs - _periodMs;
        _session.LastPeriod.StartUtcMs = startUtcMs;
        for (int i = _session.PeriodCount - 2; i >= _firstOfBoot; i--)
        {
            startUtcMs -= _session.Periods[i].DurationMs;
            _session.Periods[i].StartUtcMs = startUtcMs;
        }

        if (_firstOfBoot == 0 && _session.StartUtcMs != startUtcMs)
        {
            _session.StartUtcMs = startUtcMs;
            _session.StartQuality = ClockQuality.Relative;
        }
        else if (_firstOfBoot > 0)
        {
            RepairOutage(startUtcMs);
        }
    }

    /// <summary>Where the last period ended, UTC in unix ms; 0 when its start is not known.</summary>
    public long EndOfLastPeriodUtcMs()
    {
        ChargingPeriod last = _session.LastPeriod;
        return last.StartUtcMs == 0 ? 0 : last.StartUtcMs + last.DurationMs;
    }

    private void RepairOutage(long endUtcMs)
    {
        ChargingPeriod outage = _session.Periods[_firstOfBoot - 1];
        long outageMs = endUtcMs - outage.StartUtcMs;
        if (outage.StartUtcMs == 0 || outageMs >= DurationMaxMs)
        {
            return;
        }

        if (outageMs < 0)
        {
            // The clock was ahead before the outage: what came before ends here at the latest. When it began, nobody knows.
            ShiftBefore(_firstOfBoot, outageMs);
            outageMs = 0;
        }

        _price.Context.SessionMs += outageMs - outage.DurationMs;
        outage.DurationMs = outageMs;
    }

    private void ShiftBefore(int periodIndex, long differenceMs)
    {
        for (int i = 0; i < periodIndex; i++)
        {
            _session.Periods[i].StartUtcMs += _session.Periods[i].StartUtcMs == 0 ? 0 : differenceMs;
        }

        _session.StartUtcMs += _session.StartUtcMs == 0 ? 0 : differenceMs;
        _session.StartQuality = ClockQuality.Unknown;
    }

    private void MakeRoom()
    {
        int mergedAt = _session.MergePeriods();
        if (mergedAt >= 0)
        {
            _firstOfBoot -= mergedAt < _firstOfBoot ? 1 : 0;
            return;
        }

        // Nothing is priced alike: details go, totals stay, and the bridge will hold the bill.
        _session.IsTruncated = true;
        ChargingPeriod last = _session.LastPeriod;
        ChargingPeriod before = _session.Periods[_session.PeriodCount - 2];
        before.DurationMs += last.DurationMs;
        before.ChargingMs += last.ChargingMs;
        before.ParkingMs += last.ParkingMs;
        before.EnergyMilliwattHours += last.EnergyMilliwattHours;
        before.SubstitutedMilliwattHours += last.SubstitutedMilliwattHours;
        _session.TruncatePeriods(_session.PeriodCount - 1);
    }

    private void Start(PeriodKind kind, bool isMeterLost)
    {
        if (_session.PeriodCount == ChargingSession.PeriodCountMax)
        {
            MakeRoom();
        }

        _kind = kind;
        _isMeterLost = isMeterLost;
        _periodMs = 0;
        ChargingPeriod period = _session.AddPeriod();
        period.Kind = kind;
        period.IsMeterLost = isMeterLost;
        period.StartUtcMs = _price.Context.UtcMs;
        period.CurrentMilliamps = _price.Context.CurrentMilliamps;
        period.PowerMilliwatts = _price.Context.PowerMilliwatts;
        period.PackedSelection = _price.Select();
    }
}
