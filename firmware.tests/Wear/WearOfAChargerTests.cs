using Firmware.Core.Ports;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Wear;

/// <summary>The wear counters of a whole agent, from the lines to the status message.</summary>
[TestClass]
public class WearOfAChargerTests
{
    [TestMethod]
    public void A_charge_that_ends_by_itself_is_a_cycle_without_a_hot_opening()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(30000);
        charger.Draw(0);
        charger.Run(500);
        charger.Unplug();
        charger.Run(2000);
        Assert.AreEqual(1L, charger.Agent.Wear.ContactorCycles);
        Assert.AreEqual(0L, charger.Agent.Wear.HotOpenings);
    }

    [TestMethod]
    public void A_contactor_that_opens_while_the_vehicle_draws_has_opened_hot()
    {
        // The current is gone in the same tick in which the auxiliary contact says open.
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(30000);
        charger.Unplug();
        charger.Run(2000);
        Assert.AreEqual(1L, charger.Agent.Wear.HotOpenings);
    }

    [TestMethod]
    public void A_contactor_found_closed_at_boot_has_not_closed()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Run(5000);
        charger.CutPower(5000);
        charger.Run(5000);
        Assert.AreEqual(1L, charger.Agent.Wear.ContactorCycles);
    }

    [TestMethod]
    public void A_trip_of_the_temperature_switch_counts_when_it_is_a_fault()
    {
        // 400 ms are a bounce, 600 ms a fault, which stays for a minute after the switch has closed again.
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        Heat(charger, 400);
        charger.Run(5000);
        Assert.AreEqual(0L, charger.Agent.Wear.OverTemperatureTrips);
        Heat(charger, 600);
        charger.Run(5000);
        Heat(charger, 600);
        charger.Run(5000);
        Assert.AreEqual(1L, charger.Agent.Wear.OverTemperatureTrips);
        charger.CutPower(5000);
        Assert.AreEqual(1L, charger.Agent.Wear.OverTemperatureTrips);
    }

    [TestMethod]
    public void Each_reading_that_fails_is_counted()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Board.IsSensorLost = true;
        charger.Run(700);
        charger.Board.IsSensorLost = false;
        charger.Run(1000);
        Assert.AreEqual(7, charger.Agent.Meter.FailedReadCount);
    }

    [TestMethod]
    public void The_zero_is_what_the_sensor_shows_in_a_minute_with_the_contactor_open()
    {
        // 5 mΩ: 35 µV are 7 mA, which the meter itself takes for nothing; -20 µV are -4 mA.
        TestCharger charger = new TestCharger();
        charger.Board.ShuntMicrovolts = 35;
        charger.Run(62000);
        Assert.AreEqual(0, charger.Agent.Meter.CurrentMilliamps);
        Assert.AreEqual(7, charger.Agent.ZeroOffset.Milliamps);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(120000);
        Assert.AreEqual(7, charger.Agent.ZeroOffset.Milliamps);
        charger.Unplug();
        charger.Board.ShuntMicrovolts = -20;
        charger.Run(63000);
        Assert.AreEqual(-4, charger.Agent.ZeroOffset.Milliamps);
    }

    [TestMethod]
    public void A_sensor_that_is_lost_tells_no_zero()
    {
        TestCharger charger = new TestCharger();
        charger.Board.ShuntMicrovolts = 35;
        charger.Run(1000);
        charger.Board.IsSensorLost = true;
        charger.Run(120000);
        Assert.AreEqual(0, charger.Agent.ZeroOffset.Milliamps);
    }

    [TestMethod]
    public void The_status_tells_the_counters_and_comes_at_least_each_hour()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        int count = charger.Board.FakeLink.CountOf(Topic.Status);
        charger.Board.ShuntMicrovolts = 35;
        charger.Run(3600000);
        Assert.AreEqual(count + 1, charger.Board.FakeLink.CountOf(Topic.Status));
        string status = charger.Board.FakeLink.LastOf(Topic.Status);
        Assert.IsTrue(
            status.IndexOf(
                "\"sensorErrors\":0,\"zeroOffsetMilliamps\":7,\"contactorCycles\":0,\"hotOpenings\":0,\"overTemperatureTrips\":0,"
            ) > 0,
            status);
        // 15 segments of 8,192 bytes; the counters are in slots of their own.
        Assert.IsTrue(status.IndexOf("\"outboxBytesFree\":122880,\"alertsDropped\":0,\"recordsGivenUp\":0,") > 0, status);
    }

    [TestMethod]
    public void The_status_tells_what_the_charger_is_rated_for()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        string status = charger.Board.FakeLink.LastOf(Topic.Status);
        Assert.AreEqual("32000", Firmware.Tests.Fakes.FakeLink.MemberOf(status, "ratedCurrentMilliamps"));
        Assert.AreEqual("8000000", Firmware.Tests.Fakes.FakeLink.MemberOf(status, "ratedPowerMilliwatts"));
    }

    private static void Heat(TestCharger charger, long durationMs)
    {
        charger.Board.Lines |= ConnectorInputs.OverTemperature;
        charger.Run(durationMs);
        charger.Board.Lines &= ~ConnectorInputs.OverTemperature;
        charger.Run(1000);
    }
}
