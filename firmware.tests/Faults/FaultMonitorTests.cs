using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Faults;

[TestClass]
public class FaultMonitorTests
{
    [TestMethod]
    public void A_residual_current_trip_is_one_alert_and_one_clear_after_unplug()
    {
        TestCharger charger = Charging();
        charger.Board.Lines |= ConnectorInputs.ResidualCurrentTrip;
        charger.Run(100);
        Assert.IsTrue(IsActive(charger, FaultCode.GroundFailure));
        Assert.AreEqual("Faulted", ConnectorStatusName.Of(charger.Agent.Status));

        charger.Board.Lines &= ~ConnectorInputs.ResidualCurrentTrip;
        charger.Run(20000);
        Assert.IsTrue(IsActive(charger, FaultCode.GroundFailure), "stays until unplugged");
        charger.Unplug();
        charger.Run(6000);
        Assert.IsFalse(IsActive(charger, FaultCode.GroundFailure));
        Assert.AreEqual(2, charger.Board.FakeLink.CountOf(Topic.Alert));
        Assert.AreEqual("false", FakeLink.MemberOf(charger.Board.FakeLink.LastOf(Topic.Alert), "isRaised"));
    }

    [TestMethod]
    public void A_fault_sets_the_fault_output_and_blinks_its_code()
    {
        TestCharger charger = Charging();
        charger.Board.Lines |= ConnectorInputs.EmergencyStop;
        charger.Run(500);
        Assert.IsTrue((charger.Board.Outputs & StatusOutputs.FaultOut) != 0);

        int blinks = 0;
        bool wasRed = (charger.Board.Outputs & StatusOutputs.Red) != 0;
        for (int i = 0; i < 80; i++)
        {
            charger.Run(100);
            bool isRed = (charger.Board.Outputs & StatusOutputs.Red) != 0;
            blinks += isRed && !wasRed ? 1 : 0;
            wasRed = isRed;
        }

        // Emergency stop is the third code: three blinks in the eight seconds of the cycle.
        Assert.AreEqual(3, blinks);
    }

    [TestMethod]
    public void Overcurrent_is_raised_after_five_seconds_above_110_percent()
    {
        TestCharger charger = Charging();
        charger.Draw(35200);
        charger.Run(10000);
        Assert.IsFalse(IsActive(charger, FaultCode.OverCurrentFailure), "35.2 A are 110 % of 32 A");
        charger.Draw(35300);
        charger.Run(5000);
        Assert.IsFalse(IsActive(charger, FaultCode.OverCurrentFailure));
        charger.Run(200);
        Assert.IsTrue(IsActive(charger, FaultCode.OverCurrentFailure));
    }

    [TestMethod]
    public void Current_through_an_open_contactor_is_a_welded_contactor()
    {
        TestCharger charger = Charging();
        charger.Board.Lines = ConnectorInputs.MainsPresent | ConnectorInputs.PlugPresent | ConnectorInputs.LatchLocked;
        charger.Run(1000);
        Assert.IsFalse(IsActive(charger, FaultCode.PowerSwitchFailure));
        charger.Run(200);
        Assert.IsTrue(IsActive(charger, FaultCode.PowerSwitchFailure));
    }

    [TestMethod]
    public void A_contactor_that_does_not_close_is_told()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Board.Lines =
            ConnectorInputs.MainsPresent | ConnectorInputs.PlugPresent | ConnectorInputs.LatchLocked | ConnectorInputs.ContactorCommanded;
        charger.Run(1200);
        Assert.IsTrue(IsActive(charger, FaultCode.PowerSwitchFailure));
    }

    [TestMethod]
    public void Voltage_out_of_its_limits_is_raised_after_a_second()
    {
        TestCharger charger = Charging();
        charger.Board.BusMillivolts = 18600;
        charger.Run(1200);
        Assert.IsTrue(IsActive(charger, FaultCode.UnderVoltage), "186 V");
        charger.Board.BusMillivolts = 26500;
        charger.Run(1200);
        Assert.IsTrue(IsActive(charger, FaultCode.OverVoltage), "265 V");
    }

    [TestMethod]
    public void A_lost_sensor_is_a_fault_and_its_time_a_period_without_energy()
    {
        TestCharger charger = Charging();
        charger.Board.IsSensorLost = true;
        charger.Run(10000);
        Assert.IsTrue(IsActive(charger, FaultCode.PowerMeterFailure));
        charger.Board.IsSensorLost = false;
        charger.Run(10000);
        charger.Unplug();
        charger.Run(1000);
        Assert.IsTrue(charger.Board.FakeLink.LastOf(Topic.Session).Contains("\"isMeterLost\":true"));
    }

    [TestMethod]
    public void A_latch_that_opens_under_power_is_told()
    {
        TestCharger charger = Charging();
        charger.Board.Lines &= ~ConnectorInputs.LatchLocked;
        charger.Run(1200);
        Assert.IsTrue(IsActive(charger, FaultCode.ConnectorLockFailure));
    }

    [TestMethod]
    public void Lost_mains_is_a_warning_and_not_an_undervoltage()
    {
        TestCharger charger = Charging();
        charger.Board.Lines &= ~ConnectorInputs.MainsPresent;
        charger.Board.BusMillivolts = 0;
        charger.Run(2000);
        Assert.IsTrue(IsActive(charger, FaultCode.MainsLost));
        Assert.IsFalse(IsActive(charger, FaultCode.UnderVoltage));
        Assert.IsFalse(charger.Agent.Faults.IsBlocking);
    }

    [TestMethod]
    public void A_flash_that_cannot_be_written_is_told()
    {
        TestCharger charger = Charging();
        charger.Board.FakeFlash.IsCut = true;
        charger.Run(61000);
        Assert.IsTrue(IsActive(charger, FaultCode.StorageFailure));
        Assert.AreEqual("Charging", ConnectorStatusName.Of(charger.Agent.Status));
    }

    [TestMethod]
    public void An_alert_carries_the_last_thirty_seconds()
    {
        TestCharger charger = Charging();
        charger.Run(60000);
        charger.Board.Lines |= ConnectorInputs.OverTemperature;
        charger.Run(1000);
        string alert = charger.Board.FakeLink.LastOf(Topic.Alert);
        int start = alert.IndexOf("\"snapshotMillivolts\":[");
        int end = alert.IndexOf(']', start);
        // 30 samples of 230,000 mV with commas between them.
        Assert.AreEqual((30 * 7) - 1, end - start - "\"snapshotMillivolts\":[".Length);
    }

    private static bool IsActive(TestCharger charger, FaultCode code)
    {
        return (charger.Agent.Faults.ActiveMask & (1 << (int)code)) != 0;
    }

    private static TestCharger Charging()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(3000);
        return charger;
    }
}
