using Firmware.Core.Connector;
using Firmware.Core.Journal;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Sessions;

/// <summary>
/// Follows a session from plug-in to unplug: time, energy, periods and cost, with a checkpoint on flash at every step. What it knows
/// after a power cut is what the last checkpoint says.
/// </summary>
public sealed class SessionTracker
{
    /// <summary>A session that lasts longer is ended and a new one begun: 90 days are what the cost arithmetic can hold.</summary>
    public const long DurationMaxMs = 89L * 24 * 3600 * 1000;

    private const int JumpMs = 2000;
    private const int RetryMs = 10000;

    private readonly AgentConfig _config;
    private readonly IClock _clock;
    private readonly EnergyMeter _meter;
    private readonly SessionJournal _journal;
    private readonly Outbox _outbox;
    private readonly TariffCache _tariffs;
    private readonly SessionPrice _price;
    private readonly PeriodLedger _ledger;
    private readonly PlugEdge _edge = new PlugEdge();
    private bool _isEnding;
    private bool _isOpen;
    private long _accountedMs;
    private long _checkpointMs;
    private long _checkpointRegisterMilliwattHours;

    /// <summary>A tracker with no session.</summary>
    public SessionTracker(AgentConfig config, IClock clock, EnergyMeter meter, SessionJournal journal, Outbox outbox, TariffCache tariffs)
    {
        _config = config;
        _clock = clock;
        _meter = meter;
        _journal = journal;
        _outbox = outbox;
        _tariffs = tariffs;
        _price = new SessionPrice(Session);
        _ledger = new PeriodLedger(Session, _price);
    }

    /// <summary>The session that runs, or the last one.</summary>
    public ChargingSession Session { get; } = new ChargingSession();

    /// <summary>A session runs.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>A session has energy in it.</summary>
    public bool HasCharged => _isOpen && EnergyMilliwattHours > 0;

    /// <summary>Energy of the session so far, in mWh.</summary>
    public long EnergyMilliwattHours => Session.EnergyMilliwattHours;

    /// <summary>Duration of the session so far, in ms.</summary>
    public long DurationMs => _price.Context.SessionMs;

    /// <summary>The tariff that was promised at plug-in; null without one.</summary>
    public Tariff? Tariff => _price.Tariff;

    /// <summary>Price per kWh in force, excluding VAT, in micro-units; -1 when energy has none.</summary>
    public long EnergyPriceMicros => _price.EnergyPriceMicros;

    /// <summary>When prices may change next by time alone, UTC in unix ms.</summary>
    public long NextPriceUtcMs => _price.NextUtcMs;

    /// <summary>Price per kWh from then on, in micro-units.</summary>
    public long NextEnergyPriceMicros => _price.NextEnergyPriceMicros();

    /// <summary>The journal could not be written.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>The cost so far; false when there is no tariff or no wall time.</summary>
    public bool TryGetCost(out Cost cost)
    {
        if (_isOpen && !_isEnding)
        {
            _ledger.Settle(_meter.SubstitutedMilliwattHours);
        }

        return _price.TryGetCost(out cost);
    }

    /// <summary>Takes up the session that was open when the agent stopped, if it has not been reported; its register with it.</summary>
    public long Recover(bool isPlugged, long nowMs)
    {
        _journal.Open(Session);
        bool isOpen = Session.Number > _outbox.LastSessionNumber;
        long registerMilliwattHours = isOpen ? Session.RegisterEndMilliwattHours : _outbox.RegisterMilliwattHours;
        _edge.Reset(registerMilliwattHours);
        if (isOpen)
        {
            _isOpen = true;
            _isEnding = !isPlugged;
            _accountedMs = nowMs;
            _price.Resume(_tariffs.Find(Session.TariffHash));
            if (!_isEnding)
            {
                _ledger.Resume();
            }
            else
            {
                Session.EndReason = EndReason.PowerLoss;
                SealEnd(_ledger.EndOfLastPeriodUtcMs(), Session.StartQuality);
            }
        }

        return registerMilliwattHours;
    }

    /// <summary>One step: begins, accounts, checkpoints and ends.</summary>
    public void Follow(ConnectorStatus status, ConnectorInputs inputs, bool isPlugged, long nowMs)
    {
        bool isLinePresent = (inputs & ConnectorInputs.PlugPresent) != 0;
        if (_isEnding)
        {
            FinishEnd(nowMs);
        }
        else if (!_isOpen)
        {
            _edge.Follow(isLinePresent, _meter.RegisterMilliwattHours, nowMs);
            if (isPlugged)
            {
                Begin(nowMs);
            }
        }
        else if (!isPlugged)
        {
            End(inputs, nowMs);
        }
        else if (isLinePresent)
        {
            // While the line is away but not yet for long enough nothing is accounted: if it comes back, the next step takes it all.
            Account(KindOf(status), nowMs);
        }
    }

    private static PeriodKind KindOf(ConnectorStatus status)
    {
        switch (status)
        {
            case ConnectorStatus.Charging: return PeriodKind.Charging;
            case ConnectorStatus.SuspendedEV: return PeriodKind.Parking;
            default: return PeriodKind.Waiting;
        }
    }

