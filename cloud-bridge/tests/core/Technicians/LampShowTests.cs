using CloudBridge.Core.Operations.Technicians;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Core.Technicians;

/// <summary>What lamps show and how that is said; blinks and colours are those of hardware/board/fault-codes.md, rhythms those of
/// hardware/board/README.md.</summary>
[TestClass]
public sealed class LampShowTests
{
    [TestMethod]
    [DataRow("Available", "on", "off", "off")]
    [DataRow("Preparing", "1 s on, 1 s off", "off", "off")]
    [DataRow("Charging", "0.75 s on, 0.25 s off", "off", "off")]
    [DataRow("SuspendedEV", "on", "on", "off")]
    [DataRow("SuspendedEVSE", "off", "1 s on, 1 s off", "off")]
    [DataRow("Unavailable", "off", "on", "off")]
    public void A_status_without_faults_has_its_rhythms(string status, string green, string amber, string red)
    {
        AssertWords(LampShow.Of(status, 0, true), green, amber, red);
    }

    [TestMethod]
    // The bit of a fault is its number of blinks less one: EmergencyStop has 3 blinks and bit 2, PowerSwitchFailure 9 and bit 8.
    [DataRow("Faulted", 1, "off", "off", "1 blink, then a pause", "GroundFailure, code 1: charging is forbidden.")]
    [DataRow("Faulted", 4, "off", "off", "3 blinks, then a pause", "EmergencyStop, code 3: charging is forbidden.")]
    [DataRow("Faulted", 256, "off", "off", "9 blinks, then a pause", "PowerSwitchFailure, code 9: charging is forbidden.")]
    // UnderVoltage (7) is a warning: green goes on showing the status.
    [DataRow("Charging", 64, "0.75 s on, 0.25 s off", "7 blinks, then a pause", "off", "UnderVoltage, code 7: charging may go on.")]
    // MainsLost (12) before SettingsRefused (13): 2048 + 4096.
    [DataRow("Available", 6144, "on", "12 blinks, then a pause", "off", "MainsLost, code 12: charging may go on.")]
    // A critical fault goes before a warning that stands before it in the table: 64 + 128 are UnderVoltage and PowerMeterFailure (8).
    [DataRow("Faulted", 192, "off", "off", "8 blinks, then a pause", "PowerMeterFailure, code 8: charging is forbidden.")]
    public void The_worst_fault_blinks_its_code(string status, int faultMask, string green, string amber, string red, string meaning)
    {
        LampShow? show = LampShow.Of(status, faultMask, true);
        AssertWords(show, green, amber, red);
        Assert.AreEqual(meaning, show!.Meaning);
    }

    [TestMethod]
    public void A_charger_without_its_broker_flashes_amber_once_in_two_seconds()
    {
        AssertWords(LampShow.Of("Available", 0, false), "on", "0.25 s on, 1.75 s off", "off");
    }

    [TestMethod]
    public void A_charger_that_is_looked_for_flutters()
    {
        AssertWords(LampShow.Identify(), "flutters, twice a second", "flutters, twice a second", "flutters, twice a second");
    }

    [TestMethod]
    public void A_status_that_is_not_known_shows_no_lamps()
    {
        Assert.IsNull(LampShow.Of("Napping", 0, true));
        Assert.IsNull(LampShow.Of("77", 0, true));
        Assert.IsNull(LampShow.Of("", 0, true));
    }

    [TestMethod]
    public void The_picture_of_a_rhythm_has_a_thirty_second_of_its_width_for_a_quarter_of_a_second()
    {
        Assert.AreEqual(
            "linear-gradient(90deg, var(--on) 0% 3.125%, var(--off) 3.125% 100%)",
            LampShow.Of("Faulted", 1, true)!.Red.Gradient);
        Assert.AreEqual("linear-gradient(90deg, var(--off) 0% 100%)", LampShow.Of("Faulted", 1, true)!.Green.Gradient);
    }

    [TestMethod]
    public void Active_faults_come_with_their_remedies_and_those_that_forbid_charging_first()
    {
        // 64 + 128 + 2^20: UnderVoltage, PowerMeterFailure, and one of a later firmware.
        IReadOnlyList<ActiveFault> faults = ActiveFault.Of(64 + 128 + (1 << 20));
        CollectionAssert.AreEqual(
            new[] { "PowerMeterFailure", "Fault 21", "UnderVoltage" },
            faults.Select(fault => fault.VendorCode).ToArray());
        Assert.IsTrue(faults[0].IsCritical);
        Assert.AreEqual(8, faults[0].Blinks);
        StringAssert.StartsWith(faults[0].Remedy!.Remedy, "Mend wire or supply");
        Assert.IsNull(faults[1].Remedy);
        Assert.IsFalse(faults[2].IsCritical);
        Assert.IsEmpty(ActiveFault.Of(0));
        Assert.HasCount(FaultTable.Count, ActiveFault.Of((1 << FaultTable.Count) - 1).Where(fault => fault.Remedy != null));
    }

    private static void AssertWords(LampShow? show, string green, string amber, string red)
    {
        Assert.IsNotNull(show);
        Assert.AreEqual(green, show.Green.Words, "green");
        Assert.AreEqual(amber, show.Amber.Words, "amber");
        Assert.AreEqual(red, show.Red.Words, "red");
    }
}
