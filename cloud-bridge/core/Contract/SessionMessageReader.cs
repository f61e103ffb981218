using System.Text.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Contract;

/// <summary>Reads the JSON of <see cref="SessionMessage"/>. Every bound is one that the tariff engine can price without overflow.</summary>
public static class SessionMessageReader
{
    /// <summary>The latest instant a charger may name: the year 2100.</summary>
    public const long UtcMaxMs = 4102444800000;

    private const long RegisterMax = 1000000000000000;
    private static readonly long SessionEnergyMax = PriceUnit.VolumeMax(PriceDimension.Energy);
    private static readonly long SessionMsMax = PriceUnit.VolumeMax(PriceDimension.Time);

    /// <summary>The record in a message; null with the defect when it is none.</summary>
    public static DurableRecord? Read(JsonElement root, string chargerId, out string? defect)
    {
        JsonFields fields = new(root);
        long sequence = fields.Number("sequence", 1, uint.MaxValue);
        ChargingSession session = ReadSession(fields, chargerId);
        byte[] previousMac = fields.Mac("previousMac");
        byte[] mac = fields.Mac("mac");
        defect = fields.Defect;
        return defect == null ? DurableRecord.Of(session, sequence, previousMac, mac) : null;
    }

    private static ChargingSession ReadSession(JsonFields fields, string chargerId)
    {
        ChargingSession session = new()
        {
            ConnectorType = fields.Text("connectorType", 1, 32),
            Number = fields.Number("sessionNumber", 1, uint.MaxValue),
            StartUtcMs = fields.Number("startUtcMs", 0, UtcMaxMs),
            StartQuality = fields.Quality("startClockQuality"),
            EndUtcMs = fields.Number("endUtcMs", 0, UtcMaxMs),
            EndQuality = fields.Quality("endClockQuality"),
            RegisterStartMilliwattHours = fields.Number("registerStartMilliwattHours", 0, RegisterMax),
            RegisterEndMilliwattHours = fields.Number("registerEndMilliwattHours", 0, RegisterMax),
            EndReason = fields.Word<EndReason>("endReason", EndReasonName.TryParse),
            IsTruncated = fields.OptionalFlag("isTruncated"),
            TariffId = fields.Text("tariffId", 0, 36),
            TariffVersion = (int)fields.Number("tariffVersion", 0, int.MaxValue),
            TariffHash = fields.Text("tariffHash", 0, 16),
            CostExclMicros = fields.Number("costExclMicros", ChargingSession.UnknownCost, long.MaxValue / 4),
            CostInclMicros = fields.Number("costInclMicros", ChargingSession.UnknownCost, long.MaxValue / 4),
        };

        if (fields.Text("sessionId", 1, 64) != SessionMessage.IdOf(chargerId, session.Number))
        {
            fields.Refuse("sessionId", "is not the charger's id with the session's number");
        }

        if (ConnectorType.CodeOf(session.ConnectorType) == ConnectorType.Unknown)
        {
            fields.Refuse("connectorType", "is not one of OCPI's");
        }

        if (session.EnergyMilliwattHours < 0 || session.EnergyMilliwattHours > SessionEnergyMax)
        {
            fields.Refuse("registerEndMilliwattHours", "is below the start or more than 1 MWh above it");
        }

        if (session.EndUtcMs != 0 && session.EndUtcMs < session.StartUtcMs)
        {
            fields.Refuse("endUtcMs", "is before startUtcMs");
        }

        ReadPeriods(fields, session);
        return session;
    }

    private static void ReadPeriods(JsonFields fields, ChargingSession session)
    {
        long totalMs = 0;
        long totalMilliwattHours = 0;
        foreach (JsonFields item in fields.Objects("periods", ChargingSession.PeriodCountMax))
        {
            ChargingPeriod period = session.AddPeriod();
            period.Kind = item.Word<PeriodKind>("kind", TryParseKind);
            period.StartUtcMs = item.Number("startUtcMs", 0, UtcMaxMs);
            period.DurationMs = item.Number("durationMs", 0, SessionMsMax);
            period.ChargingMs = item.OptionalNumber("chargingMs", 0, SessionMsMax);
            period.ParkingMs = item.OptionalNumber("parkingMs", 0, SessionMsMax);
            period.EnergyMilliwattHours = item.OptionalNumber("energyMilliwattHours", 0, SessionEnergyMax);
            period.SubstitutedMilliwattHours = item.OptionalNumber("substitutedMilliwattHours", 0, SessionEnergyMax);
            period.CurrentMilliamps = item.OptionalNumber("currentMilliamps", 0, int.MaxValue);
            period.PowerMilliwatts = item.OptionalNumber("powerMilliwatts", 0, int.MaxValue);
            period.IsMeterLost = item.OptionalFlag("isMeterLost");
            totalMs += period.DurationMs;
            totalMilliwattHours += period.EnergyMilliwattHours;
            if (period.ChargingMs + period.ParkingMs > period.DurationMs)
            {
                item.Refuse("durationMs", "is shorter than charging and parking together");
            }
        }

        if (totalMs > SessionMsMax || totalMilliwattHours > SessionEnergyMax)
        {
            fields.Refuse("periods", "are longer than 90 days or more than 1 MWh together");
        }
    }

    private static bool TryParseKind(string? name, out PeriodKind kind)
    {
        for (kind = PeriodKind.Charging; kind <= PeriodKind.Waiting; kind++)
        {
            if (name == SessionMessage.KindName(kind))
            {
                return true;
            }
        }

        kind = PeriodKind.Waiting;
        return false;
    }
}
