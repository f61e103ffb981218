using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>The engine against <see cref="SlowPricing"/>. A failure prints the seed that brings it back.</summary>
[TestClass]
public sealed class SlowPricingTests
{
    private const int All = 5000;
    private const int Sample = 400;
    private const long Millionths = 1_000_000;

    private static readonly Gen<(SessionStory Story, OcpiTariff Tariff)> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select (story, tariff);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public void The_engine_and_the_slow_calculation_agree_to_the_micro_unit()
    {
        Cases.Sample(
            (story, tariff) =>
            {
                (Fraction excl, Fraction incl) = SlowPricing.Price(tariff, story);
                Cost cost = Price(Compile(tariff, story), story);
                Assert.AreEqual(excl.Floor(Millionths), cost.TotalExcl.Micros, "excluding VAT");
                Assert.AreEqual(incl.Floor(Millionths), cost.TotalIncl.Micros, "including VAT");
                Assert.AreEqual(excl.HalfUp(100), cost.TotalExcl.Rounded(2), "in cents");
                Assert.AreEqual(incl.HalfUp(10_000), cost.TotalIncl.Rounded(4), "with 4 decimals");
            },
            iter: LongRun.Of(All, Sample),
            writeLine: TestContext.WriteLine,
            print: Print);
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public void A_tariff_prices_the_same_after_its_way_to_the_charger_and_back()
    {
        Cases.Sample(
            (story, tariff) => RoundTrip.AssertPricesTheSame(tariff, story),
            iter: LongRun.Of(All, Sample) / 10,
            writeLine: TestContext.WriteLine,
            print: Print);
    }

    [TestMethod]
    public void The_slow_calculation_knows_the_example_by_hand()
    {
        // 16:35 local: 25 min x 1.20/h + 10 min (20 with the step) x 2.40/h = 0.50 + 0.80 = 1.30.
        const string Elements = """
            { "price_components": [ { "type": "TIME", "price": 1.20, "step_size": 1800 } ], "restrictions": { "end_time": "17:00" } },
            { "price_components": [ { "type": "TIME", "price": 2.40, "step_size": 900 } ] }
            """;
        SessionStory story = new(
            DateTimeZoneProviders.Tzdb["Europe/Amsterdam"],
            Instant.FromUtc(2019, 1, 7, 15, 35),
            [new Phase(PeriodKind.Charging, 2100, 0, 0)]);
        Assert.AreEqual("13/10", SlowPricing.Price(OcpiText.Read(OcpiText.Tariff(Elements)), story).Excl.ToString());
    }

    /// <summary>The device form for the time of the story.</summary>
    internal static Tariff Compile(OcpiTariff tariff, SessionStory story)
    {
        bool isCompiled = DeviceTariffCompiler.TryCompile(
            tariff,
            story.Zone,
            new Interval(story.Start, story.End),
            1,
            out Tariff? device,
            out IReadOnlyList<TariffDefect> defects);
        Assert.IsTrue(isCompiled, string.Join("; ", defects));
        return device!;
    }

    /// <summary>The engine's cost of the story.</summary>
    internal static Cost Price(Tariff device, SessionStory story)
    {
        ChargingPeriod[] parts = CdrPeriodSplitter.Split(device, story.Periods());
        Cost cost = new();
        new SessionPricer().Price(device, parts, parts.Length, cost);
        return cost;
    }

    private static string Print((SessionStory Story, OcpiTariff Tariff) one)
    {
        return $"{one.Story}\n{System.Text.Encoding.UTF8.GetString(OcpiTariffWriter.Write(one.Tariff))}";
    }
}
