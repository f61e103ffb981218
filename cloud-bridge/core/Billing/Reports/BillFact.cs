using CloudBridge.Core.Billing.Bills;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>What reports need of a bill beside its own figures.</summary>
public sealed record BillFact
{
    private static readonly PurchasePrice NoPurchase = new(0, 0, 0);

    /// <summary>Plug-in to unplug in ms; 0 where another bill of the session has it.</summary>
    public long PluggedMs { get; private init; }

    /// <summary>Time charging in ms.</summary>
    public long ChargingMs { get; private init; }

    /// <summary>Time plugged in after the vehicle had enough, in ms.</summary>
    public long ParkingMs { get; private init; }

    /// <summary>Time in which the vehicle waited for the charger, or the charger was without power, in ms.</summary>
    public long LostMs { get; private init; }

    /// <summary>What that time would have given at the session's average power while it charged, in mWh.</summary>
    public long LostMilliwattHours { get; private init; }

    /// <summary>What the energy cost the operator.</summary>
    public PurchasePrice Purchase { get; private init; } = NoPurchase;

    /// <summary>The hours of the local day; they add up to the bill.</summary>
    public required IReadOnlyList<HourShare> Hours { get; init; }

    /// <summary>What it charges at each rate of VAT.</summary>
    public required IReadOnlyList<VatByRate> Vat { get; init; }

    /// <summary>The facts of a bill. Energy is bought once for a session, whatever happens to its bill: purchase and times stand with the
    /// last bill of it, and a credit note takes them back only where another bill takes them on.</summary>
    /// <param name="bill">The bill; of a credit note, the bill that it takes back.</param>
    /// <param name="kind">What it is, one of <see cref="BillKind"/>.</param>
    /// <param name="isReplaced">Of a credit note: another bill took the place of what it takes back.</param>
    /// <param name="sold">The tariff it was priced with; null when nobody has it any more.</param>
    /// <param name="bought">What energy cost then and there; null when nobody said.</param>
    public static BillFact Of(Bill bill, string kind, bool isReplaced, Tariff? sold, PurchaseTariff? bought)
    {
        ArgumentNullException.ThrowIfNull(bill);
        IReadOnlyList<HourShare> hours = HourShares.Of(bill, sold);
        if (kind == BillKind.CreditNote)
        {
            BillFact back = isReplaced ? Of(bill, BillKind.Bill, false, sold, bought).Negative() : new BillFact { Hours = [], Vat = [] };
            return back with { Hours = [.. hours.Select(Negative)], Vat = [.. bill.VatByRate.Select(Negative)] };
        }

        BilledSession session = bill.Session;
        long pluggedMs = Math.Max(session.DurationMs, (long)(session.End - session.Start).TotalMilliseconds);
        long lostMs = pluggedMs - session.ChargingMs - session.ParkingMs;
        return new BillFact
        {
            Hours = hours,
            Vat = bill.VatByRate,
            PluggedMs = pluggedMs,
            ChargingMs = session.ChargingMs,
            ParkingMs = session.ParkingMs,
            LostMs = lostMs,
            LostMilliwattHours = session.ChargingMs == 0 ? 0 : (long)((Int128)lostMs * session.EnergyMilliwattHours / session.ChargingMs),
            Purchase = bought == null || bought.Currency != bill.Currency
                ? NoPurchase with { UnpricedMilliwattHours = session.EnergyMilliwattHours }
                : PurchasePrice.Of(bought.DeviceAt(session.Start.ToUnixTimeMilliseconds()), BilledPeriods.Of(session)),
        };
    }

    private BillFact Negative()
    {
        return this with
        {
            PluggedMs = -PluggedMs,
            ChargingMs = -ChargingMs,
            ParkingMs = -ParkingMs,
            LostMs = -LostMs,
            LostMilliwattHours = -LostMilliwattHours,
            Purchase = new PurchasePrice(-Purchase.Micros, -Purchase.Parts, -Purchase.UnpricedMilliwattHours),
        };
    }

    private static VatByRate Negative(VatByRate rate)
    {
        return rate with { ExclMinor = -rate.ExclMinor, VatMinor = -rate.VatMinor };
    }

    private static HourShare Negative(HourShare share)
    {
        return new HourShare(share.LocalHour, -share.EnergyMilliwattHours, -share.ExclMinor, -share.InclMinor);
    }
}
