using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Billing;

[TestClass]
public sealed class LineSpanTests
{
    private static readonly DateTimeOffset Ten = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(SessionStory Story, OcpiTariff Tariff)> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select (story, tariff);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_line_says_each_time_its_price_held_and_neighbours_are_one()
    {
        // 10:00 element 0, 10:10 element 0, 10:20 element 1, 10:30 element 0 again: 3 + 2 kWh until 10:20, 4 kWh from 10:30.
        BilledSession session = SessionOf(Period(0, 3000000, 0), Period(10, 2000000, 0), Period(20, 1000000, 1), Period(30, 4000000, 0));

        IReadOnlyList<LineSpan> spans = LineSpan.Of(LineOf("Energy", 0), session);

        CollectionAssert.AreEqual(
            new LineSpan[] { new(Ten, Ten.AddMinutes(20), 5000000), new(Ten.AddMinutes(30), Ten.AddMinutes(40), 4000000) },
            spans.ToArray());
        Assert.AreEqual("2026-03-02 10:00:00 – 10:20:00 UTC+00:00", Quantity.Span(spans[0].From, spans[0].To));
    }

    [TestMethod]
    public void A_flat_fee_is_due_once_and_a_bound_has_no_time()
    {
        BilledSession session = SessionOf(Period(0, 1, 0), Period(10, 1, 1), Period(20, 1, 0));

        Assert.AreEqual(new LineSpan(Ten, Ten.AddMinutes(10), 1), LineSpan.Of(LineOf("Flat", 0), session).Single());
        Assert.IsEmpty(LineSpan.Of(LineOf("MinimumPrice", null), session));
        Assert.IsEmpty(LineSpan.Of(LineOf("Energy", 0), SessionOf(Period(0, 1, 0) with { Elements = null })), "a bill from before");
    }

    [TestMethod]
    public void Whatever_is_charged_the_spans_of_each_line_add_up_to_what_it_says_was_used()
    {
        Cases.Sample(
            (story, tariff) =>
            {
                (IReadOnlyList<BillLine> lines, BilledSession session) = Price(tariff, story);
                foreach (BillLine line in lines.Where(line => line.Element != null))
                {
                    Assert.AreEqual(line.Volume, LineSpan.Of(line, session).Sum(span => span.Volume), line.Kind);
                }

                Assert.IsTrue(VatByRate.Of(lines).Sum(rate => rate.InclMinor) == lines.Sum(line => line.InclMinor));
            },
            iter: 2000,
            writeLine: TestContext.WriteLine);
    }

    private static (IReadOnlyList<BillLine> Lines, BilledSession Session) Price(OcpiTariff ocpi, SessionStory story)
    {
        Tariff tariff = SlowPricingTests.Compile(ocpi, story);
        ChargingPeriod[] periods = CdrPeriodSplitter.Split(tariff, story.Periods());
        SessionPricer pricer = new();
        Cost cost = new();
        pricer.Price(tariff, periods, periods.Length, cost);
        BilledPeriod[] billed =
        [
            .. periods.Select(period => new BilledPeriod(
                DateTimeOffset.FromUnixTimeMilliseconds(period.StartUtcMs),
                period.DurationMs,
                "",
                period.ChargingMs,
                period.ParkingMs,
                period.EnergyMilliwattHours,
                0,
                0,
                false,
                PeriodElements.Of(period))),
        ];
        return (BillLines.Of(tariff, pricer.Calculator, cost, StatedVat.Everywhere), SessionOf(billed));
    }

    private static BilledPeriod Period(int minute, long milliwattHours, int element)
    {
        return new BilledPeriod(
            Ten.AddMinutes(minute),
            600000,
            "Charging",
            600000,
            0,
            milliwattHours,
            0,
            0,
            false,
            new PeriodElements(element, element, null, element));
    }

    private static BillLine LineOf(string kind, int? element)
    {
        return new BillLine { Kind = kind, Element = element, ExclMinor = 0, VatMinor = 0 };
    }

    private static BilledSession SessionOf(params BilledPeriod[] periods)
    {
        return new BilledSession
        {
            SessionId = "c1-1",
            ChargerId = "c1",
            ConnectorType = "IEC_62196_T2",
            Start = Ten,
            End = Ten,
            ClockQuality = "S",
            EndReason = "EVDisconnected",
            RegisterStartMilliwattHours = 0,
            RegisterEndMilliwattHours = 0,
            EnergyMilliwattHours = 0,
            SubstitutedMilliwattHours = 0,
            ChargingMs = 0,
            ParkingMs = 0,
            DurationMs = 0,
            Periods = periods,
        };
    }
}
