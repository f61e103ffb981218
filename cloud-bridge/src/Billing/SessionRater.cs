using CloudBridge.Ingest;
using CloudBridge.Publishing;
using Firmware.Core.Ports;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;

namespace CloudBridge.Billing;

/// <summary>
/// Prices a session again with the charger's own engine and compares: equal, or held with a reason. Never estimates. One at a time.
/// </summary>
public sealed class SessionRater
{
    private readonly TariffBook _tariffs;
    private readonly SessionPricer _pricer = new();
    private readonly PriceContext _context = new();
    private readonly PriceSelection _selection = new();
    private readonly Cost _cost = new();

    /// <summary>Prices with the tariffs of a book.</summary>
    public SessionRater(TariffBook tariffs)
    {
        _tariffs = tariffs;
    }

    /// <summary>The session's price; null with the hold when it cannot be proved.</summary>
    public PricedSession? Rate(string chargerId, ChargingSession session, out Hold? hold)
    {
        hold = FindDefect(session);
        PublishedTariff? tariff = hold == null ? FindTariff(chargerId, session, out hold) : null;
        hold ??= tariff == null ? null : LocalTimeCheck.Check(tariff, session);
        if (tariff == null || hold != null)
        {
            return null;
        }

        return RateWith(tariff, session, out hold);
    }

    /// <summary>The session's price under a tariff that somebody else has chosen; null with the hold when charger and bridge disagree.</summary>
    public PricedSession? RateWith(PublishedTariff tariff, ChargingSession session, out Hold? hold)
    {
        hold = FindDefect(session);
        if (hold != null)
        {
            return null;
        }

        _pricer.Price(tariff.Device, session.Periods, session.PeriodCount, _cost);
        bool isPricedByBridge = session.CostExclMicros == ChargingSession.UnknownCost || session.CostInclMicros == ChargingSession.UnknownCost;
        hold = isPricedByBridge ? FindChangeInPeriod(tariff.Device, session) : Compare(session);
        return hold == null ? PricedWith(tariff, isPricedByBridge) : null;
    }

    private static Hold? FindDefect(ChargingSession session)
    {
        if (session.IsTruncated)
        {
            return new Hold(HoldReason.PeriodsTruncated, $"{session.PeriodCount} periods remain");
        }

        if (session.StartQuality == ClockQuality.Unknown || session.EndQuality == ClockQuality.Unknown || session.StartUtcMs == 0 || session.EndUtcMs == 0)
        {
            return new Hold(HoldReason.ClockUnknown, "start or end has no wall time");
        }

        long sum = 0;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            if (session.Periods[i].StartUtcMs == 0)
            {
                return new Hold(HoldReason.ClockUnknown, $"period {i + 1} has no wall time");
            }

            sum += session.Periods[i].EnergyMilliwattHours;
        }

        return sum == session.EnergyMilliwattHours ? null : new Hold(HoldReason.PeriodsDoNotAddUp, $"periods {sum} mWh, register {session.EnergyMilliwattHours} mWh");
    }

    private PublishedTariff? FindTariff(string chargerId, ChargingSession session, out Hold? hold)
    {
        hold = null;
        if (session.TariffId.Length == 0)
        {
            PublishedTariff? inForce = _tariffs.InForce(chargerId, session.StartUtcMs);
            hold = inForce == null ? new Hold(HoldReason.NoTariff, $"nothing was published for {chargerId} before the session began") : null;
            return inForce;
        }

        PublishedTariff? named = _tariffs.Find(session.TariffId, session.TariffVersion);
        if (named == null || named.Device.Hash != session.TariffHash)
        {
            hold = new Hold(HoldReason.TariffUnknown, $"{session.TariffId} version {session.TariffVersion} hash {session.TariffHash}");
            return null;
        }

        return named;
    }

    private Hold? Compare(ChargingSession session)
    {
        long excl = _cost.TotalExcl.Micros;
        long incl = _cost.TotalIncl.Micros;
        return excl == session.CostExclMicros && incl == session.CostInclMicros
            ? null
            : new Hold(HoldReason.CostDiffers, $"charger {session.CostExclMicros} / {session.CostInclMicros}, bridge {excl} / {incl} micro-units excl. / incl. VAT");
    }

    // A charger without prices divides its session only where the vehicle changes: a period is priced whole, so one selection must hold to its end.
    private Hold? FindChangeInPeriod(Tariff tariff, ChargingSession session)
    {
        _context.SessionMs = 0;
        _context.SessionMilliwattHours = 0;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            ChargingPeriod period = session.Periods[i];
            _context.UtcMs = period.StartUtcMs;
            _context.CurrentMilliamps = period.CurrentMilliamps;
            _context.PowerMilliwatts = period.PowerMilliwatts;
            PriceSelector.Select(tariff, _context, _selection);
            int packed = _selection.Packed;
            while (!ReachesEndOf(period))
            {
                // The bounds are narrower than the prices: what follows them may be the same element.
                _context.UtcMs = Math.Min(_selection.UntilUtcMs, period.StartUtcMs + period.DurationMs - 1);
                if (_selection.UntilMilliwattHours - _context.SessionMilliwattHours < period.EnergyMilliwattHours
                    || _selection.UntilSessionMs - _context.SessionMs < period.DurationMs)
                {
                    return new Hold(HoldReason.PriceChangedInPeriod, $"period {i + 1}");
                }

                PriceSelector.Select(tariff, _context, _selection);
                if (_selection.Packed != packed)
                {
                    return new Hold(HoldReason.PriceChangedInPeriod, $"period {i + 1}");
                }
            }

            _context.SessionMs += period.DurationMs;
            _context.SessionMilliwattHours += period.EnergyMilliwattHours;
        }

        return null;
    }

    private bool ReachesEndOf(ChargingPeriod period)
    {
        return _selection.UntilUtcMs >= period.StartUtcMs + period.DurationMs
            && _selection.UntilMilliwattHours - _context.SessionMilliwattHours >= period.EnergyMilliwattHours
            && _selection.UntilSessionMs - _context.SessionMs >= period.DurationMs;
    }

    private PricedSession PricedWith(PublishedTariff tariff, bool isPricedByBridge)
    {
        int decimals = tariff.Device.CurrencyDecimals;
        return new PricedSession(
            tariff,
            isPricedByBridge,
            _cost.TotalExcl.Micros,
            _cost.TotalIncl.Micros,
            _cost.TotalExcl.Rounded(decimals),
            _cost.TotalIncl.Rounded(decimals),
            BillLines.Of(tariff.Device, _pricer.Calculator, _cost));
    }
}
