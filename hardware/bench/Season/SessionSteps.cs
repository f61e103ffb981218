using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;

namespace Hardware.Bench.Season;

/// <summary>
/// One session as the agent's own ledger and prices record it, in steps of minutes instead of ticks: what <see cref="SessionTracker"/> does
/// at each tick is done here only where something changes. Periods, prices and cost are Core's.
/// </summary>
public sealed class SessionSteps
{
    private const long LineMillivolts = 230000;

    private readonly SessionPrice _price;
    private readonly PeriodLedger _ledger;
    private readonly long _clockKnownUtcMs;
    private long _atUtcMs;

    /// <summary>Begins a session; before <paramref name="clockKnownUtcMs"/> the charger does not know the time.</summary>
    public SessionSteps(
        long number,
        string connectorType,
        long registerMilliwattHours,
        Tariff? tariff,
        long startUtcMs,
        long clockKnownUtcMs)
    {
        _price = new SessionPrice(Session);
        _ledger = new PeriodLedger(Session, _price);
        _clockKnownUtcMs = clockKnownUtcMs;
        _atUtcMs = startUtcMs;
        Session.Begin(number, connectorType, registerMilliwattHours);
        Session.StartUtcMs = ClockAt(startUtcMs);
        Session.StartQuality = QualityAt(startUtcMs);
        _price.Begin(tariff);
        _ledger.Begin(0);
    }

    /// <summary>The session.</summary>
    public ChargingSession Session { get; } = new();

    /// <summary>How long from the last step prices cannot change by time, in ms.</summary>
    public long QuietMs => _price.QuietMs();

    /// <summary>What was before has lasted until an instant, with a register in mWh; from now on it is this kind, at a power in
    /// mW.</summary>
    public void Step(PeriodKind kind, long utcMs, long registerMilliwattHours, long powerMilliwatts, bool isMeterLost)
    {
        PriceContext context = _price.Context;
        bool isClockNew = context.UtcMs == 0 && ClockAt(utcMs) != 0;
        Account(utcMs, registerMilliwattHours);
        context.PowerMilliwatts = powerMilliwatts;
        context.CurrentMilliamps = powerMilliwatts * 1000 / LineMillivolts;
        if (isClockNew)
        {
            _ledger.Settle(0);
            _ledger.RepairStarts(utcMs);
            _price.SelectAgain();
            Session.IsTruncated |= _price.HasMixedPrices();
        }

        if (_ledger.IsChange(kind, isMeterLost))
        {
            _ledger.Settle(0);
            _ledger.Open(kind, isMeterLost);
        }
    }

    /// <summary>Ends the session.</summary>
    public void End(long utcMs, long registerMilliwattHours, EndReason reason)
    {
        Account(utcMs, registerMilliwattHours);
        _ledger.Settle(0);
        Session.EndReason = reason;
        Session.EndUtcMs = ClockAt(utcMs);
        Session.EndQuality = QualityAt(utcMs);
        if (_price.TryGetCost(out Cost cost))
        {
            Session.CostExclMicros = cost.TotalExcl.Micros;
            Session.CostInclMicros = cost.TotalIncl.Micros;
        }
    }

    private void Account(long utcMs, long registerMilliwattHours)
    {
        long elapsedMs = utcMs - _atUtcMs;
        _atUtcMs = utcMs;
        _price.Context.UtcMs = ClockAt(utcMs);
        _price.Context.SessionMs += elapsedMs;
        Session.RegisterEndMilliwattHours = registerMilliwattHours;
        _price.Context.SessionMilliwattHours = Session.EnergyMilliwattHours;
        _ledger.Add(elapsedMs);
    }

    private long ClockAt(long utcMs)
    {
        return utcMs < _clockKnownUtcMs ? 0 : utcMs;
    }

    private ClockQuality QualityAt(long utcMs)
    {
        return utcMs < _clockKnownUtcMs ? ClockQuality.Unknown : ClockQuality.Synchronised;
    }
}
