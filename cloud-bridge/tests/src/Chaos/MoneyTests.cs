using Hardware.Bench.Chaos;
using Hardware.Bench.Chaos.Money;
using Hardware.Bench.Servers;
using Hardware.Bench.Tariffs;
using Hardware.Virtual.Vehicles;

namespace CloudBridge.Tests.Src.Chaos;

/// <summary>The second pricing of chaos runs: 0.35 EUR a kWh by day, 0.49 from 17:00, 0.50 a session, 1.20 an hour of parking by day, and
/// 19 % VAT.</summary>
[TestClass]
public class MoneyTests
{
    private static readonly PlainTariff Tariff = PlainTariff.Read(TimeOfUseTariff.Read(), TimeOfUseTariff.ZoneName);

    // 11:00 in Berlin.
    private static readonly DateTimeOffset Morning = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void A_kilowatt_hour_in_the_morning_costs_85_cents_and_16_of_vat()
    {
        // 0.50 + 0.35 = 0.85; 19 % of it are 0.1615, rounded 0.16, and before rounding 1.0115.
        Assert.IsNull(BillPricer.FindWrong(BillOf(85, 101, 850000, 1011500, Charged(Morning, 1000000)), Tariff));
    }

    [TestMethod]
    public void A_cent_more_is_wrong_and_so_is_a_percent_that_makes_no_cent()
    {
        Assert.IsNotNull(BillPricer.FindWrong(BillOf(86, 102, 850000, 1011500, Charged(Morning, 1000000)), Tariff));
        // 0.35 x 1.01 = 0.3535; 0.8535 are 85 cents still.
        Assert.IsNotNull(BillPricer.FindWrong(BillOf(85, 101, 853500, 1015665, Charged(Morning, 1000000)), Tariff));
    }

    [TestMethod]
    public void The_price_changes_at_five_and_parking_is_billed_by_the_minute()
    {
        // 1 kWh at 0.35 from 16:00, 1 kWh at 0.49 from 17:00, and 90 s of parking as 2 min of 0.02: 0.50 + 0.35 + 0.49 + 0.04 = 1.38.
        // 19 % are 0.2622.
        StatedBill bill = BillOf(
            138,
            164,
            1380000,
            1642200,
            Charged(Morning.AddHours(5), 1000000),
            Charged(Morning.AddHours(6), 1000000),
            new StatedPeriod(Morning.AddHours(7), 0, 90000, 0));

        Assert.IsNull(BillPricer.FindWrong(bill, Tariff));
    }

    [TestMethod]
    public void A_bill_that_knows_no_time_may_cost_what_any_price_of_that_time_costs_and_no_more()
    {
        // Between 16:00 and 18:00 a kWh costs 0.35 or 0.49, with the fee 0.85 to 0.99.
        StatedBill lowest = InDoubt(BillOf(85, 101, 850000, 1011500, Charged(Morning, 1000000)));
        StatedBill beyond = InDoubt(BillOf(100, 119, 1000000, 1190000, Charged(Morning, 1000000)));

        Assert.IsNull(BillPricer.FindWrong(lowest, Tariff));
        Assert.IsNotNull(BillPricer.FindWrong(beyond, Tariff));
    }

    [TestMethod]
    public void A_bill_that_is_right_by_its_own_figures_and_not_by_what_happened_is_wrong()
    {
        // 1 kW for an hour: 0.85. What the bill states, 2 kWh, is 1.20 and 0.228 of VAT.
        Visit visit = OneKilowattHour();
        StatedBill right = BillOf(85, 101, 850000, 1011500, Charged(Morning, 1000000));
        StatedBill doubled = BillOf(120, 143, 1200000, 1428000, Charged(Morning, 2000000));

        Assert.IsEmpty(MoneyJudge.Of(Tariff, [visit], [right]).Defects);
        Assert.HasCount(1, MoneyJudge.Of(Tariff, [visit], [doubled]).Defects);
    }

    [TestMethod]
    public void A_tariff_with_something_that_is_not_read_here_is_refused()
    {
        byte[] tariff = """
            {"id":"x","currency":"EUR","max_price":{"excl_vat":1.0},"elements":[]}
            """u8.ToArray();

        Assert.ThrowsExactly<NotSupportedException>(() => PlainTariff.Read(tariff, "Europe/Berlin"));
    }

    private static StatedPeriod Charged(DateTimeOffset start, long milliwattHours)
    {
        return new StatedPeriod(start, 3600000, 0, milliwattHours);
    }

    private static StatedBill InDoubt(StatedBill bill)
    {
        return bill with
        {
            Session = bill.Session with { NotBefore = Morning.AddHours(5), NotAfter = Morning.AddHours(7) },
            IsEstimated = true,
        };
    }

    private static StatedBill BillOf(long netCents, long grossCents, long netMicros, long grossMicros, params StatedPeriod[] periods)
    {
        return new StatedBill
        {
            Number = "2026-000001",
            TotalExclMinor = netCents,
            TotalInclMinor = grossCents,
            TotalExclMicros = netMicros,
            TotalInclMicros = grossMicros,
            Session = new StatedSession { SessionId = "C-1", Start = Morning, End = Morning.AddHours(1), Periods = periods },
        };
    }

    private static Visit OneKilowattHour()
    {
        ConstantPowerVehicle vehicle = new(1000, 1000);
        vehicle.Supply(3600000);
        Visit visit = new("C", 1, vehicle) { PluggedMs = 3600000 };
        visit.Meter.Add(Morning.ToUnixTimeMilliseconds(), 3600000, 1000000, isBlind: false);
        visit.SessionNumbers.Add(1);
        return visit;
    }
}
