using Firmware.Core.Provisioning;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingsWatchTests
{
    private const int RatedCurrent = 4;

    [TestMethod]
    public void A_charger_that_was_set_up_tells_so_once_and_names_no_setting()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        charger.Start(TestSettings.Good());
        Alert[] told = charger.Told();
        Assert.AreEqual(1, told.Length);
        Assert.AreEqual(SettingName.All, told[0].Setting);
        Assert.AreEqual("Notice", told[0].Severity);
        Assert.IsTrue(told[0].OldHash == 0);
    }

    [TestMethod]
    public void A_changed_limit_is_told_once_and_so_is_its_change_back()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        charger.Start(Halved());
        charger.Start(Halved());
        charger.Start(TestSettings.Good());
        charger.Start(TestSettings.Good());
        Alert[] told = charger.Told();
        Assert.AreEqual(3, told.Length);
        Assert.AreEqual(RatedCurrent, told[1].Setting);
        Assert.AreEqual("SettingChanged", told[1].VendorCode);
        Assert.AreEqual("NoError", told[1].ErrorCode);
        Assert.AreEqual("Warning", told[1].Severity);
        Assert.IsTrue(told[1].OldHash != told[1].NewHash);
        Assert.AreEqual(RatedCurrent, told[2].Setting);
        Assert.IsTrue(told[2].OldHash == told[1].NewHash && told[2].NewHash == told[1].OldHash);
    }

    [TestMethod]
    public void A_changed_key_is_told_by_its_hashes_and_no_digit_of_it_is_in_the_message()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        AgentSettings other = TestSettings.Good();
        other.DeviceKey = new string('7', 64);
        charger.Start(other);
        charger.Board.FakeLink.ConnectionNumber = 1;
        charger.Run(3000);
        string message = charger.Board.FakeLink.LastOf(Firmware.Core.Ports.Topic.Alert);
        Assert.AreEqual("deviceKey", FakeLink.MemberOf(message, "settingName"));
        Assert.AreEqual(8, FakeLink.MemberOf(message, "oldHash").Length);
        Assert.AreEqual(8, FakeLink.MemberOf(message, "newHash").Length);
        Assert.IsTrue(message.IndexOf("77777777") < 0);
        Assert.IsTrue(message.IndexOf("00112233") < 0);
    }

    [TestMethod]
    public void A_change_at_the_console_is_told_when_it_comes_into_force()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        AgentSettings edited = TestSettings.Good();
        Assert.IsNull(SettingsEditor.Set(edited, "agent.calibration.currentGainPpm", "900000"));
        Assert.IsNull(SettingsEditor.Set(edited, "wifi.ssid", "Elsewhere"));
        charger.Start(edited);
        Alert[] told = charger.Told();
        Assert.AreEqual(2, told.Length);
        Assert.AreEqual("agent.calibration.currentGainPpm", SettingName.Of(told[1].Setting));
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_of_a_start_tells_three_changes_once_each()
    {
        WatchedCharger before = new WatchedCharger();
        before.Start(TestSettings.Good());
        int cut = 0;
        bool isCut = true;
        for (; isCut; cut++)
        {
            WatchedCharger charger = new WatchedCharger();
            charger.Board.FakeFlash.CopyFrom(before.Board.FakeFlash);
            charger.Board.FakeFlash.BytesUntilCut = cut;
            charger.Start(ThreeChanged());
            isCut = charger.Board.FakeFlash.IsCut;
            charger.Board.FakeFlash.Restore();
            charger.Start(ThreeChanged());
            charger.Start(ThreeChanged());
            Alert[] told = charger.Told();
            Assert.AreEqual(4, told.Length, "cut " + cut.ToString());
            Assert.AreEqual(RatedCurrent + 5 + 6, told[1].Setting + told[2].Setting + told[3].Setting, "cut " + cut.ToString());
        }

        // Three alerts of 60 bytes and the counters behind each at the least.
        Assert.IsTrue(cut > 300, cut.ToString());
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_of_the_first_start_tells_it_once()
    {
        bool isCut = true;
        for (int cut = 0; isCut; cut++)
        {
            WatchedCharger charger = new WatchedCharger();
            charger.Board.FakeFlash.BytesUntilCut = cut;
            charger.Start(TestSettings.Good());
            isCut = charger.Board.FakeFlash.IsCut;
            charger.Board.FakeFlash.Restore();
            charger.Start(TestSettings.Good());
            charger.Start(TestSettings.Good());
            Assert.AreEqual(1, charger.Told().Length, "cut " + cut.ToString());
        }
    }

    [TestMethod]
    public void What_flash_refuses_is_told_when_it_writes_again()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        charger.Board.FakeFlash.IsCut = true;
        charger.Start(Halved());
        charger.Run(60000);
        Assert.AreEqual(1, charger.Told().Length);
        charger.Board.FakeFlash.Restore();
        charger.Run(10100);
        Assert.AreEqual(2, charger.Told().Length);
        charger.Start(Halved());
        Assert.AreEqual(2, charger.Told().Length);
    }

    [TestMethod]
    public void Who_takes_the_memory_away_to_change_something_unseen_is_told_too()
    {
        WatchedCharger charger = new WatchedCharger();
        charger.Start(TestSettings.Good());
        charger.Board.FakeFlash.TryDelete("told-a");
        charger.Board.FakeFlash.TryDelete("told-b");
        charger.Start(Halved());
        Alert[] told = charger.Told();
        Assert.AreEqual(2, told.Length);
        Assert.AreEqual(SettingName.All, told[1].Setting);
        Assert.IsTrue(told[1].NewHash != told[0].NewHash);
    }

    private static AgentSettings Halved()
    {
        AgentSettings settings = TestSettings.Good();
        settings.Agent.RatedCurrentMilliamps = 16000;
        return settings;
    }

    private static AgentSettings ThreeChanged()
    {
        AgentSettings settings = Halved();
        settings.Agent.VoltageMinMillivolts = 100000;
        settings.Agent.VoltageMaxMillivolts = 300000;
        return settings;
    }
}
