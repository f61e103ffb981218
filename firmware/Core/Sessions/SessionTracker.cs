using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Journal;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Sessions;

/// <summary>Follows a session from plug-in to unplug: time, energy, periods and cost, with a checkpoint on flash at every step. What it
/// knows after a power cut is what the last checkpoint says.</summary>
public sealed class SessionTracker
{
    private const int JumpMs = 2000;
    // A clock that is set is noticed within this time.
    private const int QuietMaxMs = 5000;

    private readonly string _connectorType;
    private readonly IClock _clock;
    private readonly EnergyMeter _meter;
    private readonly SessionJournal _journal;
    private readonly Outbox _outbox;
    private readonly TariffCache _tariffs;
    private readonly SessionPrice _price;
    private readonly PeriodLedger _ledger;
    private readonly PlugEdge _edge = new PlugEdge();
    private readonly CheckpointSchedule _checkpoint;
    private readonly SessionHandover _handover;
    private ConnectorStatus _status;
    private long _seenMs;
    private long _accountedMs;
    private long _quietUntilMs;
    private long _quietUntilMilliwattHours;

    /// <summary>A tracker with no session.</summary>
    public SessionTracker(AgentConfig config, IClock clock, EnergyMeter meter, SessionJournal journal, Outbox outbox, TariffCache tariffs)
    {
        _checkpoint = new CheckpointSchedule(config);
        _handover = new SessionHandover(journal, outbox);
        _connectorType = config.ConnectorType;
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
    public bool IsOpen { get; private set; }

    /// <summary>A session has energy in it.</summary>
    public bool HasCharged => IsOpen && EnergyMilliwattHours > 0;

    /// <summary>Energy of the session so far, in mWh.</summary>
    public long EnergyMilliwattHours =>
        IsOpen && !_handover.IsPending ? _meter.RegisterMilliwattHours - Session.RegisterStartMilliwattHours : Session.EnergyMilliwattHours;

    /// <summary>Duration of the session so far, in ms.</summary>
    public long DurationMs => _price.Context.SessionMs + _seenMs - _accountedMs;

    /// <summary>Its tariff and the prices in force.</summary>
    public SessionPrice Price => _price;

    /// <summary>The journal could not be written.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>The cost so far; false when there is no tariff or no wall time.</summary>
    public bool TryGetCost(out Cost cost)
    {
        if (IsOpen && !_handover.IsPending)
        {
            Account(PeriodKindRule.KindOf(_status), _seenMs);
            _ledger.Settle(_meter.SubstitutedMilliwattHours);
        }

        return _price.TryGetCost(out cost);
    }

    /// <summary>Takes up the session that was open when the agent stopped, if it has not been reported; its register with it.</summary>
    public long Recover(bool isPlugged, long nowMs)
    {
        _journal.Open(Session);
        bool isOpen = Session.Number > _outbox.LastSessionNumber;
        bool hasEnded = isOpen && _journal.HasEnded;
        long registerMilliwattHours = isOpen ? Session.RegisterEndMilliwattHours : _outbox.RegisterMilliwattHours;
        _edge.Reset(registerMilliwattHours);
        if (isOpen)
        {
            IsOpen = true;
            _accountedMs = nowMs;
            _seenMs = nowMs;
            _price.Resume(_tariffs.Find(Session.TariffHash, Session.TariffVersion));
            if (hasEnded)
            {
                _handover.Begin(true);
            }
            else if (isPlugged)
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

    /// <summary>One step: begins, accounts, checkpoints and ends; as long as nothing can change it only sees the plug.</summary>
    public void Follow(ConnectorStatus status, ConnectorInputs inputs, bool isPlugged, long nowMs)
    {
        bool isLinePresent = (inputs & ConnectorInputs.PlugPresent) != 0;
        if (isLinePresent && nowMs < _quietUntilMs && status == _status && _meter.RegisterMilliwattHours < _quietUntilMilliwattHours)
        {
            _seenMs = nowMs;
        }
        else if (_handover.IsPending)
        {
            // The next vehicle may be there before the summary is kept: its energy is its own.
            _edge.Follow(isLinePresent, _meter.RegisterMilliwattHours, nowMs);
            FinishEnd(nowMs);
        }
        else if (IsOpen)
        {
            FollowOpen(status, inputs, isPlugged, nowMs);
        }
        else
        {
            _edge.Follow(isLinePresent, _meter.RegisterMilliwattHours, nowMs);
            if (isPlugged && isLinePresent)
            {
                Begin(status, nowMs);
            }
        }
    }

    private void FollowOpen(ConnectorStatus status, ConnectorInputs inputs, bool isPlugged, long nowMs)
    {
        if ((inputs & ConnectorInputs.PlugPresent) != 0)
        {
            // The time until now belongs to what was; the change, if there is one, begins now.
            _status = status;
            _seenMs = nowMs;
            Account(PeriodKindRule.KindOf(status), nowMs);
        }
        else if (_seenMs > _accountedMs)
        {
            Account(PeriodKindRule.KindOf(_status), _seenMs);
            _quietUntilMs = 0;
        }

        // A line that is away, but not yet for long enough, is not accounted: if it comes back, the next step takes it all.
        if (!isPlugged)
        {
            End(inputs, nowMs);
        }
    }

    private void Begin(ConnectorStatus status, long nowMs)
    {
        Session.Begin(_outbox.LastSessionNumber + 1, _connectorType, _edge.RegisterMilliwattHours);
        Session.StartQuality = _clock.Quality;
        Session.StartUtcMs = UtcAt(_edge.AtMs);
        IsOpen = true;
        _accountedMs = _edge.AtMs;
        _price.Begin(_tariffs.Current);
        _ledger.Begin(_meter.SubstitutedMilliwattHours);
        _status = status;
        _seenMs = nowMs;
        _checkpoint.Restart(nowMs, _meter.RegisterMilliwattHours);
        Account(PeriodKindRule.KindOf(status), nowMs);
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        IsFailing = !_journal.TryWriteSession(Session);
        _checkpoint.Restart(nowMs, Session.RegisterEndMilliwattHours);
    }

    private long UtcAt(long atMs)
    {
        return _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs - (_clock.MonotonicMs - atMs);
    }

    private void Account(PeriodKind kind, long atMs)
    {
        long elapsedMs = atMs - _accountedMs;
        _accountedMs = atMs;
        long utcMs = UtcAt(atMs);
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
            ChangePeriod(kind, atMs);
        }
        else if (_checkpoint.IsDue(atMs, _meter.RegisterMilliwattHours))
        {
            _ledger.Settle(_meter.SubstitutedMilliwattHours);
            IsFailing = !_journal.TryWriteCheckpoint(Session);
            _checkpoint.Restart(atMs, Session.RegisterEndMilliwattHours);
        }

        // At each step, not at each checkpoint: changes of period put checkpoints off, and settings may make them rare.
        if (_ledger.IsFull)
        {
            _ledger.Settle(_meter.SubstitutedMilliwattHours);
            Session.EndReason = EndReason.Other;
            SealEnd(utcMs, _clock.Quality);
        }

        StayQuiet(atMs);
    }

    private void StayQuiet(long atMs)
    {
        long quietMs = _handover.IsPending || _meter.IsLost ? 0 : _price.QuietMs();
        quietMs = quietMs < QuietMaxMs ? quietMs : QuietMaxMs;
        _quietUntilMs = atMs + quietMs < _checkpoint.DueMs ? atMs + quietMs : _checkpoint.DueMs;
        long untilMilliwattHours = Session.RegisterStartMilliwattHours + _price.QuietMilliwattHours;
        _quietUntilMilliwattHours =
            untilMilliwattHours < _checkpoint.DueMilliwattHours ? untilMilliwattHours : _checkpoint.DueMilliwattHours;
    }

    private void ChangePeriod(PeriodKind kind, long nowMs)
    {
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        IsFailing = !_journal.TryWriteCheckpoint(Session);
        if (_ledger.Open(kind, _meter.IsLost))
        {
            IsFailing |= !_journal.TryWriteSession(Session);
        }

        _checkpoint.Restart(nowMs, Session.RegisterEndMilliwattHours);
    }

    /// <summary>The wall clock became known or was set: durations stand, starts are worked back from the new time.</summary>
    private void RepairTimes(long utcMs)
    {
        if (utcMs == 0)
        {
            return;
        }

        // The register is written with the session: without the period's share of it the periods would not add up after a power cut.
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        _ledger.RepairStarts(utcMs);
        _price.SelectAgain();
        // The totals are right, the prices by period are not: the bridge holds the bill.
        Session.IsTruncated |= _price.HasMixedPrices();
        IsFailing = !_journal.TryWriteSession(Session);
    }

    private void End(ConnectorInputs inputs, long nowMs)
    {
        Session.RegisterEndMilliwattHours = _meter.RegisterMilliwattHours;
        _ledger.Settle(_meter.SubstitutedMilliwattHours);
        Session.EndReason = (inputs & ConnectorInputs.EmergencyStop) != 0 ? EndReason.EmergencyStop : EndReason.EVDisconnected;
        SealEnd(UtcAt(_accountedMs), _clock.Quality);
        FinishEnd(nowMs);
    }

    private void SealEnd(long endUtcMs, ClockQuality quality)
    {
        // A clock that was set back by less than a repair must not end a short session before its start: the bridge refuses that for ever.
        Session.EndUtcMs = endUtcMs != 0 && endUtcMs < Session.StartUtcMs ? Session.StartUtcMs : endUtcMs;
        Session.EndQuality = endUtcMs == 0 ? ClockQuality.Unknown : quality;
        if (_price.TryGetCost(out Cost cost))
        {
            Session.CostExclMicros = cost.TotalExcl.Micros;
            Session.CostInclMicros = cost.TotalIncl.Micros;
        }

        _handover.Begin(false);
        _edge.Reset(Session.RegisterEndMilliwattHours);
        _quietUntilMs = 0;
    }

    private void FinishEnd(long nowMs)
    {
        IsFailing = !_handover.TryFinish(Session, nowMs) || (IsFailing && _handover.IsPending);
        IsOpen = _handover.IsPending;
    }
}
