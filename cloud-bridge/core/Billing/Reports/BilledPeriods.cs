using CloudBridge.Core.Billing.Bills;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>The periods of a billed session as the tariff engine takes them.</summary>
public static class BilledPeriods
{
    /// <summary>New periods, to be priced.</summary>
    public static ChargingPeriod[] Of(BilledSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. session.Periods.Select(period => new ChargingPeriod
        {
            StartUtcMs = period.Start.ToUnixTimeMilliseconds(),
            DurationMs = period.DurationMs,
            ChargingMs = period.ChargingMs,
            ParkingMs = period.ParkingMs,
            EnergyMilliwattHours = period.EnergyMilliwattHours,
            CurrentMilliamps = period.CurrentMilliamps,
            PowerMilliwatts = period.PowerMilliwatts,
            Kind = KindOf(period.Kind),
            IsMeterLost = period.IsMeterLost,
        })];
    }

    private static PeriodKind KindOf(string word)
    {
        return word switch
        {
            "Charging" => PeriodKind.Charging,
            "Parking" => PeriodKind.Parking,
            _ => PeriodKind.Waiting,
        };
    }
}
