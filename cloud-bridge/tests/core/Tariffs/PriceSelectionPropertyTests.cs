using CloudBridge.Core.Tariffs.Ocpi;
using CsCheck;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>The charger looks prices up only when the bounds of the last look-up are left; that must be the same as looking at each
/// tick.</summary>
[TestClass]
public sealed class PriceSelectionPropertyTests
{
    private static readonly long[] Milliamps = [0, 1, 5999, 6000, 15999, 16000, 31998, 31999, 32000, 32001, 43000];
    private static readonly long[] Milliwatts = [0, 3599999, 3600000, 3600001, 7200000, 7400000, 14400000, 22000000, 36000000];

    private static readonly Gen<Step> Steps =
        from ms in RandomTariff.Pick([0, 1, 100, 999, 1000, 60000, 1800000])
        from energy in RandomTariff.Pick([0, 1, 1000, 99999, 1000000])
        from milliamps in RandomTariff.Pick(Milliamps)
        from milliwatts in RandomTariff.Pick(Milliwatts)
        select new Step(ms, energy, milliamps, milliwatts);

    private static readonly Gen<(SessionStory Story, OcpiTariff Tariff, List<Step> Steps)> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        from steps in Steps.List[1, 100]
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select (story, tariff, steps);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_selection_that_holds_is_the_one_that_would_be_found_again()
    {
        Cases.Sample(
            (story, tariff, steps) =>
            {
                Tariff device = SlowPricingTests.Compile(tariff, story with { Phases = [new Phase(PeriodKind.Parking, 200000, 0, 0)] });
                PriceContext context = new() { UtcMs = story.Start.ToUnixTimeMilliseconds() };
                PriceSelection kept = new();
                PriceSelection fresh = new();
                PriceSelector.Select(device, context, kept);
                foreach (Step step in steps)
                {
                    context.UtcMs += step.Ms;
                    context.SessionMs += step.Ms;
                    context.SessionMilliwattHours += step.MilliwattHours;
                    context.CurrentMilliamps = step.Milliamps;
                    context.PowerMilliwatts = step.Milliwatts;
                    PriceSelector.Select(device, context, fresh);
                    if (kept.Holds(context))
                    {
                        Assert.AreEqual(fresh.Packed, kept.Packed);
                    }
                    else
                    {
                        PriceSelector.Select(device, context, kept);
                    }

                    Assert.IsTrue(fresh.Holds(context), "a new selection holds at its own instant");
                }
            },
            iter: 2000,
            writeLine: TestContext.WriteLine);
    }

    private sealed record Step(int Ms, int MilliwattHours, long Milliamps, long Milliwatts);
}
