using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>Sessions for tests, as a charger would have recorded them.</summary>
public static class ScriptedSession
{
    /// <summary>2026-03-02 10:00:00 UTC, a Monday.</summary>
    public const long StartUtcMs = 1772445600000;

    /// <summary>One hour of charging with this energy, priced with the tariff; a null tariff leaves the cost unknown.</summary>
    public static ChargingSession OneHour(long number, long registerStart, long energyMilliwattHours, Tariff? tariff)
    {
        ChargingSession session = new()
        {
            Number = number,
            ConnectorType = "IEC_62196_T2",
            StartUtcMs = StartUtcMs + (number * 7200000),
            StartQuality = ClockQuality.Synchronised,
            EndUtcMs = StartUtcMs + (number * 7200000) + 3600000,
            EndQuality = ClockQuality.Synchronised,
            RegisterStartMilliwattHours = registerStart,
            RegisterEndMilliwattHours = registerStart + energyMilliwattHours,
        };
        ChargingPeriod period = session.AddPeriod();
        period.StartUtcMs = session.StartUtcMs;
        period.DurationMs = 3600000;
        period.ChargingMs = 3600000;
        period.EnergyMilliwattHours = energyMilliwattHours;
        if (tariff != null)
        {
            Price(session, tariff);
        }

        return session;
    }

    /// <summary>Names the tariff in the session and sets its cost as the charger does.</summary>
    public static void Price(ChargingSession session, Tariff tariff)
    {
        Cost cost = new();
        new SessionPricer().Price(tariff, session.Periods, session.PeriodCount, cost);
        session.TariffId = tariff.Id;
        session.TariffVersion = tariff.Version;
        session.TariffHash = tariff.Hash;
        session.CostExclMicros = cost.TotalExcl.Micros;
        session.CostInclMicros = cost.TotalIncl.Micros;
    }
}
