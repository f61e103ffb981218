using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

[TestClass]
public sealed class CostCalculatorTests
{
    private static long Morning => LocalTime.Utc(2019, 1, 9, 8, 0);

    [TestMethod]
    public void A_flat_fee_is_billed_once_for_an_element()
    {
        // Three periods, one element: 1.00, not 3.00.
        Tariff tariff = TestTariff.Of(new TariffElement { FlatPriceMicros = 1000000 });
        Assert.AreEqual(1000000L, new SessionScript(tariff, Morning).Charge(30, 0).Park(30).Charge(30, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_flat_fee_is_billed_for_each_element_that_becomes_active()
    {
        // 1.00 until 08:30 and 0.40 afterwards: 1.40.
        TariffElement early = new TariffElement { FlatPriceMicros = 1000000, EndMinute = (8 * 60) + 30 };
        TariffElement late = new TariffElement { FlatPriceMicros = 400000, StartMinute = (8 * 60) + 30 };
        Assert.AreEqual(1400000L, new SessionScript(TestTariff.Of(early, late), Morning).Charge(60, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_flat_fee_that_comes_again_is_not_billed_again()
    {
        // 0.40 from 08:30 to 09:00, 1.00 before and after: 1.40.
        TariffElement between = new TariffElement { FlatPriceMicros = 400000, StartMinute = (8 * 60) + 30, EndMinute = 9 * 60 };
        TariffElement otherwise = new TariffElement { FlatPriceMicros = 1000000 };
        Assert.AreEqual(1400000L, new SessionScript(TestTariff.Of(between, otherwise), Morning).Charge(90, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    // 0.60 below 11 kW, 1.00 from there on. A minute is waited at 0 W, then 22 kW flow: 1.00. Format 1 billed the waiting as a slow charge,
    // too.
    [DataRow(Tariff.CurrentFormat, 1000000)]
    [DataRow(Tariff.FirstFormat, 1600000)]
    public void Of_two_flat_fees_by_power_only_the_one_that_holds_while_energy_flows_is_billed(int format, int micros)
    {
        TariffElement slow = new TariffElement { FlatPriceMicros = 600000, MaxMilliwatts = 11000000 };
        TariffElement fast = new TariffElement { FlatPriceMicros = 1000000, MinMilliwatts = 11000000 };
        Tariff tariff = TestTariff.Of(slow, fast);
        tariff.Format = format;
        Cost cost = new SessionScript(tariff, Morning).Wait(1).With(32000, 22000000).Charge(30, 11000).Park(5).Price();
        Assert.AreEqual((long)micros, cost.TotalExcl.Micros);
    }

    [TestMethod]
    public void A_flat_fee_that_holds_below_a_current_waits_for_energy_too()
    {
        // 0.60 otherwise, 1.00 from 32 A on: the waiting minute at 0 A would have had 0.60.
        TariffElement fast = new TariffElement { FlatPriceMicros = 1000000, MinMilliamps = 32000 };
        TariffElement otherwise = new TariffElement { FlatPriceMicros = 600000 };
        Tariff tariff = TestTariff.Of(fast, otherwise);
        Cost quick = new SessionScript(tariff, Morning).Wait(1).With(32000, 22000000).Charge(30, 11000).Price();
        Assert.AreEqual(1000000L, quick.TotalExcl.Micros);
        Cost slow = new SessionScript(tariff, Morning).Wait(1).With(16000, 11000000).Charge(30, 5500).Price();
        Assert.AreEqual(600000L, slow.TotalExcl.Micros);
    }

    [TestMethod]
    public void What_flows_in_the_tick_before_the_load_is_seen_brings_no_second_fee()
    {
        // From 0 to 7.36 kW within 100 ms: (0 + 7.36 kW) / 2 x 0.1 s = 102 mWh go into the period that began at 0 W.
        TariffElement slow = new TariffElement { FlatPriceMicros = 600000, MaxMilliwatts = 5000000 };
        TariffElement fast = new TariffElement { FlatPriceMicros = 1000000, MinMilliwatts = 5000000 };
        Tariff tariff = TestTariff.Of(slow, fast);
        ChargingPeriod[] periods = new ChargingPeriod[]
        {
            new ChargingPeriod { StartUtcMs = Morning, DurationMs = 60000, EnergyMilliwattHours = 102, Kind = PeriodKind.Waiting },
            new ChargingPeriod
            {
                StartUtcMs = Morning + 60000,
                DurationMs = 3600000,
                EnergyMilliwattHours = 7360000,
                CurrentMilliamps = 32000,
                PowerMilliwatts = 7360000,
            },
        };
        Cost cost = new Cost();
        new SessionPricer().Price(tariff, periods, 2, cost);
        Assert.AreEqual(1000000L, cost.TotalExcl.Micros);
    }

    [TestMethod]
    public void A_flat_fee_that_comes_by_time_is_due_at_rest_though_a_later_one_hangs_on_the_load()
    {
        // 5.00 from the first hour on; before that 1.00 below 11 kW. A car that is full after half an hour and stays owes both.
        TariffElement late = new TariffElement { FlatPriceMicros = 5000000, MinDurationSeconds = 3600 };
        TariffElement slow = new TariffElement { FlatPriceMicros = 1000000, MaxMilliwatts = 11000000 };
        Tariff tariff = TestTariff.Of(late, slow);
        Cost cost = new SessionScript(tariff, Morning).With(10000, 2300000).Charge(30, 1150).Park(60).Price();
        Assert.AreEqual(6000000L, cost.TotalExcl.Micros);
    }

    [TestMethod]
    public void A_flat_fee_that_no_load_bounds_is_due_without_energy()
    {
        Tariff tariff = TestTariff.Of(new TariffElement { FlatPriceMicros = 1000000 });
        Assert.AreEqual(1000000L, new SessionScript(tariff, Morning).Wait(5).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_reservation_costs_a_session_nothing()
    {
        // tariff_16: the reservation's 2.00 and 5.00/h do not count; 0.50 + 10 x 0.25 = 3.00, with VAT 0.60 + 2.75 = 3.35.
        TariffElement reservation = new TariffElement { FlatPriceMicros = 2000000, TimePriceMicros = 5000000, IsReservationOnly = true };
        Cost cost = new SessionScript(TestTariff.Of(reservation, TestTariff.StartAndEnergy()), Morning).Charge(60, 10000).Price();
        Assert.AreEqual(3000000L, cost.TotalExcl.Micros);
        Assert.AreEqual(3350000L, cost.TotalIncl.Micros);
    }

    [TestMethod]
    public void Waiting_for_the_charger_is_neither_charging_nor_parking()
    {
        // 30 min waited, 30 min charged at 2.00/h: 1.00.
        Tariff tariff = TestTariff.Of(new TariffElement { TimePriceMicros = 2000000, ParkingTimePriceMicros = 9000000 });
        Assert.AreEqual(1000000L, new SessionScript(tariff, Morning).Wait(30).Charge(30, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void Waiting_counts_in_the_duration_of_the_session()
    {
        // Free for the first 30 min of the session, which were spent waiting: 30 min x 2.00/h = 1.00.
        TariffElement free = new TariffElement { TimePriceMicros = 0, MaxDurationSeconds = 1800 };
        Tariff tariff = TestTariff.Of(free, new TariffElement { TimePriceMicros = 2000000 });
        Assert.AreEqual(1000000L, new SessionScript(tariff, Morning).Wait(30).Charge(30, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_dimension_that_no_element_prices_costs_nothing()
    {
        // Energy only: the hour parked is free. 10 x 0.25 = 2.50.
        Cost cost = new SessionScript(TestTariff.Of(TestTariff.Energy(250000)), Morning).Charge(60, 10000).Park(60).Price();
        Assert.AreEqual(2500000L, cost.TotalExcl.Micros);
        Assert.AreEqual(0L, cost.Excl(PriceDimension.ParkingTime).Micros);
    }

    [TestMethod]
    public void Bounds_with_and_without_vat_do_not_know_each_other()
    {
        // 10 kWh x 0.25 = 2.50, with 10 % 2.75. Only the bound with VAT is reached.
        TariffElement element = TestTariff.Energy(250000);
        element.EnergyVatPpm = 100000;
        Tariff tariff = TestTariff.Of(element);
        tariff.MaxExclMicros = 2600000;
        tariff.MaxInclMicros = 2600000;
        Cost cost = new SessionScript(tariff, Morning).Charge(60, 10000).Price();
        Assert.AreEqual(2500000L, cost.TotalExcl.Micros);
        Assert.AreEqual(2600000L, cost.TotalIncl.Micros);
    }

    [TestMethod]
    public void A_maximum_that_is_only_reached_changes_nothing()
    {
        // 40 x 0.25 = 10.00 and the maximum is 10.00.
        Tariff tariff = TestTariff.Of(TestTariff.Energy(250000));
        tariff.MaxExclMicros = 10000000;
        Assert.AreEqual(10000000L, new SessionScript(tariff, Morning).Charge(60, 40000).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void Nothing_used_still_costs_the_minimum()
    {
        Tariff tariff = TestTariff.Of(TestTariff.Energy(250000));
        tariff.MinExclMicros = 500000;
        Assert.AreEqual(500000L, new SessionScript(tariff, Morning).Wait(1).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void The_next_session_starts_at_nothing()
    {
        Tariff tariff = TestTariff.Of(new TariffElement { FlatPriceMicros = 1000000, EnergyPriceMicros = 250000 });
        CostCalculator calculator = new CostCalculator();
        Cost cost = new Cost();
        ChargingPeriod period = new ChargingPeriod { EnergyMilliwattHours = 4000000, PackedSelection = 1 };
        calculator.Begin(tariff);
        calculator.Add(period);
        calculator.Begin(tariff);
        calculator.Add(period);
        calculator.Total(cost);
        // 4 kWh x 0.25, once.
        Assert.AreEqual(1000000L, cost.TotalExcl.Micros);
    }
}
