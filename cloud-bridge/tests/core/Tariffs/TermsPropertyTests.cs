using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Terms;
using CloudBridge.Tests.Stage;
using CsCheck;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>Nobody is billed for what was not shown. A failure prints the seed that brings it back.</summary>
[TestClass]
public sealed class TermsPropertyTests
{
    private const int All = 5000;
    private const int Sample = 1000;

    private static readonly Gen<(SessionStory Story, OcpiTariff Tariff)> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select (story, tariff);

    private static readonly (PriceDimension Dimension, TermKind Kind)[] Kinds =
    [
        (PriceDimension.Energy, TermKind.Energy),
        (PriceDimension.Time, TermKind.Time),
        (PriceDimension.ParkingTime, TermKind.ParkingTime),
        (PriceDimension.Flat, TermKind.Flat),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public void Each_price_that_a_session_is_billed_at_is_the_one_that_the_table_s_words_name()
    {
        long compared = 0;
        Cases.Sample(
            (story, tariff) =>
            {
                TariffTerms terms = TariffTerms.Of(tariff, story.Zone, story.Start);
                Tariff device = SlowPricingTests.Compile(tariff, story);
                ChargingPeriod[] parts = CdrPeriodSplitter.Split(device, story.Periods());
                new SessionPricer().Price(device, parts, parts.Length, new Cost());
                long sessionMs = 0;
                long milliwattHours = 0;
                foreach (ChargingPeriod part in parts)
                {
                    foreach ((PriceDimension dimension, TermKind kind) in Kinds)
                    {
                        TermRow? told = TermsReader.Find(terms, kind, part, sessionMs, milliwattHours);
                        AssertTold(device, PriceSelection.ElementOf(part.PackedSelection, dimension), dimension, told, terms);
                        Interlocked.Increment(ref compared);
                    }

                    sessionMs += part.DurationMs;
                    milliwattHours += part.EnergyMilliwattHours;
                }
            },
            iter: LongRun.Of(All, Sample),
            writeLine: TestContext.WriteLine,
            print: Print);
        TestContext.WriteLine($"{compared} prices compared");
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public void Minimum_and_maximum_are_shown_and_what_is_marked_holds_until_it_is_said_to_change()
    {
        Cases.Sample(
            (story, tariff) =>
            {
                TariffTerms terms = TariffTerms.Of(tariff, story.Zone, story.Start);
                AssertBound(tariff.MinPrice, TermKind.MinimumPrice, terms);
                AssertBound(tariff.MaxPrice, TermKind.MaximumPrice, terms);
                if (terms.ChangesUtcMs is not { } untilUtcMs)
                {
                    return;
                }

                long spanMs = untilUtcMs - story.Start.ToUnixTimeMilliseconds();
                string[] now = NowOf(terms);
                foreach (long laterMs in new[] { spanMs / 3, spanMs / 2, spanMs - 1 })
                {
                    TariffTerms later = TariffTerms.Of(tariff, story.Zone, story.Start + Duration.FromMilliseconds(laterMs));
                    CollectionAssert.AreEqual(now, NowOf(later), $"{laterMs} ms later\n{Text(terms)}\n\n{Text(later)}");
                }
            },
            iter: LongRun.Of(All, Sample),
            writeLine: TestContext.WriteLine,
            print: Print);
    }

    private static void AssertTold(Tariff device, int element, PriceDimension dimension, TermRow? told, TariffTerms terms)
    {
        long billedMicros = element == PriceSelection.None ? 0 : device.Elements[element].PriceMicrosOf(dimension);
        Assert.AreEqual(billedMicros, told?.ExclMicros ?? 0, $"{dimension} of element {element}\n{Text(terms)}");
        if (billedMicros > 0)
        {
            Assert.AreEqual(device.Elements[element].VatPpmOf(dimension), told!.VatPpm ?? 0, $"VAT of {dimension}\n{Text(terms)}");
            long stepVolume = device.Elements[element].StepVolumeOf(dimension);
            // A step of one Wh or one second is finer than a price is told.
            Assert.AreEqual(stepVolume <= 1000 ? 0 : stepVolume, told.StepSize <= 1 ? 0 : told.StepSize * 1000L, Text(terms));
        }
    }

    private static void AssertBound(OcpiPrice? bound, TermKind kind, TariffTerms terms)
    {
        TermRow? told = terms.Rows.SingleOrDefault(row => row.Kind == kind);
        Assert.AreEqual((long)((bound?.ExclVat ?? 0) * 1_000_000), told?.ExclMicros ?? 0, kind.ToString());
        Assert.AreEqual((long)((bound?.InclVat ?? 0) * 1_000_000), told?.InclMicros ?? 0, kind.ToString());
    }

    private static string[] NowOf(TariffTerms terms)
    {
        // What is never priced any more needs no row that says it is free.
        return [.. terms.Rows.Where(row => row.IsNow && row.ExclMicros > 0).Select(row => $"{row.Kind} {row.Price} {row.Detail}")];
    }

    private static string Text(TariffTerms terms)
    {
        return string.Join('\n', terms.Rows.Select(row => $"{row.Kind} {row.Price} {row.Detail}: {row.When}"));
    }

    private static string Print((SessionStory Story, OcpiTariff Tariff) one)
    {
        return $"{one.Story}\n{Encoding.UTF8.GetString(OcpiTariffWriter.Write(one.Tariff))}";
    }
}