    private void Begin(long nowMs)
    {
        Session.Clear();
        Session.Number = _outbox.LastSessionNumber + 1;
        Session.RegisterStartMilliwattHours = _edge.RegisterMilliwattHours;
        Session.RegisterEndMilliwattHours = _edge.RegisterMilliwattHours;
        Session.StartQuality = _clock.Quality;
        Session.StartUtcMs = _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs - (nowMs - _edge.AtMs);
        _isOpen = true;
        _accountedMs = _edge.AtMs;
        _price.Begin(_tariffs.Current);
        _ledger.Begin(_meter.SubstitutedMilliwattHours);
        Account(PeriodKind.Waiting, nowMs);
        IsFailing = !_journal.TryWriteSession(Session);
        ScheduleCheckpoint(nowMs);
    }

    private void Account(PeriodKind kind, long nowMs)
    {
        long elapsedMs = nowMs - _accountedMs;
        _accountedMs = nowMs;
        long utcMs = _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs;
        PriceContext context = _price.Context;
        long jumpMs = utcMs - context.UtcMs - elapsedMs;
        context.UtcMs = utcMs;
        context.SessionMs += elapsedMs;
        Session.RegisterEndMilliwattHours = _meter.RegisterMilliwattHours;
        context.SessionMilliwattHours = Session.EnergyMilliwattHours;
        context.CurrentMilliamps = _meter.CurrentMilliamps;
        context.PowerMilliwatts = _meter.PowerMilliwatts;
        _ledger.Add(elapsedMs);
        if (jumpMs > JumpMs || jumpMs < -JumpMs)
        {
            RepairTimes(utcMs);
        }

        if (_ledger.IsChange(kind, _meter.IsLost))
        {
            ChangePeriod(kind, nowMs);
        }
        else if (nowMs >= _checkpointMs || _meter.RegisterMilliwattHours >= _checkpointRegisterMilliwattHours)
        {
            _ledger.Settle(_meter.SubstitutedMilliwattHours);
            IsFailing = !_journal.TryWriteCheckpoint(Session);
            ScheduleCheckpoint(nowMs);
            if (context.SessionMs > DurationMaxMs)
            {
                Session.EndReason = EndReason.Other;
                SealEnd(utcMs, _clock.Quality);
            }
        }
    }

    private void ChangePeriod(PeriodKind kind, long nowMs)
    {
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        IsFailing = !_journal.TryWriteCheckpoint(Session);
        bool isMerged = _ledger.Open(kind, _meter.IsLost);
        if (isMerged)
        {
            IsFailing |= !_journal.TryWriteSession(Session);
        }

        ScheduleCheckpoint(nowMs);
    }

    private void ScheduleCheckpoint(long nowMs)
    {
        _checkpointMs = nowMs + _config.CheckpointIntervalMs;
        _checkpointRegisterMilliwattHours = Session.RegisterEndMilliwattHours + _config.CheckpointEnergyMilliwattHours;
    }

    /// <summary>The wall clock became known or was set: durations stand, starts are worked back from the new time.</summary>
    private void RepairTimes(long utcMs)
    {
        if (utcMs == 0)
        {
            return;
        }

        _ledger.RepairStarts(utcMs);
        if (Session.Periods[0].StartUtcMs != Session.StartUtcMs)
        {
            Session.StartUtcMs = Session.Periods[0].StartUtcMs;
            Session.StartQuality = ClockQuality.Relative;
        }

        _price.SelectAgain();
        IsFailing = !_journal.TryWriteSession(Session);
    }

    private void End(ConnectorInputs inputs, long nowMs)
    {
        Session.RegisterEndMilliwattHours = _meter.RegisterMilliwattHours;
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        Session.EndReason = (inputs & ConnectorInputs.EmergencyStop) != 0 ? EndReason.EmergencyStop : EndReason.EVDisconnected;
        long utcMs = _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs - (nowMs - _accountedMs);
        SealEnd(utcMs, _clock.Quality);
        FinishEnd(nowMs);
    }

    private void SealEnd(long endUtcMs, ClockQuality quality)
    {
        Session.EndUtcMs = endUtcMs;
        Session.EndQuality = endUtcMs == 0 ? ClockQuality.Unknown : quality;
        if (_price.TryGetCost(out Cost cost))
        {
            Session.CostExclMicros = cost.TotalExcl.Micros;
            Session.CostInclMicros = cost.TotalIncl.Micros;
        }

        _isEnding = true;
        _checkpointMs = 0;
    }

    /// <summary>The summary must be in the outbox before the session is over; until it is, it is tried again.</summary>
    private void FinishEnd(long nowMs)
    {
        if (nowMs < _checkpointMs)
        {
            return;
        }

        IsFailing = !_outbox.TryAppend(Session);
        _checkpointMs = nowMs + RetryMs;
        if (!IsFailing)
        {
            _isEnding = false;
            _isOpen = false;
            _edge.Reset(Session.RegisterEndMilliwattHours);
        }
    }
}
