using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CsCheck;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Billing;

[TestClass]
public sealed class DoubtfulSessionPricerTests
{
    private const int SessionCount = 3000;

    private static readonly Gen<Case> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        from hidden in Gen.Int[0, 3]
        from before in Gen.Int[0, 30]
        from after in Gen.Int[0, 30]
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select new Case(story, tariff, hidden, before, after);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Whatever_a_record_hides_the_estimate_never_exceeds_the_true_cost_and_is_equal_where_nothing_is_in_doubt()
    {
        Cases.Sample(AssertIsNoMoreThanTheTruth, iter: SessionCount, writeLine: TestContext.WriteLine, print: Print);
    }

    [TestMethod]
    public void Whether_a_time_was_free_or_without_a_price_is_in_doubt_too_where_a_step_hangs_on_it()
    {
        const string Json = """
            {"country_code":"DE","party_id":"ALL","id":"steps","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
             {"price_components":[{"type":"PARKING_TIME","price":6,"step_size":1000}]},
             {"price_components":[{"type":"TIME","price":0,"step_size":1}],"restrictions":{"start_time":"17:00"}}]}
            """;
        Interval interval = new(Instant.FromUtc(2026, 3, 2, 16, 0), Instant.FromUtc(2026, 3, 2, 18, 0));
        Tariff device = DeviceOf(Json, interval);
        ChargingSession session = new() { StartQuality = ClockQuality.Unknown };
        (ChargingPeriod parking, ChargingPeriod charging) = (session.AddPeriod(), session.AddPeriod());
        parking.DurationMs = parking.ParkingMs = 600000;
        charging.DurationMs = charging.ChargingMs = 60000;
        DoubtfulSessionPricer pricer = new();
        Cost cost = new();

        Assert.IsTrue(pricer.TryPrice(device, session, PlacementIn(session, interval), cost));

        // After 17:00 the free charging time came last, so the 600 s of parking have no step: 600 / 3600 x 6 = 1.00, not 1000 / 3600 x 6 =
        // 1.67.
        Assert.AreEqual((1000000L, true), (cost.TotalIncl.Micros, pricer.IsEstimated));
    }

    [TestMethod]
    public void A_fee_by_load_that_is_not_due_while_nothing_is_drawn_is_cheaper_than_any_other()
    {
        const string Json = """
            {"country_code":"DE","party_id":"ALL","id":"fees","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
             {"price_components":[{"type":"FLAT","price":0.25,"step_size":1}],"restrictions":{"start_time":"17:00"}},
             {"price_components":[{"type":"FLAT","price":1.00,"step_size":1}],"restrictions":{"max_power":3.00}},
             {"price_components":[{"type":"FLAT","price":2.00,"step_size":1}]}]}
            """;
        Interval interval = new(Instant.FromUtc(2026, 3, 2, 16, 0), Instant.FromUtc(2026, 3, 2, 18, 0));
        Tariff device = DeviceOf(Json, interval);
        ChargingSession session = new() { StartQuality = ClockQuality.Unknown };
        session.AddPeriod().DurationMs = 600000;
        Cost cost = new();

        // From 17:00 on the fee of 0.25 is due; before, the load decides between 1.00 and 2.00, and at 0 W none of them falls due.
        Assert.IsTrue(new DoubtfulSessionPricer().TryPrice(device, session, PlacementIn(session, interval), cost));

        Assert.AreEqual(0, cost.TotalIncl.Micros);
    }

    private static void AssertIsNoMoreThanTheTruth(Case one)
    {
        SessionStory story = one.Story;
        Instant from = story.Start - Duration.FromHours(one.HoursBefore);
        Instant until = story.End + Duration.FromHours(one.HoursAfter);
        Assert.IsTrue(DeviceTariffCompiler.TryCompile(one.Tariff, story.Zone, new Interval(from, until), 1, out Tariff? device, out _));
        ChargingSession session = Hide(story, device!, one.Hidden);
        long truth = SlowPricingTests.Price(device!, story).TotalIncl.Micros;
        SessionPlacement placement = SessionPlacement.Find(session, from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds())!;
        DoubtfulSessionPricer pricer = new();
        Cost cost = new();

        Assert.IsTrue(pricer.TryPrice(device!, session, placement, cost));
        Assert.IsTrue(cost.TotalIncl.Micros <= truth, $"billed {cost.TotalIncl.Micros}, true {truth}");
        Assert.IsTrue(pricer.IsEstimated || cost.TotalIncl.Micros == truth, $"certain {cost.TotalIncl.Micros}, true {truth}");
    }

    private static Tariff DeviceOf(string json, Interval interval)
    {
        Assert.IsTrue(OcpiTariffReader.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out OcpiTariff? tariff, out _));
        Assert.IsTrue(DeviceTariffCompiler.TryCompile(tariff!, DateTimeZone.Utc, interval, 1, out Tariff? device, out _));
        return device!;
    }

    private static SessionPlacement PlacementIn(ChargingSession session, Interval interval)
    {
        return SessionPlacement.Find(session, interval.Start.ToUnixTimeMilliseconds(), interval.End.ToUnixTimeMilliseconds())!;
    }

    private static string Print(Case one)
    {
        return $"hidden {one.Hidden}, {one.HoursBefore} h before, {one.HoursAfter} h after, "
            + $"{one.Story}\n{System.Text.Encoding.UTF8.GetString(OcpiTariffWriter.Write(one.Tariff))}";
    }

    // 0: all wall times; 1: how the periods were divided; 2: which periods there were; 3: the tariff, so that nothing was divided by price.
    private static ChargingSession Hide(SessionStory story, Tariff tariff, int hidden)
    {
        bool isDivided = hidden == 1;
        ChargingPeriod[] parts = isDivided ? CdrPeriodSplitter.Split(tariff, story.Periods()) : [.. story.Periods()];
        ChargingSession session = new()
        {
            StartUtcMs = hidden == 0 ? 0 : story.Start.ToUnixTimeMilliseconds(),
            EndUtcMs = hidden == 0 ? 0 : story.End.ToUnixTimeMilliseconds(),
            StartQuality = hidden == 0 ? ClockQuality.Unknown : ClockQuality.Synchronised,
            TariffId = hidden == 3 ? "" : tariff.Id,
            IsTruncated = hidden is 1 or 2,
        };
        foreach (ChargingPeriod part in parts.Take(ChargingSession.PeriodCountMax))
        {
            session.AddPeriod().CopyFrom(part);
            session.LastPeriod.StartUtcMs = hidden == 0 ? 0 : part.StartUtcMs;
        }

        return session;
    }

    private sealed record Case(SessionStory Story, OcpiTariff Tariff, int Hidden, int HoursBefore, int HoursAfter);
}
