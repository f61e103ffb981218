using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Prices a session whose record leaves something open: when it was, or what was used before a price changed and what after. Each
/// period takes the lowest prices that can have held in it. Where that makes no difference, the cost is exact.</summary>
public sealed class DoubtfulSessionPricer
{
    /// <summary>What was used under each element, after <see cref="TryPrice"/>.</summary>
    public CostCalculator Calculator { get; } = new();

    /// <summary>Some price was in doubt, and the lowest was taken; steps are left out then.</summary>
    public bool IsEstimated { get; private set; }

    /// <summary>Makes the cost; false when more prices can have held than can be looked at.</summary>
    public bool TryPrice(Tariff tariff, ChargingSession session, SessionPlacement placement, Cost cost)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(placement);
        IsEstimated = false;
        if (!TrySelect(new CheapestPrices(tariff), session, placement))
        {
            return false;
        }

        Calculator.HasSteps = !IsEstimated;
        Calculator.Begin(tariff);
        foreach (ChargingPeriod period in session.Periods.Take(session.PeriodCount))
        {
            Calculator.Add(period);
        }

        Calculator.Total(cost);
        return true;
    }

    // A flat fee is due once for each element that was active. Where it is in doubt which were, one is billed, and only if no other is
    // certain.
    private bool TrySelect(CheapestPrices prices, ChargingSession session, SessionPlacement placement)
    {
        bool hasFlat = false;
        (int Period, int Packed)? doubtfulFlat = null;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            ChargingPeriod period = session.Periods[i];
            // A charger divides a period where the load changes a price only while it knows the price, and a truncated session is merged
            // again.
            bool isLoadKnown = session.TariffHash == prices.TariffHash && period.StartUtcMs != 0 && !session.IsTruncated;
            if (!prices.TryFind(period, placement.Periods[i], isLoadKnown))
            {
                return false;
            }

            IsEstimated |= prices.IsDoubtful(period);
            hasFlat |= prices.HasFlat && !prices.IsFlatDoubtful;
            period.PackedSelection = prices.Pack(withFlat: !prices.IsFlatDoubtful);
            if (doubtfulFlat == null && prices.HasFlat && prices.IsFlatDoubtful)
            {
                doubtfulFlat = (i, prices.Pack(withFlat: true));
            }
        }

        if (!hasFlat && doubtfulFlat is { } flat)
        {
            session.Periods[flat.Period].PackedSelection = flat.Packed;
        }

        return true;
    }
}
