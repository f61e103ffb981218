using System.Text;
using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingsTextTests
{
    [TestMethod]
    public void The_text_to_keep_holds_every_setting()
    {
        AgentSettings settings = TestSettings.Good();
        settings.Broker.RootCertificate = "MIIB";
        Assert.AreEqual(
            "{\"format\":1,\"wifi\":{\"ssid\":\"Depot\",\"password\":\"wifi-secret\",\"timeServer\":\"pool.ntp.org\"},"
                + "\"broker\":{\"host\":\"broker\",\"port\":1883,\"user\":\"\",\"password\":\"mqtt-secret\",\"rootCertificate\":\"MIIB\"},"
                + "\"deviceKey\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\",\"hasSplitFrontEnd\":false,"
                + "\"agent\":{\"chargerId\":\"T1\",\"connectorType\":\"IEC_62196_T2\","
                + "\"ratedPowerMilliwatts\":8000000,\"ratedCurrentMilliamps\":32000,"
                + "\"voltageMinMillivolts\":187000,\"voltageMaxMillivolts\":264500,"
                + "\"startCurrentMilliamps\":500,\"noLoadCurrentMilliamps\":20,"
                + "\"checkpointIntervalMs\":60000,\"checkpointEnergyMilliwattHours\":100000,\"liveIntervalMs\":10000,"
                + "\"refusesUnsigned\":false,"
                + "\"calibration\":{\"shuntOffsetMicrovolts\":0,\"shuntMicroohms\":5000,\"currentGainPpm\":1000000,"
                + "\"dividerRatioPerMille\":10000,\"voltageGainPpm\":1000000}}}",
            TextOf(SettingsText.ToKeep(settings)));
    }

    [TestMethod]
    public void The_text_to_show_holds_no_secret_and_says_which_are_set()
    {
        string shown = TextOf(SettingsText.ToShow(TestSettings.Good()));
        Assert.IsTrue(shown.IndexOf("secret") < 0);
        Assert.IsTrue(shown.IndexOf("00112233") < 0);
        Assert.IsTrue(shown.IndexOf("\"ssid\":\"Depot\",\"password\":\"(set)\"") > 0);
        AgentSettings open = TestSettings.Good();
        open.Wifi.Password = "";
        Assert.IsTrue(TextOf(SettingsText.ToShow(open)).IndexOf("\"ssid\":\"Depot\",\"password\":\"\"") > 0);
    }

    private static string TextOf(byte[]? text)
    {
        return text == null ? "" : Encoding.UTF8.GetString(text, 0, text.Length);
    }
}
