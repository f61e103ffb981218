using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingsEditorTests
{
    [TestMethod]
    public void A_setting_is_set_by_its_name_in_the_file()
    {
        AgentSettings settings = new AgentSettings();
        Assert.IsNull(SettingsEditor.Set(settings, "wifi.ssid", "My Depot"));
        Assert.IsNull(SettingsEditor.Set(settings, "broker.port", "8883"));
        Assert.IsNull(SettingsEditor.Set(settings, "agent.ratedPowerMilliwatts", "22000000"));
        Assert.IsNull(SettingsEditor.Set(settings, "agent.calibration.shuntOffsetMicrovolts", "-30"));
        Assert.IsNull(SettingsEditor.Set(settings, "hasSplitFrontEnd", "true"));
        Assert.AreEqual("My Depot", settings.Wifi.Ssid);
        Assert.AreEqual(8883, settings.Broker.Port);
        Assert.AreEqual(22000000L, settings.Agent.RatedPowerMilliwatts);
        Assert.AreEqual(-30, settings.Agent.Calibration.ShuntOffsetMicrovolts);
        Assert.IsTrue(settings.HasSplitFrontEnd);
    }

    [TestMethod]
    public void A_value_that_is_no_number_changes_nothing()
    {
        AgentSettings settings = new AgentSettings();
        Assert.IsNotNull(SettingsEditor.Set(settings, "broker.port", "eighty"));
        Assert.IsNotNull(SettingsEditor.Set(settings, "agent.ratedPowerMilliwatts", ""));
        Assert.IsNotNull(SettingsEditor.Set(settings, "hasSplitFrontEnd", "yes"));
        // 2^32 + 1 would be 1 if it were cut to 32 bits.
        Assert.IsNotNull(SettingsEditor.Set(settings, "agent.ratedCurrentMilliamps", "4294967297"));
        Assert.AreEqual(1883, settings.Broker.Port);
        Assert.AreEqual(8000000L, settings.Agent.RatedPowerMilliwatts);
        Assert.IsFalse(settings.HasSplitFrontEnd);
        Assert.AreEqual(32000, settings.Agent.RatedCurrentMilliamps);
    }

    [TestMethod]
    public void An_unknown_name_is_said_to_be_unknown_whatever_the_value()
    {
        AgentSettings settings = new AgentSettings();
        string? text = SettingsEditor.Set(settings, "wifi.sid", "Depot");
        string? number = SettingsEditor.Set(settings, "broker.prot", "1883");
        Assert.AreEqual("there is no setting of this name: see settings", text);
        Assert.AreEqual(text, number);
    }
}
