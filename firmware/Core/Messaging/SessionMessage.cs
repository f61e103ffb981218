using Firmware.Core.Json;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Messaging;

/// <summary>The summary of a session as JSON.</summary>
public static class SessionMessage
{
    /// <summary>Version of this message.</summary>
    public const int Version = 1;

    private const int HeadMax = 1024;
    private const int PeriodMax = 320;

    /// <summary>The longest message of a session with a number of periods, in bytes.</summary>
    public static int LengthMax(int periodCount)
    {
        return HeadMax + (periodCount * PeriodMax);
    }

    /// <summary>Writes a finished session. Values that are at their default (0, false) are left out of periods.</summary>
    public static void Write(JsonWriter json, string chargerId, long sequence, ChargingSession session, string previousMac, string mac)
    {
        json.Begin();
        json.Member("version", Version);
        json.Member("sequence", sequence);
        json.Member("sessionId", IdOf(chargerId, session.Number));
        json.Member("sessionNumber", session.Number);
        json.Member("connectorType", session.ConnectorType);
        json.Member("startUtcMs", session.StartUtcMs);
        json.Member("startClockQuality", ClockQualityLetter.Of(session.StartQuality));
        json.Member("endUtcMs", session.EndUtcMs);
        json.Member("endClockQuality", ClockQualityLetter.Of(session.EndQuality));
        json.Member("registerStartMilliwattHours", session.RegisterStartMilliwattHours);
        json.Member("registerEndMilliwattHours", session.RegisterEndMilliwattHours);
        json.Member("endReason", EndReasonName.Of(session.EndReason));
        json.Member("isTruncated", session.IsTruncated);
        json.Member("tariffId", session.TariffId);
        json.Member("tariffVersion", session.TariffVersion);
        json.Member("tariffHash", session.TariffHash);
        json.Member("costExclMicros", session.CostExclMicros);
        json.Member("costInclMicros", session.CostInclMicros);
        json.BeginList("periods");
        for (int i = 0; i < session.PeriodCount; i++)
        {
            WritePeriod(json, session.Periods[i]);
        }

        json.EndList();
        json.Member("previousMac", previousMac);
        json.Member("mac", mac);
        json.End();
    }

    /// <summary>The id of a session.</summary>
    public static string IdOf(string chargerId, long number)
    {
        return chargerId + "-" + number.ToString();
    }

    /// <summary>The name of what the vehicle did.</summary>
    public static string KindName(PeriodKind kind)
    {
        switch (kind)
        {
            case PeriodKind.Charging: return "Charging";
            case PeriodKind.Parking: return "Parking";
            default: return "Waiting";
        }
    }

    private static void WritePeriod(JsonWriter json, ChargingPeriod period)
    {
        json.BeginItem();
        json.Member("kind", KindName(period.Kind));
        json.Member("startUtcMs", period.StartUtcMs);
        json.Member("durationMs", period.DurationMs);
        OptionalMember(json, "chargingMs", period.ChargingMs);
        OptionalMember(json, "parkingMs", period.ParkingMs);
        OptionalMember(json, "energyMilliwattHours", period.EnergyMilliwattHours);
        OptionalMember(json, "substitutedMilliwattHours", period.SubstitutedMilliwattHours);
        OptionalMember(json, "currentMilliamps", period.CurrentMilliamps);
        OptionalMember(json, "powerMilliwatts", period.PowerMilliwatts);
        if (period.IsMeterLost)
        {
            json.Member("isMeterLost", true);
        }

        json.EndObject();
    }

    private static void OptionalMember(JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.Member(name, value);
        }
    }
}
