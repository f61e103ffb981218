using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

/// <summary>Sessions whose clock is set, or becomes known, while they run.</summary>
[TestClass]
public class ClockSetTests
{
    [TestMethod]
    public void After_the_clock_is_set_and_the_power_cut_the_periods_add_up_to_the_register()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(95000);
        charger.Board.FakeClock.UtcUnixMs += 10000;
        charger.Run(6000);
        charger.CutPower(1000);
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);
        HardSessionTests.CheckSum(charger);
    }

    [TestMethod]
    public void Energy_metered_before_the_clock_was_known_is_not_billed_at_a_price_that_was_over()
    {
        TestCharger charger = new TestCharger();
        // 1.00 per kWh until 01:00, 0.10 after.
        HardSessionTests.Put(
            charger,
            HardSessionTests.New(
                new TariffElement { EnergyPriceMicros = 1000000, EndMinute = 60 },
                new TariffElement { EnergyPriceMicros = 100000 }));
        charger.Board.FakeClock.Quality = ClockQuality.Unknown;
        // 00:58:20
        charger.Board.FakeClock.UtcUnixMs = FakeClock.StartUtcMs + 3500000;
        charger.Run(1000);
        // until 02:58:20
        charger.Plug();
        charger.Draw(10000);
        charger.Run(7200000);
        charger.Board.FakeClock.Quality = ClockQuality.Synchronised;
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);
        string s = charger.Board.FakeLink.LastOf(Topic.Session);
        long cost = long.Parse(FakeLink.MemberOf(s, "costExclMicros"));
        // 4.64 kWh; 100 s of it (0.064 kWh) at 1.00: 0.52. Unknown (-1) or truncated is honest too.
        Assert.IsTrue(cost <= 530000, "cost " + cost);
    }

    [TestMethod]
    public void A_load_that_changed_price_before_the_clock_was_known_leaves_the_cost_to_the_bridge()
    {
        TestCharger charger = new TestCharger();
        // 1.00 per kWh from 2 kW on, 0.10 below. 10 A at 232 V are 2.3 kW, 4 A are 0.9 kW.
        HardSessionTests.Put(
            charger,
            HardSessionTests.New(
                new TariffElement { EnergyPriceMicros = 1000000, MinMilliwatts = 2000000 },
                new TariffElement { EnergyPriceMicros = 100000 }));
        charger.Board.FakeClock.Quality = ClockQuality.Unknown;
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Draw(4000);
        charger.Run(3600000);
        charger.Board.FakeClock.Quality = ClockQuality.Synchronised;
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);
        string s = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual("-1", FakeLink.MemberOf(s, "costExclMicros"), s);
        Assert.AreEqual("true", FakeLink.MemberOf(s, "isTruncated"), s);
        HardSessionTests.CheckSum(charger);
    }

    [TestMethod]
    public void A_clock_set_by_an_hour_does_not_bill_the_whole_running_period_at_the_price_of_its_new_start()
    {
        TestCharger charger = new TestCharger();
        HardSessionTests.Put(
            charger,
            HardSessionTests.New(
                new TariffElement { EnergyPriceMicros = 1000000, EndMinute = 60 },
                new TariffElement { EnergyPriceMicros = 100000 }));
        // says 02:00, is 00:55
        charger.Board.FakeClock.UtcUnixMs = FakeClock.StartUtcMs + 7200000;
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(3600000);
        charger.Board.FakeClock.UtcUnixMs -= 3900000;
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);
        string s = charger.Board.FakeLink.LastOf(Topic.Session);
        long cost = long.Parse(FakeLink.MemberOf(s, "costExclMicros"));
        // 2.34 kWh; five minutes (0.19 kWh) at 1.00, the rest at 0.10: 0.41.
        Assert.IsTrue(cost <= 420000, "cost " + cost);
    }

    [TestMethod]
    public void A_clock_that_steps_back_a_second_in_a_short_session_does_not_end_it_before_it_began()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Run(500);
        charger.Board.FakeClock.UtcUnixMs -= 1900;
        charger.Unplug();
        charger.Run(2000);
        string s = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.IsTrue(long.Parse(FakeLink.MemberOf(s, "endUtcMs")) >= long.Parse(FakeLink.MemberOf(s, "startUtcMs")), s);
    }
}
