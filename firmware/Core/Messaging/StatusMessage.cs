using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Json;

namespace Firmware.Core.Messaging;

/// <summary>The charger's state as JSON, retained by the broker.</summary>
public static class StatusMessage
{
    /// <summary>Version of this message.</summary>
    public const int Version = 1;

    /// <summary>What the broker publishes when the connection is lost: the last will.</summary>
    public const string Offline = "{\"version\":1,\"online\":false}";

    /// <summary>Writes the state of now.</summary>
    public static void Write(JsonWriter json, AgentConfig config, ConnectorStatus status, FaultMonitor faults, AgentCounters counters)
    {
        json.Begin();
        json.Member("version", Version);
        json.Member("online", true);
        json.Member("status", ConnectorStatusName.Of(status));
        bool isFaulty = faults.TryGetWorst(out FaultCode worst);
        json.Member("errorCode", isFaulty ? FaultTable.ErrorCodeOf(worst) : "NoError");
        json.Member("vendorCode", isFaulty ? FaultTable.VendorCodeOf(worst) : "");
        json.Member("faultMask", faults.ActiveMask);
        json.Member("connectorType", config.ConnectorType);
        json.Member("ratedCurrentMilliamps", config.RatedCurrentMilliamps);
        json.Member("ratedPowerMilliwatts", config.RatedPowerMilliwatts);
        json.Member("firmware", config.FirmwareVersion);
        json.Member("bootCount", counters.BootCount);
        json.Member("bootReason", counters.BootReason);
        json.Member("uptimeMs", counters.UptimeMs);
        json.Member("clockQuality", counters.ClockQuality);
        json.Member("tariffVersion", counters.TariffVersion);
        json.Member("tariffHash", counters.TariffHash);
        json.Member("recordsWaiting", counters.RecordsWaiting);
        json.Member("meterGaps", counters.MeterGaps);
        json.Member("meterImplausible", counters.MeterImplausible);
        json.Member("sensorErrors", counters.SensorErrors);
        json.Member("zeroOffsetMilliamps", counters.ZeroOffsetMilliamps);
        json.Member("contactorCycles", counters.ContactorCycles);
        json.Member("hotOpenings", counters.HotOpenings);
        json.Member("overTemperatureTrips", counters.OverTemperatureTrips);
        json.Member("outboxBytesFree", counters.OutboxBytesFree);
        json.Member("alertsDropped", counters.AlertsDropped);
        json.Member("recordsGivenUp", counters.RecordsGivenUp);
        json.Member("messagesRefused", counters.MessagesRefused);
        json.End();
    }
}
