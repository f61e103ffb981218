using Firmware.Core.Provisioning;
using Firmware.Core.Records;
using Hardware.Virtual;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingHashesTests
{
    [TestMethod]
    public void Whoever_knows_a_value_can_work_out_its_hash()
    {
        // printf '%s' 'agent.ratedCurrentMilliamps=32000' | openssl dgst -sha256 -hmac setting
        Assert.AreEqual(0x5c29930dU, HashesOf(TestSettings.Good())[4]);
        AgentSettings halved = TestSettings.Good();
        halved.Agent.RatedCurrentMilliamps = 16000;
        Assert.AreEqual(0xebc26fa8U, HashesOf(halved)[4]);
        Assert.AreEqual(0xa3e4576cU, HashesOf(halved)[1]);
    }

    [TestMethod]
    public void Each_setting_has_the_name_by_which_the_console_sets_it_and_a_hash_of_its_own()
    {
        uint[] before = HashesOf(TestSettings.Good());
        for (int setting = SettingName.All + 1; setting < SettingName.Count; setting++)
        {
            string name = SettingName.Of(setting);
            bool isFlag = name is "hasSplitFrontEnd" or "agent.refusesUnsigned";
            string value = isFlag ? "true" : name == "deviceKey" ? new string('7', 64) : "777";
            AgentSettings settings = TestSettings.Good();
            Assert.IsNull(SettingsEditor.Set(settings, name, value), name);
            uint[] after = HashesOf(settings);
            int[] changed = [.. Enumerable.Range(0, SettingName.Count).Where(other => before[other] != after[other])];
            CollectionAssert.AreEqual(new[] { SettingName.All, setting }, changed, name);
        }
    }

    private static uint[] HashesOf(AgentSettings settings)
    {
        return new SettingHashes(new HmacAuthenticator(SettingHashes.Key())).Of(settings);
    }
}
