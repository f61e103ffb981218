using Firmware.Core.Config;
using Firmware.Core.Faults;
using Firmware.Core.Metering;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class TechnicianConsoleTests
{
    private const string Locked = "locked: type unlock and the word that the bridge shows for this charger";
    private const string Unlocked = "unlocked for 10 minutes; changes are lost without save";

    [TestMethod]
    public void Reading_needs_no_key()
    {
        TestConsole console = new TestConsole();
        Assert.AreEqual("no faults", console.Type("faults"));
        Assert.AreEqual("no session", console.Type("status"));
        Assert.AreEqual("no tariff: energy is metered, the bridge prices", console.Type("tariff"));
        Assert.AreEqual("part ok", console.Type("selftest"));
        Assert.AreEqual("unknown command: type help", console.Type("reset"));
    }

    [TestMethod]
    public void What_changes_something_is_locked()
    {
        TestConsole console = new TestConsole();
        Assert.AreEqual(Locked, console.Type("set wifi.ssid Other"));
        Assert.AreEqual(Locked, console.Type("calibrate zero"));
        Assert.AreEqual(Locked, console.Type("save"));
        Assert.AreEqual(Locked, console.Type("reboot"));
        Assert.AreEqual("", console.RestartCause);
    }

    [TestMethod]
    public void The_id_on_the_door_does_not_unlock()
    {
        TestConsole console = new TestConsole();
        Assert.AreEqual("this is not the word that the bridge shows, tries left: 4", console.Type("unlock T1"));
        Assert.AreEqual("this is not the word that the bridge shows, tries left: 3", console.Type("unlock"));
        Assert.AreEqual(Locked, console.Type("save"));
    }

    [TestMethod]
    public void After_five_wrong_words_no_word_is_looked_at_for_ten_minutes()
    {
        TestConsole console = new TestConsole();
        for (int i = 0; i < 5; i++)
        {
            console.Type("unlock 0000000" + i.ToString());
        }

        string wait = "too many wrong words: none is looked at for 10 minutes after the last";
        Assert.AreEqual("this is not the word that the bridge shows, tries left: 0", console.Board.LastLine);
        Assert.AreEqual(wait, console.Type("unlock " + TestConsole.Word));
        console.Board.FakeClock.Advance(599999);
        Assert.AreEqual(wait, console.Type("unlock " + TestConsole.Word));
        Assert.AreEqual(Locked, console.Type("save"));
        console.Board.FakeClock.Advance(1);
        Assert.AreEqual(Unlocked, console.Type("unlock " + TestConsole.Word));
    }

    [TestMethod]
    public void A_right_word_begins_the_count_anew()
    {
        TestConsole console = new TestConsole();
        for (int i = 0; i < 4; i++)
        {
            console.Type("unlock T1");
        }

        Assert.AreEqual(Unlocked, console.Type("unlock " + TestConsole.Word));
        Assert.AreEqual("this is not the word that the bridge shows, tries left: 4", console.Type("unlock T1"));
    }

    [TestMethod]
    public void An_unlocked_console_sets_saves_and_restarts()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        Assert.AreEqual("wifi.ssid is set", console.Type("set wifi.ssid My  Depot"));
        Assert.AreEqual("saved; reboot brings them into force", console.Type("save"));
        console.Type("reboot");
        Assert.AreEqual("reboot by the serial console", console.RestartCause);
        Assert.AreEqual("My  Depot", console.Settings.Wifi.Ssid);
    }

    [TestMethod]
    public void It_locks_itself_after_ten_minutes()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        console.Board.FakeClock.Advance(599999);
        Assert.AreEqual("wifi.ssid is set", console.Type("set wifi.ssid A"));
        console.Board.FakeClock.Advance(1);
        Assert.AreEqual(Locked, console.Type("set wifi.ssid B"));
    }

    [TestMethod]
    public void Settings_that_cannot_be_used_are_not_saved()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        console.Type("set agent.ratedCurrentMilliamps 1");
        Assert.AreEqual("not saved: agent.ratedCurrentMilliamps: 1000 to 500000", console.Type("save"));
    }

    [TestMethod]
    public void A_secret_goes_in_and_never_comes_out()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        Assert.AreEqual("wifi.password is set", console.Type("set wifi.password hunter2hunter2"));
        Assert.AreEqual("wifi.password is set", console.Type("set wifi.password short"));
        Assert.IsTrue(console.Type("save").IndexOf("short") < 0);
        console.Type("set wifi.password hunter2hunter2");
        console.Type("save");
        Assert.IsTrue(console.Type("settings").IndexOf("hunter2") < 0);
    }

    [TestMethod]
    public void A_certificate_is_pasted_line_by_line()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        console.Type("set broker.rootCertificate");
        console.Type("-----BEGIN CERTIFICATE-----");
        console.Type("MIIBAAAA");
        Assert.AreEqual("certificate is set", console.Type("-----END CERTIFICATE-----"));
        Assert.AreEqual("MIIBAAAA", console.Settings.Broker.RootCertificate);
        console.Type("set broker.rootCertificate");
        Assert.AreEqual("no certificate: no TLS", console.Type("."));
        Assert.AreEqual("", console.Settings.Broker.RootCertificate);
    }

    [TestMethod]
    public void A_pasted_text_without_end_gives_up_and_frees_the_console()
    {
        TestConsole console = new TestConsole();
        console.Type("unlock " + TestConsole.Word);
        console.Type("set broker.rootCertificate");
        string answer = "";
        // 8192 characters in lines of 101 are 82 lines.
        for (int i = 0; i < 82; i++)
        {
            answer = console.Type(new string('A', 100));
        }

        Assert.AreEqual("not set: this is no certificate", answer);
        Assert.AreEqual("no faults", console.Type("faults"));
    }

    [TestMethod]
    public void Calibration_takes_five_seconds_of_readings()
    {
        TestConsole console = new TestConsole();
        console.Run(1000);
        console.Type("unlock " + TestConsole.Word);
        console.Board.ShuntMicrovolts = -30;
        Assert.AreEqual("measuring for 5 seconds", console.Type("calibrate zero"));
        console.Run(4900);
        Assert.AreEqual("measuring for 5 seconds", console.Board.LastLine);
        console.Run(100);
        Assert.AreEqual("offset -30 uV, current gain 1000000 ppm, voltage gain 1000000 ppm; save keeps them", console.Board.LastLine);
        Assert.AreEqual("calibrate zero, calibrate current MILLIAMPS or calibrate voltage MILLIVOLTS", console.Type("calibrate amps"));
    }

    [TestMethod]
    public void A_charger_without_settings_says_what_to_do_and_takes_them()
    {
        TestConsole console = new TestConsole(null);
        Assert.IsTrue(console.Type("status").StartsWith("not provisioned"));
        Assert.AreEqual("not provisioned", console.Type("settings"));
        console.Type("unlock");
        console.Type("set deviceKey " + TestSettings.Good().DeviceKey);
        Assert.AreEqual("saved; reboot brings them into force", console.Type("save"));
    }

    [TestMethod]
    public void Refused_settings_are_a_warning_with_thirteen_amber_blinks()
    {
        FaultMonitor faults = new FaultMonitor(new AgentConfig()) { IsSettingsRefused = true };
        faults.Check(new EnergyMeter(new AgentConfig()), Firmware.Core.Ports.ConnectorInputs.MainsPresent, 0);
        Assert.IsTrue(faults.TryGetWorst(out FaultCode worst));
        Assert.IsTrue(worst == FaultCode.SettingsRefused);
        Assert.IsFalse(faults.IsBlocking);
        Assert.AreEqual(13, FaultTable.BlinksOf(worst));
    }
}
