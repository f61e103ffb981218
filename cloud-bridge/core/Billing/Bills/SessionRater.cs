using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// Prices a session again with the charger's own engine and compares: equal, or held with a reason. Where the charger could not price,
/// because it had no tariff, no clock or no room for details, the bridge does, and what is in doubt takes its lowest price. One at a time.
/// </summary>
public sealed class SessionRater
{
    private readonly TariffBook _tariffs;
    private readonly bool _isVatByRate;
    private readonly SessionPricer _pricer = new();
    private readonly DoubtfulSessionPricer _doubtfulPricer = new();
    private readonly Cost _cost = new();

    /// <summary>Prices with the tariffs of a book. What was billed before VAT was worked out by rate comes out again without
    /// <paramref name="isVatByRate"/>.</summary>
    public SessionRater(TariffBook tariffs, bool isVatByRate = true)
    {
        _tariffs = tariffs;
        _isVatByRate = isVatByRate;
    }

    /// <summary>The price of a session received at an instant (unix ms); null with the hold when it cannot be proved. Where charger and
    /// bridge come to different amounts a decision says which counts: one of <see cref="HeldDecision"/>, null for none.</summary>
    public PricedSession? Rate(string chargerId, ChargingSession session, long receivedUtcMs, out Hold? hold, string? decision = null)
    {
        PublishedTariff? tariff = FindTariff(chargerId, session, out hold);
        return tariff == null ? null : RateWith(tariff, session, receivedUtcMs, out hold, decision);
    }

    /// <summary>
    /// The session's price under a tariff that somebody else has chosen; null with the hold when charger and bridge disagree. Under another
    /// tariff than the charger promised its periods may not be divided where a price changes: there the lowest price is taken, as with any
    /// doubt.
    /// </summary>
    public PricedSession? RateWith(
        PublishedTariff tariff,
        ChargingSession session,
        long receivedUtcMs,
        out Hold? hold,
        string? decision = null)
    {
        if (session.PeriodCount == 0)
        {
            AddWhole(session);
        }

        bool isPromised =
            session.TariffId == tariff.Device.Id
            && session.TariffVersion == tariff.Device.Version
            && session.TariffHash == tariff.Device.Hash;
        // What bounds the session is the tariff that its charger had, whichever it is billed under.
        PublishedTariff known = isPromised ? tariff : _tariffs.Find(session.TariffId, session.TariffVersion) ?? tariff;
        SessionPlacement? placement = SessionPlacement.Find(session, Math.Min(known.FromUtcMs, known.PublishedUtcMs), receivedUtcMs);
        tariff = isPromised || placement == null ? tariff : tariff.At(IntervalOf(placement));
        hold =
            placement == null
                ? new Hold(
                    HoldReason.ClockUnknown,
                    "what is known of the session's times contradicts itself, or lies outside publication of its tariff and receipt")
                : FindWrongSum(session) ?? LocalTimeCheck.Check(tariff, placement);
        if (hold != null)
        {
            return null;
        }

        bool isPricedByCharger =
            session.CostExclMicros != ChargingSession.UnknownCost && session.CostInclMicros != ChargingSession.UnknownCost;
        return isPricedByCharger && isPromised && placement!.IsKnown && !session.IsTruncated
            ? Compare(tariff, session, placement, decision, out hold)
            : PriceInDoubt(tariff, session, placement!, out hold);
    }

    private static Interval IntervalOf(SessionPlacement placement)
    {
        return new Interval(
            Instant.FromUnixTimeMilliseconds(placement.EarliestUtcMs),
            Instant.FromUnixTimeMilliseconds(placement.LatestUtcMs) + Duration.FromDays(1));
    }

    // A charger without room keeps the totals: what it was doing when, nobody knows, so no time is billed.
    private static void AddWhole(ChargingSession session)
    {
        ChargingPeriod whole = session.AddPeriod();
        whole.StartUtcMs = session.StartUtcMs;
        whole.DurationMs = session.StartUtcMs == 0 || session.EndUtcMs == 0 ? 0 : session.EndUtcMs - session.StartUtcMs;
        whole.EnergyMilliwattHours = session.EnergyMilliwattHours;
        whole.Kind = PeriodKind.Waiting;
    }

