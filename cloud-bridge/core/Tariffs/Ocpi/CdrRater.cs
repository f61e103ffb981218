using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Prices a CDR under an OCPI tariff, with the charger's own engine. The tariff's validity dates are not asked: the caller chose
/// it.</summary>
public static class CdrRater
{
    /// <summary>The totals of a CDR; false, and the defects, when it cannot be priced under this tariff.</summary>
    public static bool TryRate(
        OcpiTariff tariff,
        OcpiCdr cdr,
        DateTimeZone zone,
        out CdrTotals? totals,
        out IReadOnlyList<TariffDefect> defects)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(cdr);
        totals = null;
        if (tariff.Currency != cdr.Currency)
        {
            defects = [new TariffDefect("$.currency", $"the CDR is in {cdr.Currency}, the tariff in {tariff.Currency}")];
            return false;
        }

        Interval session = new(cdr.StartDateTime, cdr.EndDateTime);
        if (!DeviceTariffCompiler.TryCompile(tariff, zone, session, 1, out Tariff? device, out defects)
            || !CdrPeriods.TryConvert(cdr, device!, out IReadOnlyList<ChargingPeriod> periods, out defects))
        {
            return false;
        }

        ChargingPeriod[] parts = CdrPeriodSplitter.Split(device!, periods);
        Cost cost = new();
        new SessionPricer().Price(device!, parts, parts.Length, cost);
        totals = CdrTotals.Of(parts, cost);
        return true;
    }
}
