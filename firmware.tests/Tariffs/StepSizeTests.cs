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
    public void Going_on_charging_after_parking_rounds_the_charging()
    {
        // 10 + 7 min charged, 4 min parked. The last is charging: 17 -> 20 min x 6.00/h = 2.00; parking 4 min x 3.00/h = 0.20.
        Tariff tariff = TestTariff.Of(
            new TariffElement
            {
                TimePriceMicros = 6000000,
                TimeStepSeconds = 300,
                ParkingTimePriceMicros = 3000000,
                ParkingTimeStepSeconds = 900,
            });
        Cost cost = new SessionScript(tariff, Morning).Charge(10, 0).Park(4).Charge(7, 0).Price();
        Assert.AreEqual(2000000L, cost.Excl(PriceDimension.Time).Micros);
        Assert.AreEqual(200000L, cost.Excl(PriceDimension.ParkingTime).Micros);
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