    private static Hold? FindWrongSum(ChargingSession session)
    {
        long sum = 0;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            sum += session.Periods[i].EnergyMilliwattHours;
        }

        return sum == session.EnergyMilliwattHours
            ? null
            : new Hold(HoldReason.PeriodsDoNotAddUp, $"periods {sum} mWh, register {session.EnergyMilliwattHours} mWh");
    }

    private PublishedTariff? FindTariff(string chargerId, ChargingSession session, out Hold? hold)
    {
        hold = null;
        if (session.TariffId.Length == 0)
        {
            if (session.StartUtcMs == 0 || session.StartQuality == ClockQuality.Unknown)
            {
                hold = new Hold(HoldReason.ClockUnknown, "it has no tariff and no start, so nobody knows which tariff was in force");
                return null;
            }

            PublishedTariff? inForce = _tariffs.InForce(chargerId, session.StartUtcMs);
            hold =
                inForce == null ? new Hold(HoldReason.NoTariff, $"nothing was published for {chargerId} before the session began") : null;
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

    private PricedSession? Compare(
        PublishedTariff tariff,
        ChargingSession session,
        SessionPlacement placement,
        string? decision,
        out Hold? hold)
    {
        _pricer.Price(tariff.Device, session.Periods, session.PeriodCount, _cost);
        long excl = _cost.TotalExcl.Micros;
        long incl = _cost.TotalIncl.Micros;
        bool isSame = excl == session.CostExclMicros && incl == session.CostInclMicros;
        bool isDecided = decision is HeldDecision.Lower or HeldDecision.Bridge;
        hold =
            isSame || isDecided
                ? null
                : new Hold(
                    HoldReason.CostDiffers,
                    $"{tariff.Device.Currency}, without and with VAT: charger {Words(session.CostExclMicros)} and "
                        + $"{Words(session.CostInclMicros)}, bridge {Words(excl)} and {Words(incl)}");
        return hold != null ? null
            : isSame ? Priced(tariff, placement, PriceOrigin.ChargerAndBridge, _pricer.Calculator)
            : decision == HeldDecision.Lower && (session.CostExclMicros < excl || session.CostInclMicros < incl)
                ? PricedDownTo(
                    new ChargerAmount(Math.Min(excl, session.CostExclMicros), Math.Min(incl, session.CostInclMicros)),
                    tariff,
                    placement)
            : Priced(tariff, placement, PriceOrigin.BridgeDecided, _pricer.Calculator);

        string Words(long micros)
        {
            return Quantity.Price(micros, tariff.Device.CurrencyDecimals);
        }
    }

    private PricedSession PricedDownTo(ChargerAmount most, PublishedTariff tariff, SessionPlacement placement)
    {
        return new PricedSession(
            tariff,
            placement,
            PriceOrigin.ChargerDecided,
            most.ExclMicros,
            most.InclMicros,
            BillLines.DownTo(most, tariff.Device, _pricer.Calculator, _cost, tariff.StatedVat),
            IsVatByRate: true);
    }

    private PricedSession? PriceInDoubt(PublishedTariff tariff, ChargingSession session, SessionPlacement placement, out Hold? hold)
    {
        hold = _doubtfulPricer.TryPrice(tariff.Device, session, placement, _cost)
            ? null
            : new Hold(
                HoldReason.TooManyPrices,
                $"more than {CheapestPrices.LookCountMax} combinations in one of {session.PeriodCount} periods");
        PriceOrigin origin =
            _doubtfulPricer.IsEstimated ? PriceOrigin.BridgeEstimate
            : session.TariffId.Length > 0 && session.TariffHash != tariff.Device.Hash ? PriceOrigin.BridgeOtherTariff
            : PriceOrigin.Bridge;
        return hold == null ? Priced(tariff, placement, origin, _doubtfulPricer.Calculator) : null;
    }

    private PricedSession Priced(PublishedTariff tariff, SessionPlacement placement, PriceOrigin origin, CostCalculator used)
    {
        return new PricedSession(
            tariff,
            placement,
            origin,
            _cost.TotalExcl.Micros,
            _cost.TotalIncl.Micros,
            _isVatByRate
                ? BillLines.Of(tariff.Device, used, _cost, tariff.StatedVat)
                : FormerBillLines.Of(tariff.Device, used, _cost),
            _isVatByRate);
    }
}
