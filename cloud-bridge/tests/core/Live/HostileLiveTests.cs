using System.Globalization;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Live;

/// <summary>Live values at the edges of what is read: whatever a charger sends, a page that shows it must not fail.</summary>
[TestClass]
public sealed class HostileLiveTests
{
    private const string StepTariff = """
        {"country_code":"DE","party_id":"ALL","id":"step","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "max_price":{"excl_vat":3.00},
         "elements":[
          {"price_components":[{"type":"ENERGY","price":0.30,"step_size":1}],"restrictions":{"max_kwh":5,"start_time":"20:00",
           "end_time":"23:00","max_duration":3600}},
          {"price_components":[{"type":"ENERGY","price":0.50,"step_size":1},{"type":"TIME","price":1.20,"step_size":60}]}]}
        """;

    private const long Now = 1780340400000;
    private const long UtcMaxMs = 4102444800000;

    [TestMethod]
    public void Prices_estimates_and_rows_of_a_board_can_be_made_of_every_value_that_is_read()
    {
        Assert.IsTrue(
            OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(StepTariff), out OcpiTariff? read, out IReadOnlyList<TariffDefect> defects),
            string.Join("; ", defects));
        Assert.IsTrue(
            DeviceTariffCompiler.TryCompile(read!, DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0), 1, out Tariff? tariff, out defects),
            string.Join("; ", defects));
        LiveBoard board = new();
        int count = 0;
        foreach (long at in new[] { 0, 1, Now, UtcMaxMs })
        {
            foreach (long duration in new[] { 0, 1, 10L * 366 * 86400000 })
            {
                foreach (long energy in new[] { 0, 4999999, 1000000000000 })
                {
                    foreach (long power in new[] { 0L, 100000, 1000000000 })
                    {
                        board.Put("c1", Topic.Live, Message(at, duration, energy, power), Now + count++);
                        LiveReading reading = board.ReadingOf("c1")!;
                        Assert.AreEqual(energy, reading.Session!.EnergyMilliwattHours);
                        string what = string.Create(CultureInfo.InvariantCulture, $"at {at}, {duration} ms, {energy} mWh, {power} mW");
                        try
                        {
                            RunningPrices.Of(tariff!, reading);
                            SessionEstimate.Of(tariff, reading, energy + 100000, out _);
                            SessionEstimate.Of(tariff, reading, 1000000000, out _);
                            BoardTotals.Of([
                                BoardRow.Of(
                                    new PlacedCharger
                                    {
                                        ChargerId = "c1",
                                        IsOnline = true,
                                        ConnectorStatus = "Charging",
                                        StatusUtcMs = Now,
                                    },
                                    reading,
                                    0,
                                    [],
                                    [],
                                    Now + count),
                            ]);
                        }
                        catch (Exception e) when (e is not AssertFailedException)
                        {
                            Assert.Fail(what + ": " + e);
                        }
                    }
                }
            }
        }

        Assert.HasCount(1, board.TrailOf("c1").Where(point => point.AtUtcMs == Now + count - 1).ToList());
    }

    private static byte[] Message(long atUtcMs, long durationMs, long energyMilliwattHours, long powerMilliwatts)
    {
        return Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"version":1,"atUtcMs":{{atUtcMs}},"status":"Charging","powerMilliwatts":{{powerMilliwatts}},"voltageMillivolts":10000000,
                 "currentMilliamps":10000000,"registerMilliwattHours":1000000000000000,
                 "session":{"sessionNumber":4294967295,"startUtcMs":0,"durationMs":{{durationMs}},
                  "energyMilliwattHours":{{energyMilliwattHours}},"costExclMicros":1000000000000000,"costInclMicros":1000000000000000,
                  "currency":"EUR"} }
                """));
    }
}
