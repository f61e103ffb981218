using CloudBridge.Core.Billing.Previews;
using CloudBridge.Tests.Core.Tariffs;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Previews;

[TestClass]
public sealed class TariffPreviewTests
{
    // 0.40 by day, 0.20 from 22:00 to 06:00, 1.00 once; 20 % VAT on energy.
    private const string NightTariff = """
        { "price_components": [ { "type": "ENERGY", "price": 0.20, "vat": 20, "step_size": 1 } ],
          "restrictions": { "start_time": "22:00", "end_time": "06:00" } },
        { "price_components": [ { "type": "ENERGY", "price": 0.40, "vat": 20, "step_size": 1 },
                                { "type": "FLAT", "price": 1.00, "step_size": 1 } ] },
        { "price_components": [ { "type": "FLAT", "price": 1.00, "step_size": 1 } ] }
        """;

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    // 2026-06-01 18:00 in Berlin.
    private static readonly Instant Evening = Instant.FromUtc(2026, 6, 1, 16, 0);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_session_over_the_change_costs_both_prices_and_each_flat_fee()
    {
        // 10 kWh at 10 kW from 21:30: 5 kWh x 0.40 + 5 kWh x 0.20 = 3.00, with 20 % 3.60. The flat fee is the second element's throughout:
        // 1.00.
        PreviewedCost cost = New()
            .CostAt(new ChargeWish(10000000, 10000000), (Evening + Duration.FromMinutes(210)).ToUnixTimeMilliseconds());

        Assert.AreEqual((400L, 460L, "EUR"), (cost.TotalExclMinor, cost.TotalInclMinor, cost.Currency));
        Assert.AreEqual(400L, cost.Lines.Sum(line => line.ExclMinor));
    }

    [TestMethod]
    public void The_cheapest_time_is_the_night_and_its_first_minute()
    {
        // 40 kWh at 10 kW take 4 hours: from 22:00 all of it at night. 40 x 0.20 x 1.2 + 1.00 = 10.60.
        long fromUtcMs = Evening.ToUnixTimeMilliseconds();
        PreviewedCost? cheapest = New().Cheapest(new ChargeWish(40000000, 10000000), fromUtcMs, fromUtcMs + 86400000);

        Assert.AreEqual((fromUtcMs + (4 * 3600000), 1060L), (cheapest!.StartUtcMs, cheapest.TotalInclMinor));
        Assert.IsNull(
            New().Cheapest(new ChargeWish(240001000, 10000000), fromUtcMs, fromUtcMs + 86400000),
            "24 hours and a moment do not fit into 24 hours");
    }

    [TestMethod]
    public void The_curve_has_a_step_for_each_change_and_includes_vat()
    {
        long fromUtcMs = Evening.ToUnixTimeMilliseconds();
        IReadOnlyList<PriceStep> curve = New().Curve(ChargeWish.Usual, fromUtcMs, fromUtcMs + 86400000);

        // 18:00 to 22:00 at 0.48, to 06:00 at 0.24, to 18:00 at 0.48.
        CollectionAssert.AreEqual(new long?[] { 480000, 240000, 480000 }, curve.Select(step => step.EnergyMicros).ToArray());
        CollectionAssert.AreEqual(new long[] { 4, 8, 12 }, curve.Select(step => (step.UntilUtcMs - step.FromUtcMs) / 3600000).ToArray());
    }

    [TestMethod]
    public void A_preview_costs_what_the_slow_calculation_says()
    {
        (from story in RandomSession.Any
         from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
         from seconds in Gen.Int[1, 40000]
         from units in RandomTariff.Pick<int>([1, 2, 4, 5, 8, 10])
         where tariff.Elements.Any(element => !element.IsReservationOnly)
         select (story, tariff, seconds, units)).Sample(
            (story, tariff, seconds, units) =>
            {
                // In units of 3.6 kW, which is 1 mWh in each ms; those that divide 1,000 reach each Wh at a whole ms, as the slow
                // calculation asks.
                ChargeWish wish = new(seconds * 1000L * units, units * 3600000L);
                Assert.AreEqual(seconds * 1000L, wish.DurationMs);
                SessionStory same = new(
                    story.Zone,
                    story.Start,
                    [new Phase(PeriodKind.Charging, seconds, units, wish.CurrentMilliamps / 1000m)]);

                (Fraction excl, Fraction incl) = SlowPricing.Price(tariff, same);
                PreviewedCost cost = new TariffPreview(tariff, story.Zone, story.Start).CostAt(wish, story.Start.ToUnixTimeMilliseconds());
                if (tariff.MinPrice == null && tariff.MaxPrice == null)
                {
                    // The VAT of each rate is rounded, so the gross is within half a cent a rate of what is exact, and half for the net.
                    long rates = cost.Lines.Select(line => line.VatPpm).Distinct().Count();
                    Assert.AreEqual(excl.HalfUp(100), cost.TotalExclMinor);
                    Assert.IsTrue(Math.Abs(incl.HalfUp(100) - cost.TotalInclMinor) <= 1 + rates, $"{incl} and {cost.TotalInclMinor}");
                }
                else
                {
                    // A bound that contradicts the rates gives way to the lower, never to the higher.
                    Assert.IsTrue(cost.TotalExclMinor <= excl.HalfUp(100), $"{excl} and {cost.TotalExclMinor}");
                }
            },
            iter: 300,
            writeLine: TestContext.WriteLine);
    }

    [TestMethod]
    public void No_minute_of_the_day_is_cheaper_than_the_cheapest()
    {
        (from tariff in RandomTariff.Around(new LocalDate(2026, 6, 1))
         from kwh in Gen.Int[1, 80]
         from minute in Gen.Int[0, 1439]
         where tariff.Elements.Any(element => !element.IsReservationOnly)
         select (tariff, kwh, minute)).Sample(
            (tariff, kwh, minute) =>
            {
                ChargeWish wish = new(kwh * 1000000L, 11000000);
                long fromUtcMs = Evening.ToUnixTimeMilliseconds();
                long startUtcMs = fromUtcMs + (minute * 60000L);
                TariffPreview preview = new(tariff, Berlin, Evening);
                if (startUtcMs + wish.DurationMs <= fromUtcMs + 86400000)
                {
                    Assert.IsTrue(
                        preview.Cheapest(wish, fromUtcMs, fromUtcMs + 86400000)!.TotalInclMinor
                            <= preview.CostAt(wish, startUtcMs).TotalInclMinor);
                }
            },
            iter: 30,
            writeLine: TestContext.WriteLine);
    }

    [TestMethod]
    [DataRow("0", "11", "energy is a number of kWh")]
    [DataRow("20", "eleven", "power is a number of kW")]
    [DataRow("1000", "0.1", "more than 30 days")]
    public void A_wish_that_cannot_be_is_refused_in_words(string kwh, string kilowatts, string words)
    {
        Assert.IsNull(ChargeWish.Read(kwh, kilowatts, out string defect));
        StringAssert.Contains(defect, words);
    }

    private static TariffPreview New()
    {
        return new TariffPreview(OcpiText.Read(OcpiText.Tariff(NightTariff)), Berlin, Evening);
    }
}
