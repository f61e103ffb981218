using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Tariffs;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class DeviceTariffCompilerTests
{
    private static readonly DateTimeZone LosAngeles = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    [TestMethod]
    public void Each_value_arrives_in_the_chargers_own_unit()
    {
        // 0.06087 -> 60,870 micro-units; 8.1 % -> 81,000 ppm; 0.5 kWh -> 500,000 mWh; 32.5 A -> 32,500 mA; 3.7 kW -> 3,700,000 mW;
        // 2019-06-01 is day 18048; MONDAY and SUNDAY are bits 0 and 6: 65.
        const string Restrictions = """
            "start_time": "22:30", "end_time": "06:00", "start_date": "2019-06-01", "end_date": "2019-06-02", "min_kwh": 0.5, "max_kwh": 1,
            "min_current": 32.5, "max_current": 33, "min_power": 3.7, "max_power": 4, "min_duration": 60, "max_duration": 61,
            "day_of_week": ["SUNDAY", "MONDAY"]
            """;
        string element = OcpiText
            .Element("ENERGY", "0.06087", Restrictions, 100)
            .Replace("\"step_size\"", "\"vat\": 8.1, \"step_size\"", StringComparison.Ordinal);
        TariffElement device = Compile(OcpiText.Tariff(element)).Elements[0];
        Assert.AreEqual(60870L, device.EnergyPriceMicros);
        Assert.AreEqual(81000, device.EnergyVatPpm);
        Assert.AreEqual(100, device.EnergyStepWattHours);
        Assert.AreEqual(TariffElement.NoPrice, device.TimePriceMicros);
        Assert.AreEqual(1350, device.StartMinute);
        Assert.AreEqual(360, device.EndMinute);
        Assert.AreEqual(18048, device.StartDay);
        Assert.AreEqual(18049, device.EndDay);
        Assert.AreEqual(65, device.DayOfWeekMask);
        Assert.AreEqual(500000L, device.MinMilliwattHours);
        Assert.AreEqual(1000000L, device.MaxMilliwattHours);
        Assert.AreEqual(32500L, device.MinMilliamps);
        Assert.AreEqual(33000L, device.MaxMilliamps);
        Assert.AreEqual(3700000L, device.MinMilliwatts);
        Assert.AreEqual(4000000L, device.MaxMilliwatts);
        Assert.AreEqual(60L, device.MinDurationSeconds);
        Assert.AreEqual(61L, device.MaxDurationSeconds);
    }

    [TestMethod]
    public void Local_time_is_a_table_from_the_first_instant_on()
    {
        // Los Angeles: -8 h, from 10 March 2019 10:00 UTC -7 h, from 3 November 09:00 UTC -8 h, from 8 March 2020 10:00 UTC -7 h.
        // 458 days from 1 March 2019 end on 1 June 2020.
        Tariff device = OcpiText.Compile(
            OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1"))),
            LosAngeles,
            Instant.FromUtc(2019, 3, 1, 0, 0));
        Assert.AreEqual(
            """
            2019-03-01T00:00:00Z -28800
            2019-03-10T10:00:00Z -25200
            2019-11-03T09:00:00Z -28800
            2020-03-08T10:00:00Z -25200
            """,
            string.Join(
                "\n",
                device.UtcOffsets.Select(offset => $"{Instant.FromUnixTimeMilliseconds(offset.FromUtcMs)} {offset.OffsetSeconds}")));
    }

    [TestMethod]
    public void A_zone_without_changes_has_one_row()
    {
        Tariff device = OcpiText.Compile(
            OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1"))),
            DateTimeZoneProviders.Tzdb["Asia/Kathmandu"],
            Instant.FromUtc(2019, 1, 1, 0, 0));
        // UTC+5:45.
        Assert.AreEqual(20700, device.UtcOffsets.Single().OffsetSeconds);
    }

    [TestMethod]
    public void An_interval_with_too_many_changes_is_refused()
    {
        // Two changes a year: ten years have 20.
        OcpiTariff tariff = OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1")));
        Interval interval = new(Instant.FromUtc(2010, 1, 1, 0, 0), Instant.FromUtc(2020, 1, 1, 0, 0));
        Assert.IsFalse(DeviceTariffCompiler.TryCompile(tariff, LosAngeles, interval, 1, out _, out IReadOnlyList<TariffDefect> defects));
        Assert.AreEqual(
            "$: the charger can hold 16 changes of local time, and America/Los_Angeles has 21 in this time",
            defects.Single().ToString());
    }

    [TestMethod]
    public void The_longest_tariff_fits_the_chargers_flash()
    {
        // 32 elements with all four prices and all restrictions at their longest, some 645 bytes each, are 20,640, and the head; the
        // charger keeps 24,576.
        string components = string.Join(
            ",",
            new[] { "ENERGY", "TIME", "PARKING_TIME", "FLAT" }.Select(type =>
                $$"""{ "type": "{{type}}", "price": 1000000, "vat": 100, "step_size": 86400 }"""));
        const string Restrictions = """
            "start_time": "22:30", "end_time": "21:00", "start_date": "9998-12-31", "end_date": "9999-12-31",
            "min_kwh": 999999.999999, "max_kwh": 1000000,
            "min_current": 99999.999, "max_current": 100000, "min_power": 99999.999999, "max_power": 100000,
            "min_duration": 999999999, "max_duration": 1000000000, "day_of_week": ["SUNDAY", "MONDAY"]
            """;
        string element = $$"""{ "price_components": [{{components}}], "restrictions": { {{Restrictions}} } }""";
        OcpiTariff tariff = OcpiText.Read(OcpiText.Tariff(string.Join(",", Enumerable.Repeat(element, 32))));
        Assert.IsTrue(
            DeviceTariffCompiler.TryCompile(tariff, DateTimeZone.Utc, Instant.FromUtc(2019, 1, 1, 0, 0), 1, out Tariff? device, out _));
        int length = DeviceTariffJson.Write(device!).Length;
        Assert.IsTrue(length > 20640 && length <= TariffCache.TextMax, $"{length}");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void A_step_is_what_the_text_says(int step)
    {
        Assert.AreEqual(step, Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "", step))).Elements[0].EnergyStepWattHours);
    }

    [TestMethod]
    public void In_the_first_format_a_step_of_one_was_none()
    {
        OcpiTariff tariff = OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "", 1)));
        Interval year = new(Instant.FromUtc(2019, 1, 1, 0, 0), Instant.FromUtc(2020, 1, 1, 0, 0));
        Assert.IsTrue(DeviceTariffCompiler.TryCompile(tariff, LosAngeles, year, 1, out Tariff? device, out _, Tariff.FirstFormat));
        Assert.AreEqual(0, device!.Elements[0].EnergyStepWattHours);
        Assert.AreEqual(Tariff.FirstFormat, device.Format);
    }

    [TestMethod]
    [DataRow("JPY", 0)]
    [DataRow("EUR", 2)]
    [DataRow("KWD", 3)]
    [DataRow("CLF", 4)]
    public void The_currency_says_its_decimals(string currency, int decimals)
    {
        Assert.AreEqual(
            decimals,
            Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "1")).Replace("EUR", currency, StringComparison.Ordinal)).CurrencyDecimals);
    }

    [TestMethod]
    public void The_hash_knows_content_and_not_its_writing()
    {
        string hash = Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "0.25"))).Hash;
        Assert.AreEqual(16, hash.Length);
        Assert.AreEqual(
            hash,
            Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "0.2500")).Replace("\n", "\n\n", StringComparison.Ordinal)).Hash);
        Assert.AreNotEqual(hash, Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "0.26"))).Hash);
    }

    [TestMethod]
    public void A_missing_window_is_the_whole_day()
    {
        TariffElement from = Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "\"start_time\": \"08:00\""))).Elements[0];
        Assert.AreEqual(480, from.StartMinute);
        Assert.AreEqual(1440, from.EndMinute);
        TariffElement until = Compile(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "\"end_time\": \"08:00\""))).Elements[0];
        Assert.AreEqual(0, until.StartMinute);
        Assert.AreEqual(480, until.EndMinute);
    }

    private static Tariff Compile(string json)
    {
        return OcpiText.Compile(OcpiText.Read(json), DateTimeZone.Utc, Instant.FromUtc(2019, 1, 1, 0, 0));
    }
}
