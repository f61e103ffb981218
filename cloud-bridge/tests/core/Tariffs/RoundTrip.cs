using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>OCPI, device form, its JSON, device form, OCPI, its JSON, OCPI, device form: the ends must price the same.</summary>
internal static class RoundTrip
{
    /// <summary>Prices a session with both ends and compares every amount.</summary>
    public static void AssertPricesTheSame(OcpiTariff tariff, SessionStory story)
    {
        Tariff device = SlowPricingTests.Compile(tariff, story);
        Assert.IsTrue(DeviceTariffJson.TryRead(DeviceTariffJson.Write(device), out Tariff? received, out string? defect), defect);
        OcpiTariff decompiled = DeviceTariffDecompiler.Decompile(received, tariff.CountryCode, tariff.PartyId, tariff.LastUpdated);
        bool isRead = OcpiTariffReader.TryRead(
            OcpiTariffWriter.Write(decompiled),
            out OcpiTariff? back,
            out IReadOnlyList<TariffDefect> defects);
        Assert.IsTrue(isRead, string.Join("; ", defects));

        Cost there = SlowPricingTests.Price(device, story);
        Cost andBack = SlowPricingTests.Price(SlowPricingTests.Compile(back!, story), story);
        Assert.AreEqual(there.TotalExcl.Micros, andBack.TotalExcl.Micros);
        Assert.AreEqual(there.TotalIncl.Micros, andBack.TotalIncl.Micros);
        foreach (PriceDimension dimension in Enum.GetValues<PriceDimension>())
        {
            Assert.AreEqual(there.Excl(dimension).Micros, andBack.Excl(dimension).Micros, dimension.ToString());
            Assert.AreEqual(there.Incl(dimension).Micros, andBack.Incl(dimension).Micros, dimension.ToString());
        }
    }
}
