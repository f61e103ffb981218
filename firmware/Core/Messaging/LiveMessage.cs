using Firmware.Core.Connector;
using Firmware.Core.Json;
using Firmware.Core.Metering;
using Firmware.Core.Records;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Messaging;

/// <summary>The running value as JSON: what an owner sees while charging.</summary>
public static class LiveMessage
{
    /// <summary>Version of this message.</summary>
    public const int Version = 1;

    /// <summary>Writes the value of now.</summary>
    public static void Write(JsonWriter json, ConnectorStatus status, EnergyMeter meter, SessionTracker tracker, long atUtcMs)
    {
        json.Begin();
        json.Member("version", Version);
        json.Member("atUtcMs", atUtcMs);
        json.Member("status", ConnectorStatusName.Of(status));
        json.Member("powerMilliwatts", meter.PowerMilliwatts);
        json.Member("voltageMillivolts", meter.VoltageMillivolts);
        json.Member("currentMilliamps", meter.CurrentMilliamps);
        json.Member("registerMilliwattHours", meter.RegisterMilliwattHours);
        if (tracker.IsOpen)
        {
            WriteSession(json, tracker);
        }

        json.End();
    }

    private static void WriteSession(JsonWriter json, SessionTracker tracker)
    {
        ChargingSession session = tracker.Session;
        json.BeginObject("session");
        json.Member("sessionNumber", session.Number);
        json.Member("startUtcMs", session.StartUtcMs);
        json.Member("durationMs", tracker.DurationMs);
        json.Member("energyMilliwattHours", tracker.EnergyMilliwattHours);
        if (tracker.TryGetCost(out Cost cost))
        {
            json.Member("costExclMicros", cost.TotalExcl.Micros);
            json.Member("costInclMicros", cost.TotalIncl.Micros);
        }

        SessionPrice price = tracker.Price;
        Tariff? tariff = price.Tariff;
        if (tariff != null)
        {
            json.Member("currency", tariff.Currency);
            json.Member("tariffId", tariff.Id);
            json.Member("tariffVersion", tariff.Version);
            WritePrice(json, price, PriceDimension.Energy, "energyPriceMicros", "energyVatPpm");
            WritePrice(json, price, PriceDimension.Time, "timePriceMicros", "timeVatPpm");
            WritePrice(json, price, PriceDimension.ParkingTime, "parkingTimePriceMicros", "parkingTimeVatPpm");
            json.Member("nextEnergyPriceMicros", price.NextEnergyPriceMicros());
            json.Member("nextPriceUtcMs", price.NextUtcMs);
        }

        json.EndObject();
    }

    private static void WritePrice(JsonWriter json, SessionPrice price, PriceDimension dimension, string priceName, string vatName)
    {
        TariffElement? element = price.ElementOf(dimension);
        json.Member(priceName, element == null ? TariffElement.NoPrice : element.PriceMicrosOf(dimension));
        json.Member(vatName, element == null ? 0 : element.VatPpmOf(dimension));
    }
}
