using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Tariffs;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class RoundTripTests
{
    [TestMethod]
    public void Every_tariff_of_the_specification_and_the_real_one_price_the_same_on_the_way_back()
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
        Phase[] phases =
        [
            new(PeriodKind.Charging, 5400, 2, 31m),
            new(PeriodKind.Charging, 20000, 4, 43m),
            new(PeriodKind.Waiting, 600, 0, 0),
            new(PeriodKind.Parking, 30000, 0, 0),
        ];
        foreach ((string name, byte[] json) in SharedFiles.Tariffs())
        {
            Assert.IsTrue(OcpiTariffReader.TryRead(json, out OcpiTariff? tariff, out _), name);

            // Over the change of 10 March, and in summer.
            RoundTrip.AssertPricesTheSame(tariff!, new SessionStory(zone, Instant.FromUtc(2019, 3, 10, 4, 17), phases));
            RoundTrip.AssertPricesTheSame(tariff!, new SessionStory(zone, Instant.FromUtc(2019, 7, 3, 15, 2), phases));
        }
    }

    [TestMethod]
    public void What_is_written_as_ocpi_is_read_as_the_same_tariff()
    {
        foreach ((string name, byte[] json) in SharedFiles.Tariffs())
        {
            OcpiTariff first = OcpiText.Read(Encoding.UTF8.GetString(json));
            byte[] written = OcpiTariffWriter.Write(first);
            OcpiTariff second = OcpiText.Read(Encoding.UTF8.GetString(written));
            Assert.AreEqual(DeviceTariffCompiler.HashOf(first), DeviceTariffCompiler.HashOf(second), name);
        }
    }
}
