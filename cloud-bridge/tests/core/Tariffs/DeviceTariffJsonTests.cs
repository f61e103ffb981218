using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class DeviceTariffJsonTests
{
    [TestMethod]
    public void Members_at_their_default_are_left_out()
    {
        Assert.AreEqual(
            """{"format":1,"id":"t","version":3,"hash":"0123456789abcdef","currency":"EUR","currencyDecimals":2,"""
                + "\"elements\":[{\"energyPriceMicros\":250000},{\"flatPriceMicros\":0,\"endMinute\":480}],"
                + "\"utcOffsets\":[{\"offsetSeconds\":3600}]}",
            Encoding.UTF8.GetString(DeviceTariffJson.Write(Small())));
    }

    [TestMethod]
    public void What_was_left_out_is_read_as_its_default()
    {
        Assert.IsTrue(DeviceTariffJson.TryRead(DeviceTariffJson.Write(Small()), out Tariff? tariff, out _));
        Assert.AreEqual(long.MaxValue, tariff.MaxExclMicros);
        Assert.AreEqual(TariffElement.NoPrice, tariff.Elements[0].FlatPriceMicros);
        Assert.AreEqual(0L, tariff.Elements[1].FlatPriceMicros);
        Assert.AreEqual(TariffElement.AllDays, tariff.Elements[1].DayOfWeekMask);
    }

    [TestMethod]
    [DataRow("", "not JSON of a tariff, at $, line 1, column 1")]
    [DataRow("null", "the message is null")]
    [DataRow("{}", "format is not 1 or 2")]
    // The library's position is that behind the value, which is character 18.
    [DataRow("{\"format\":1,\"id\":5}", "not JSON of a tariff, at $.id, line 1, column 19")]
    [DataRow("{\"format\":1,\"id\":null}", "id is not 1 to 36 characters")]
    [DataRow(
        "{\"format\":1,\"id\":\"t\",\"version\":1,\"hash\":\"0123456789abcdef\",\"currency\":\"EUR\","
            + "\"elements\":[{\"dayOfWeekMask\":255}]}",
        "element 0: day_of_week names a day beyond Sunday"
    )]
    public void What_is_no_tariff_is_refused_in_words(string json, string expected)
    {
        Assert.IsFalse(DeviceTariffJson.TryRead(Encoding.UTF8.GetBytes(json), out _, out string? defect));
        Assert.AreEqual(expected, defect);
    }

    [TestMethod]
    public void The_largest_tariff_fits_in_the_message()
    {
        // 32 elements with everything set.
        Tariff tariff = Small();
        tariff.Elements =
        [
            .. Enumerable.Repeat(
                new TariffElement
                {
                    EnergyPriceMicros = Tariff.PriceMaxMicros,
                    EnergyVatPpm = 190000,
                    EnergyStepWattHours = 1000000,
                    TimePriceMicros = Tariff.PriceMaxMicros,
                    TimeVatPpm = 190000,
                    TimeStepSeconds = 86400,
                    ParkingTimePriceMicros = Tariff.PriceMaxMicros,
                    ParkingTimeVatPpm = 190000,
                    ParkingTimeStepSeconds = 86400,
                    FlatPriceMicros = Tariff.PriceMaxMicros,
                    FlatVatPpm = 190000,
                    StartMinute = 1439,
                    EndMinute = 1438,
                    StartDay = 20000,
                    EndDay = 30000,
                    DayOfWeekMask = 1,
                    MinMilliwattHours = 999999999998,
                    MaxMilliwattHours = 999999999999,
                    MinMilliamps = 99999998,
                    MaxMilliamps = 99999999,
                    MinMilliwatts = 99999999998,
                    MaxMilliwatts = 99999999999,
                    MinDurationSeconds = 999999998,
                    MaxDurationSeconds = 999999999,
                    IsReservationOnly = true,
                },
                32),
        ];
        byte[] json = DeviceTariffJson.Write(tariff);
        Assert.IsTrue(DeviceTariffJson.TryRead(json, out _, out string? defect), defect);
    }

    private static Tariff Small()
    {
        return new Tariff
        {
            Format = 1,
            Id = "t",
            Version = 3,
            Hash = "0123456789abcdef",
            Currency = "EUR",
            CurrencyDecimals = 2,
            Elements = [new TariffElement { EnergyPriceMicros = 250000 }, new TariffElement { FlatPriceMicros = 0, EndMinute = 480 }],
            UtcOffsets = [new UtcOffset { OffsetSeconds = 3600 }],
        };
    }
}
