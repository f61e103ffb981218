using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Host;
using CloudBridge.Settings;

namespace CloudBridge.Tests.Src.Storage;

[TestClass]
public sealed class SettingTests
{
    [TestMethod]
    [DataRow("""{ "Bridge": { "MqttProt": "1" } }""", "Bridge:MqttProt is not a setting; did you mean MqttPort?")]
    [DataRow("""{ "Bridge": { "MqttPort": "many" } }""", "Bridge:MqttPort is 'many': give a whole number")]
    [DataRow("""{ "Bridge": { "MqttPort": 70000 } }""", "MqttPort is 70000: give 1 to 65535")]
    [DataRow("""{ "Bridge": { "TimeZone": "Mars/Base" } }""", "TimeZone is 'Mars/Base', which the tz database does not know")]
    [DataRow("""{ "Bridge": { "PagesUrl": "https://x" } }""", "PagesUrl is 'https://x': give an address like http://localhost:5080")]
    [DataRow("""{ "Bridge": { "Currency": "euro" } }""", "Currency is 'euro': give three capital letters")]
    [DataRow("""{ "Bridge": { "Broker": "broker" } }""", "Broker is 'broker': give HOST:PORT")]
    [DataRow("""{ "Bridge": """, "is not valid JSON")]
    public void A_bad_setting_is_named_with_how_to_mend_it(string json, string message)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        File.WriteAllText(Path.Combine(directory.FullName, "appsettings.json"), json);

        RefusedException refused = Assert.Throws<RefusedException>(() =>
            SettingReader.Read(directory.FullName, new Dictionary<string, string>()));

        StringAssert.Contains(refused.Message, message);
        Assert.IsFalse(refused.Message.Contains('\n', StringComparison.Ordinal), "one line");
        directory.Delete(true);
    }

    [TestMethod]
    public void The_annotated_file_that_ships_holds_every_setting_at_its_default()
    {
        BridgeSettings shipped = SettingReader.Read(
            Path.GetDirectoryName(typeof(BridgeHost).Assembly.Location)!,
            new Dictionary<string, string>());
        BridgeSettings defaults = new();
        string text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(typeof(BridgeHost).Assembly.Location)!, "appsettings.json"));
        foreach (Setting setting in SettingTable.All)
        {
            Assert.AreEqual(setting.Get(defaults), setting.Get(shipped), setting.Key);
            StringAssert.Contains(text, $"\"{setting.Key}\":");
        }
    }

    [TestMethod]
    public void A_flag_wins_over_the_file()
    {
        BridgeSettings settings = SettingReader.Read(AppContext.BaseDirectory, new Dictionary<string, string> { ["MqttPort"] = "2883" });

        Assert.AreEqual(2883, settings.Mqtt.MqttPort);
    }
}
