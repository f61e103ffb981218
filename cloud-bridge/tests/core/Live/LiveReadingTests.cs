using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Tests.Stage.Live;

namespace CloudBridge.Tests.Core.Live;

[TestClass]
public sealed class LiveReadingTests
{
    private const long Now = 1780315200000;

    [TestMethod]
    public void What_a_charger_tells_of_its_session_is_read()
    {
        LiveReading reading = LiveReading.Read(LiveText.Charging(3, Now), Now + 40)!;

        Assert.AreEqual(
            (7400000L, 230000L, 32174L, 9000000L),
            (reading.PowerMilliwatts, reading.VoltageMillivolts, reading.CurrentMilliamps, reading.RegisterMilliwattHours));
        Assert.AreEqual(
            (3L, 973000L, 2000000L, (long?)720000L, (long?)600000L, "EUR", "simple", 1),
            (
                reading.Session!.Number,
                reading.Session.DurationMs,
                reading.Session.EnergyMilliwattHours,
                reading.Session.CostInclMicros,
                reading.Session.CostExclMicros,
                reading.Session.Currency,
                reading.Session.TariffId,
                reading.Session.TariffVersion));
    }

    [TestMethod]
    public void A_value_is_of_now_for_half_a_minute()
    {
        LiveReading reading = LiveText.Reading(Now);

        Assert.IsTrue(reading.IsFresh(Now + 30000));
        Assert.IsFalse(reading.IsFresh(Now + 30001));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow(
        "{\"version\":2,\"atUtcMs\":1,\"status\":\"Charging\",\"powerMilliwatts\":1,"
            + "\"voltageMillivolts\":1,\"currentMilliamps\":1,\"registerMilliwattHours\":1}"
    )]
    [DataRow(
        "{\"version\":1,\"atUtcMs\":1,\"status\":\"Charging\",\"powerMilliwatts\":-1,"
            + "\"voltageMillivolts\":1,\"currentMilliamps\":1,\"registerMilliwattHours\":1}"
    )]
    [DataRow(
        "{\"version\":1,\"atUtcMs\":1,\"status\":\"Charging\",\"powerMilliwatts\":1.5,"
            + "\"voltageMillivolts\":1,\"currentMilliamps\":1,\"registerMilliwattHours\":1}"
    )]
    [DataRow(
        "{\"version\":1,\"atUtcMs\":1,\"status\":\"<script>\\u0001\",\"powerMilliwatts\":1,"
            + "\"voltageMillivolts\":1,\"currentMilliamps\":1,\"registerMilliwattHours\":1}"
    )]
    [DataRow(
        "{\"version\":1,\"atUtcMs\":1,\"status\":\"Charging\",\"powerMilliwatts\":1,"
            + "\"voltageMillivolts\":1,\"currentMilliamps\":1,\"registerMilliwattHours\":1,\"session\":{\"sessionNumber\":0}}"
    )]
    public void What_is_no_live_message_is_not_read(string text)
    {
        Assert.IsNull(LiveReading.Read(Encoding.UTF8.GetBytes(text), Now));
    }

    [TestMethod]
    public void An_amount_without_its_currency_says_nothing()
    {
        string text = Encoding.UTF8.GetString(LiveText.Charging(1, Now)).Replace("\"currency\":\"EUR\",", "", StringComparison.Ordinal);

        Assert.IsNull(LiveReading.Read(Encoding.UTF8.GetBytes(text), Now)!.Session!.CostInclMicros);
    }
}
