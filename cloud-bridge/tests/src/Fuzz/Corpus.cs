using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Src.Fuzz;

/// <summary>Real messages to start from, by the agent's own writers, and tariffs. They are kept as files, so that a finding can be tried
/// again by hand; a test holds the files and the writers together.</summary>
internal static class Corpus
{
    /// <summary>The charger that says all this.</summary>
    public const string ChargerId = "fuzz-1";

    /// <summary>Prices by time of day and power, a fee, parking, steps, bounds.</summary>
    private const string RichTariff = """
        {"country_code":"DE","party_id":"ALL","id":"rich","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","type":"REGULAR",
         "tariff_alt_text":[{"language":"en","text":"by day and by night"}],"min_price":{"excl_vat":0.50,"incl_vat":0.55},
          "max_price":{"excl_vat":50,"incl_vat":59.5},
         "elements":[{"price_components":[{"type":"FLAT","price":0.50,"vat":19.0,"step_size":1},{"type":"PARKING_TIME","price":1.20,
          "vat":19.0,"step_size":60}],
          "restrictions":{"start_time":"07:00","end_time":"22:00","day_of_week":["MONDAY","TUESDAY","SUNDAY"]}},
          {"price_components":[{"type":"ENERGY","price":0.49,"vat":19.0,"step_size":100}],"restrictions":{"min_power":7.4,"max_power":22.0,
           "min_kwh":1.5,"max_duration":7200}},
          {"price_components":[{"type":"ENERGY","price":0.24,"vat":7.7,"step_size":1},{"type":"TIME","price":0.06087,"step_size":900}],
           "restrictions":{"start_date":"2026-01-01","end_date":"2027-01-01","max_current":32.0}},
          {"price_components":[{"type":"ENERGY","price":0.35,"vat":19.0,"step_size":1}]}]}
        """;

    /// <summary>Its key.</summary>
    public static byte[] DeviceKey { get; } = SHA256.HashData("the key of the corpus"u8);

    /// <summary>The OCPI texts.</summary>
    public static IReadOnlyList<(string Name, byte[] Json)> Tariffs { get; } =
        [("simple.ocpi.json", Encoding.UTF8.GetBytes(RunningBridge.SimpleTariff)), ("rich.ocpi.json", Encoding.UTF8.GetBytes(RichTariff))];

    /// <summary>The device forms.</summary>
    public static IReadOnlyList<(string Name, byte[] Json)> DeviceTariffs { get; } =
    [
        .. Tariffs.Select(tariff =>
            (tariff.Name.Replace("ocpi", "device", StringComparison.Ordinal), DeviceTariffJson.Write(Compiled(tariff.Json)))),
    ];

    /// <summary>The messages, in the order of their sequence; a status has none.</summary>
    public static IReadOnlyList<(string Name, Topic Topic, byte[] Json)> Messages { get; } = [.. MakeMessages()];

    /// <summary>A tariff in device form.</summary>
    public static Tariff Compiled(byte[] ocpiJson)
    {
        Assert.IsTrue(OcpiTariffReader.TryRead(ocpiJson, out OcpiTariff? tariff, out _));
        Assert.IsTrue(
            DeviceTariffCompiler.TryCompile(
                tariff!,
                DateTimeZoneProviders.Tzdb["Europe/Berlin"],
                Instant.FromUtc(2026, 1, 1, 0, 0),
                1,
                out Tariff? device,
                out _));
        return device!;
    }

