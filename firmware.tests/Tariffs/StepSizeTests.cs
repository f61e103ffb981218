using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>step_size: once, at the end, from the last priced period of its group.</summary>
[TestClass]
public sealed class StepSizeTests
{
    private static long Morning => LocalTime.Utc(2019, 1, 9, 8, 0);

    [TestMethod]
    // Step 300 s at 6.00/h: 10 min are two steps, 1.00; one minute more begins a third, 1.50.
    [DataRow(10, 1000000)]
    [DataRow(11, 1500000)]
    [DataRow(14, 1500000)]
    [DataRow(15, 1500000)]
    public void An_exact_multiple_stays(int minutes, int micros)
    {
        Tariff tariff = TestTariff.Of(new TariffElement { TimePriceMicros = 6000000, TimeStepSeconds = 300 });
        Assert.AreEqual((long)micros, new SessionScript(tariff, Morning).Charge(minutes, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_step_of_zero_is_no_step()
    {
        // 7 min x 6.00/h = 0.70.
        Tariff tariff = TestTariff.Of(new TariffElement { TimePriceMicros = 6000000 });
        Assert.AreEqual(700000L, new SessionScript(tariff, Morning).Charge(7, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    // 10 + 7 min charged at 6.00/h, 4 min parked at 3.00/h. OCPI 2.2.1, 10.3.1.1: where both are used, the step is taken into account "for
    // the total parking duration" only, 4 -> 15 min = 0.75; charging 17 min = 1.70. Format 1 took that of what came last: 17 -> 20 min,
    // 2.00.
    [DataRow(Tariff.CurrentFormat, 1700000, 750000)]
    [DataRow(Tariff.FirstFormat, 2000000, 200000)]
    public void Where_time_and_parking_are_priced_the_parking_is_rounded(int format, int timeMicros, int parkingMicros)
    {
        Tariff tariff = TestTariff.Of(
            new TariffElement
            {
                TimePriceMicros = 6000000,
                TimeStepSeconds = 300,
                ParkingTimePriceMicros = 3000000,
                ParkingTimeStepSeconds = 900,
            });
        tariff.Format = format;
        Cost cost = new SessionScript(tariff, Morning).Charge(10, 0).Park(4).Charge(7, 0).Price();
        Assert.AreEqual((long)timeMicros, cost.Excl(PriceDimension.Time).Micros);
        Assert.AreEqual((long)parkingMicros, cost.Excl(PriceDimension.ParkingTime).Micros);
    }

    [TestMethod]
    public void Parking_before_charging_is_what_is_rounded()
    {
        // 6 min parked at 12.00/h, then 90 min charged at 6.00/h, both with a step of 10 min: 10 min = 2.00 and 90 min = 9.00.
        Tariff tariff = TestTariff.Of(
            new TariffElement
            {
                TimePriceMicros = 6000000,
                TimeStepSeconds = 600,
                ParkingTimePriceMicros = 12000000,
                ParkingTimeStepSeconds = 600,
            });
        Assert.AreEqual(11000000L, new SessionScript(tariff, Morning).Park(6).Charge(90, 0).Price().TotalExcl.Micros);
    }

    [TestMethod]
    // A kWh costs 100.00, so that 0.1 Wh is a cent. Step 1 Wh: 115.2 Wh is 116 by the specification's text.
    [DataRow(1, 115200, 116000)]
    [DataRow(1, 115099, 115000)]
    [DataRow(1, 115100, 116000)]
    [DataRow(1, 115000, 115000)]
    [DataRow(100, 4500001, 4500000)]
    [DataRow(100, 4500099, 4500000)]
    [DataRow(100, 4500100, 4600000)]
    [DataRow(1, 99, 0)]
    public void A_tenth_of_a_watt_hour_begins_a_step_and_less_is_noise(int step, int milliwattHours, int billed)
    {
        Tariff tariff = TestTariff.Of(new TariffElement { EnergyPriceMicros = 100000000, EnergyStepWattHours = step });
        CostCalculator calculator = new CostCalculator();
        calculator.Begin(tariff);
        calculator.Add(new ChargingPeriod { EnergyMilliwattHours = milliwattHours, PackedSelection = 1 });
        Assert.AreEqual((long)billed, calculator.BilledVolumeOf(PriceDimension.Energy, 0));
    }

    [TestMethod]
    public void In_the_first_format_any_energy_above_a_step_begins_one()
    {
        Tariff tariff = TestTariff.Of(new TariffElement { EnergyPriceMicros = 1, EnergyStepWattHours = 100 });
        tariff.Format = Tariff.FirstFormat;
        CostCalculator calculator = new CostCalculator();
        calculator.Begin(tariff);
        calculator.Add(new ChargingPeriod { EnergyMilliwattHours = 4500001, PackedSelection = 1 });
        Assert.AreEqual(4600000L, calculator.BilledVolumeOf(PriceDimension.Energy, 0));
    }

    [TestMethod]
    public void Noise_that_the_last_price_has_not_seen_begins_a_step()
    {
        // 1,000,050 mWh at the first price and 10 at the second: the second cannot be billed less than nothing, so its step goes up.
        TariffElement early = TestTariff.Energy(1000000);
        early.EndMinute = 9 * 60;
        TariffElement late = TestTariff.Energy(2000000);
        late.EnergyStepWattHours = 1000;
        CostCalculator calculator = new CostCalculator();
        calculator.Begin(TestTariff.Of(early, late));
        calculator.Add(new ChargingPeriod { EnergyMilliwattHours = 1000050, PackedSelection = 1 });
        calculator.Add(new ChargingPeriod { EnergyMilliwattHours = 10, PackedSelection = 2 });
        Assert.AreEqual(1000050L, calculator.BilledVolumeOf(PriceDimension.Energy, 0));
        Assert.AreEqual(999950L, calculator.BilledVolumeOf(PriceDimension.Energy, 1));
    }

    [TestMethod]
    public void Energy_and_time_are_rounded_each_by_itself()
    {
        // 1.05 kWh -> 1.1 x 1.00 = 1.10; 7 min -> 10 min x 6.00/h = 1.00.
        Tariff tariff = TestTariff.Of(
            new TariffElement
            {
                EnergyPriceMicros = 1000000,
                EnergyStepWattHours = 100,
                TimePriceMicros = 6000000,
                TimeStepSeconds = 300,
            });
        Cost cost = new SessionScript(tariff, Morning).Charge(7, 1050).Price();
        Assert.AreEqual(1100000L, cost.Excl(PriceDimension.Energy).Micros);
        Assert.AreEqual(1000000L, cost.Excl(PriceDimension.Time).Micros);
    }

    [TestMethod]
    public void The_difference_has_the_last_price_even_when_that_is_free()
    {
        // Until 08:30 1.00/kWh step 1 kWh, then free with a step of 1 kWh: 1.5 kWh x 1.00; the half kWh more is free.
        TariffElement early = TestTariff.Energy(1000000);
        early.EnergyStepWattHours = 1000;
        early.EndMinute = (8 * 60) + 30;
        TariffElement free = TestTariff.Energy(0);
        free.EnergyStepWattHours = 1000;
        Assert.AreEqual(
            1500000L,
            new SessionScript(TestTariff.Of(early, free), Morning).Charge(30, 1500).Charge(30, 1000).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void What_is_billed_is_what_was_used_and_the_step()
    {
        // 20.45 kWh with a step of 100 Wh: 20,450,000 mWh used, 20,500,000 billed.
        Tariff tariff = TestTariff.Of(new TariffElement { EnergyPriceMicros = 1, EnergyStepWattHours = 100 });
        CostCalculator calculator = new CostCalculator();
        calculator.Begin(tariff);
        calculator.Add(new ChargingPeriod { EnergyMilliwattHours = 20450000, PackedSelection = 1 });
        Assert.AreEqual(20450000L, calculator.VolumeOf(PriceDimension.Energy, 0));
        Assert.AreEqual(20500000L, calculator.BilledVolumeOf(PriceDimension.Energy, 0));
    }
}
