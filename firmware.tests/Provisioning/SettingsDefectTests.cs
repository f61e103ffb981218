using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingsDefectTests
{
    [TestMethod]
    public void Settings_with_a_key_are_without_defect()
    {
        Assert.IsNull(TestSettings.Good().FindDefect());
    }

    [TestMethod]
    public void Each_bound_is_named_by_the_setting_that_breaks_it()
    {
        ExpectDefect("deviceKey", "deviceKey", "short");
        ExpectDefect("wifi.ssid", "wifi.ssid", new string('s', 33));
        ExpectDefect("wifi.password", "wifi.password", "seven77");
        ExpectDefect("wifi.timeServer", "wifi.timeServer", "");
        ExpectDefect("broker.port", "broker.port", "65536");
        ExpectDefect("broker.rootCertificate", "broker.rootCertificate", "no certificate");
        ExpectDefect("agent.chargerId", "agent.chargerId", "a/b");
        ExpectDefect("agent.calibration", "agent.calibration.shuntMicroohms", "0");
        ExpectDefect("agent.ratedCurrentMilliamps", "agent.ratedCurrentMilliamps", "999");
    }

    [TestMethod]
    public void A_defect_never_holds_the_value()
    {
        AgentSettings settings = TestSettings.Good();
        settings.Wifi.Password = "secret7";
        Assert.IsTrue(settings.FindDefect()!.IndexOf("secret7") < 0);
        settings = TestSettings.Good();
        settings.DeviceKey = "secret8";
        Assert.IsTrue(settings.FindDefect()!.IndexOf("secret8") < 0);
    }

    [TestMethod]
    public void A_file_of_another_form_is_refused()
    {
        AgentSettings settings = TestSettings.Good();
        settings.Format = 2;
        Assert.IsNotNull(settings.FindDefect());
    }

    private static void ExpectDefect(string prefix, string name, string value)
    {
        AgentSettings settings = TestSettings.Good();
        Assert.IsNull(SettingsEditor.Set(settings, name, value));
        string? defect = settings.FindDefect();
        Assert.IsNotNull(defect, name);
        Assert.IsTrue(defect!.StartsWith(prefix), defect);
    }
}