    /// <summary>A session of so many periods of all kinds, as a charger would have recorded it.</summary>
    public static ChargingSession Session(long number, int periods, Tariff? tariff)
    {
        ChargingSession session = ScriptedSession.OneHour(number, 7360000 * (number - 1), 7360000, null);
        // Ten days each, so that the longest is over before the next begins.
        session.StartUtcMs = ScriptedSession.StartUtcMs + (number * 864000000);
        session.Periods[0].StartUtcMs = session.StartUtcMs;
        session.EndUtcMs = session.StartUtcMs + (3600000L * periods);
        session.Periods[0].EnergyMilliwattHours = 7360000 - (100000L * (periods - 1));
        for (int i = 1; i < periods; i++)
        {
            ChargingPeriod period = session.AddPeriod();
            period.Kind = (PeriodKind)(i % 3);
            period.StartUtcMs = session.StartUtcMs + (3600000L * i);
            period.DurationMs = 3600000;
            period.ChargingMs = period.Kind == PeriodKind.Charging ? 3500000 : 0;
            period.ParkingMs = 3600000 - period.ChargingMs;
            period.EnergyMilliwattHours = 100000;
            period.SubstitutedMilliwattHours = i % 5 == 0 ? 17 : 0;
            period.CurrentMilliamps = 16000 + i;
            period.PowerMilliwatts = 3680000 + i;
            period.IsMeterLost = i % 7 == 0;
        }

        if (tariff != null)
        {
            ScriptedSession.Price(session, tariff);
        }

        return session;
    }

    private static IEnumerable<(string Name, Topic Topic, byte[] Json)> MakeMessages()
    {
        ScriptedCharger charger = new(ChargerId, DeviceKey);
        Tariff simple = Compiled(Tariffs[0].Json);
        Tariff rich = Compiled(Tariffs[1].Json);
        ChargingSession afterCut = Session(3, 2, simple);
        (afterCut.EndReason, afterCut.StartQuality, afterCut.EndQuality) = (
            EndReason.PowerLoss,
            ClockQuality.Relative,
            ClockQuality.Informative);
        yield return ("session-simple.json", Topic.Session, charger.Record(Session(1, 1, simple)));
        yield return ("session-rich.json", Topic.Session, charger.Record(Session(2, 9, rich)));
        yield return ("alert-raised.json", Topic.Alert, charger.Record(AlertOf((int)FaultCode.OverVoltage, true, FaultSnapshot.Length)));
        yield return ("alert-cleared.json", Topic.Alert, charger.Record(AlertOf((int)FaultCode.OverVoltage, false, 0)));
        yield return ("session-after-cut.json", Topic.Session, charger.Record(afterCut));
        yield return ("session-longest.json", Topic.Session, charger.Record(Session(4, ChargingSession.PeriodCountMax, rich)));
        yield return ("session-without-tariff.json", Topic.Session, charger.Record(Session(5, 1, null)));
        yield return ("alert-charge-complete.json", Topic.Alert, charger.Record(AlertOf(Alert.ChargeComplete, true, 0)));
        yield return ("alert-setting-changed.json", Topic.Alert, charger.Record(AlertOf(Alert.SettingChanged, true, 0)));
        yield return ("status-online.json", Topic.Status, Status());
        yield return ("status-offline.json", Topic.Status, Encoding.UTF8.GetBytes(StatusMessage.Offline));
    }

    private static Alert AlertOf(int code, bool isRaised, int samples)
    {
        FaultSnapshot snapshot = new();
        for (int i = 0; i < samples; i++)
        {
            snapshot.Add(230000 + (1000 * i), 16000 - i, 2);
        }

        return new Alert(snapshot)
        {
            Code = code,
            IsRaised = isRaised,
            AtUtcMs = ScriptedSession.StartUtcMs,
            Quality = ClockQuality.Synchronised,
            SessionNumber = 2,
            SessionMilliwattHours = 7360000,
            Setting = code == Alert.SettingChanged ? 4 : 0,
            OldHash = 0x5c29930d,
            NewHash = 0xebc26fa8,
        };
    }

    private static byte[] Status()
    {
        AgentConfig config = new() { ChargerId = ChargerId };
        JsonWriter json = new(1024);
        AgentCounters counters = new()
        {
            BootCount = 3,
            BootReason = "PowerOn",
            UptimeMs = 123456789,
            ClockQuality = "S",
            TariffVersion = 1,
            TariffHash = "0123456789abcdef",
            ZeroOffsetMilliamps = -4,
            ContactorCycles = 1234,
            HotOpenings = 5,
            OutboxBytesFree = 122847,
        };
        StatusMessage.Write(json, config, ConnectorStatus.Charging, new FaultMonitor(config), counters);
        return json.Buffer[..json.Length];
    }
}
