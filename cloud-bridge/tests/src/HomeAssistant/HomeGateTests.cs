using System.Text;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>What a home may read at the embedded broker, and that it may do nothing else.</summary>
[TestClass]
public sealed class HomeGateTests
{
    [TestMethod]
    public async Task A_home_gets_configuration_status_and_live_values_of_its_own_charger_and_nothing_of_anothers()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger c1 = await stage.Bridge.ConnectAsync("c1");
        await using ScriptedCharger c2 = await stage.Bridge.ConnectAsync("c2");
        await c1.PublishAsync(Topic.Status, Status("Preparing"));
        await c2.PublishAsync(Topic.Status, Status("Faulted"));
        await using HomeClient oak = await stage.ConnectAsync("oak");

        Assert.IsTrue(await oak.TrySubscribeAsync("homeassistant/#"));
        Assert.IsTrue(await oak.TrySubscribeAsync(HomeStage.Status1));
        Assert.IsTrue(await oak.TrySubscribeAsync("chargeagent/v1/c1/live"));
        // The other's first, so that it would have come before.
        await c2.PublishAsync(Topic.Status, Status("Charging"));
        await c2.PublishAsync("chargeagent/v1/c2/live", "{\"powerMilliwatts\":2}"u8.ToArray());
        await c1.PublishAsync("chargeagent/v1/c1/live", "{\"powerMilliwatts\":1}"u8.ToArray());
        await c1.PublishAsync(Topic.Status, Status("Charging"));
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > 0 && oak.On(HomeStage.Status1).Count == 2);

        // Late as it was, it got the status that was there, and then the new one.
        StringAssert.Contains(oak.On(HomeStage.Status1)[0], "Preparing");
        StringAssert.Contains(oak.On(HomeStage.Status1)[1], "Charging");
        Assert.IsTrue(oak.Messages.First(message => message.Topic == HomeStage.Status1).IsRetained, "a status that was kept");
        CollectionAssert.AreEqual(new[] { "{\"powerMilliwatts\":1}" }, oak.On("chargeagent/v1/c1/live").ToArray());
        CollectionAssert.AreEquivalent(
            new[] { HomeStage.Config1, HomeStage.Status1, "chargeagent/v1/c1/live" },
            oak.Messages.Select(message => message.Topic).Distinct().ToArray());
    }

    [TestMethod]
    [DataRow("chargeagent/v1/c2/status")]
    [DataRow("chargeagent/v1/c2/live")]
    [DataRow("chargeagent/v1/c1/session")]
    [DataRow("chargeagent/v1/c1/alert")]
    [DataRow("chargeagent/v1/c1/log")]
    [DataRow("chargeagent/v1/c1/tariff")]
    [DataRow("chargeagent/v1/c1/receipt")]
    [DataRow("chargeagent/v1/c1/command")]
    [DataRow("chargeagent/v1/c1/#")]
    [DataRow("chargeagent/v1/+/status")]
    [DataRow("chargeagent/#")]
    [DataRow("+/v1/c1/command")]
    [DataRow("#")]
    [DataRow("+/+/+/+")]
    [DataRow("$SYS/#")]
    [DataRow("tasmota/discovery/#")]
    [DataRow("homeassistant")]
    public async Task A_home_may_not_ask_for(string filter)
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger c1 = await stage.Bridge.ConnectAsync("c1");
        await using ScriptedCharger c2 = await stage.Bridge.ConnectAsync("c2");
        await using HomeClient oak = await stage.ConnectAsync("oak");

        Assert.IsFalse(await oak.TrySubscribeAsync(filter));

        // The bridge's commands and a record's receipt pass by, and then something of its own.
        Assert.IsTrue(await oak.TrySubscribeAsync(HomeStage.Status1));
        await stage.Bridge.Host.TryCommandAsync("c1", "identify");
        await c2.PublishAsync(Topic.Status, Status("Faulted"));
        await c1.PublishAsync(Topic.Status, Status("Charging"));
        // First that nothing is known of it yet.
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Status1).Count == 2);
        Assert.AreEqual(2, oak.Messages.Count);
    }

    [TestMethod]
    [DataRow("chargeagent/v1/c1/status")]
    [DataRow("chargeagent/v1/c1/session")]
    [DataRow("chargeagent/v1/c1/command")]
    [DataRow("chargeagent/v1/home@oak/status")]
    [DataRow("homeassistant/device/chargeagent_c1/config")]
    [DataRow("anything")]
    public async Task A_home_that_publishes_loses_its_connection_and_leaves_no_trace(string topic)
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger c1 = await stage.Bridge.ConnectAsync("c1");
        await using HomeClient oak = await stage.ConnectAsync("oak");

        _ = oak.PublishAsync(topic, """{"version":1,"online":true,"status":"Faulted","errorCode":"NoError"}""")
            .ContinueWith(done => done.Exception, TaskScheduler.Default);

        await Eventually.BecomesTrueAsync(() => !oak.IsConnected);
        Assert.AreEqual(
            0,
            stage.Bridge.Count("SELECT COUNT(*) FROM charger_status") + stage.Bridge.Count("SELECT COUNT(*) FROM quarantine"));
        Assert.IsTrue(c1.IsConnected);
        Assert.AreEqual(1, stage.Bridge.Host.Refusals.Topics);
    }

    [TestMethod]
    public async Task After_a_restart_a_home_is_told_that_a_charger_is_away_until_it_is_back()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger before = await stage.Bridge.ConnectAsync("c1");
        await before.PublishAsync(Topic.Status, Status("Available"));
        await stage.Bridge.RestartAsync();
        await using HomeClient oak = await stage.ConnectAsync("oak");
        await oak.TrySubscribeAsync(HomeStage.Status1);
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Status1).Count == 1);
        Assert.AreEqual("""{"version":1,"online":false}""", oak.On(HomeStage.Status1)[0]);

        await using ScriptedCharger back = await stage.Bridge.ConnectAsync("c1");
        await back.PublishAsync(Topic.Status, Status("Charging"));

        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Status1).Count == 2);
        StringAssert.Contains(oak.On(HomeStage.Status1)[1], "Charging");
    }

    [TestMethod]
    public async Task A_birth_message_brings_the_configuration_and_the_status_again()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger c1 = await stage.Bridge.ConnectAsync("c1");
        await c1.PublishAsync(Topic.Status, Status("Available"));
        await using HomeClient oak = await stage.ConnectAsync("oak");
        await oak.TrySubscribeAsync("homeassistant/#");
        await oak.TrySubscribeAsync(HomeStage.Status1);
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > 0 && oak.On(HomeStage.Status1).Count > 0);
        int before = oak.Messages.Count;

        await oak.PublishAsync("homeassistant/status", "online");

        await Eventually.BecomesTrueAsync(() => oak.Messages.Count == before + 2);
        Assert.AreEqual(oak.On(HomeStage.Config1)[0], oak.On(HomeStage.Config1)[^1]);
        Assert.IsTrue(oak.IsConnected);
        Assert.IsFalse(oak.Messages.Any(message => message.Topic == "homeassistant/status"), "its own word does not come back");
    }

    [TestMethod]
    public async Task Who_is_not_the_home_it_says_is_not_let_in()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        int port = stage.Bridge.Host.Broker.Port;

        Assert.IsNull(await HomeClient.TryConnectAsync(port, "home@oak", "a wrong password"));
        Assert.IsNull(await HomeClient.TryConnectAsync(port, "home@oak", stage.Passwords["elm"]));
        Assert.IsNull(await HomeClient.TryConnectAsync(port, "home@nobody", stage.Passwords["oak"]));
        // With its own password under another's name it could push that one off its connection.
        Assert.IsNull(await HomeClient.TryConnectAsync(port, "home@oak", stage.Passwords["oak"], clientId: "home@elm"));
        Assert.IsNull(await HomeClient.TryConnectAsync(port, "home@oak", stage.Passwords["oak"], clientId: "c1"));
        Assert.AreEqual(5, stage.Bridge.Host.Refusals.Logins);
    }

    [TestMethod]
    public async Task Without_the_setting_no_home_is_let_in()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();

        Assert.IsNull(await HomeClient.TryConnectAsync(bridge.Host.Broker.Port, "home@oak", "x"));
    }

    [TestMethod]
    public async Task A_charger_that_changes_hands_leaves_one_home_and_comes_to_the_other()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using ScriptedCharger c1 = await stage.Bridge.ConnectAsync("c1");
        await using HomeClient oak = await stage.ConnectAsync("oak");
        await using HomeClient elm = await stage.ConnectAsync("elm");
        await oak.TrySubscribeAsync("homeassistant/#");
        await oak.TrySubscribeAsync(HomeStage.Status1);
        await elm.TrySubscribeAsync("homeassistant/#");
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > 0);

        stage.Owners.Assign("c1", "elm", 1);
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1)[^1].Length == 0 && elm.On(HomeStage.Config1).Count > 0);
        int before = oak.Messages.Count;
        await c1.PublishAsync(Topic.Status, Status("Charging"));
        Assert.IsTrue(await elm.TrySubscribeAsync(HomeStage.Status1));
        await Eventually.BecomesTrueAsync(() => elm.On(HomeStage.Status1).Count > 0);

        Assert.AreEqual(before, oak.Messages.Count);
    }

    [TestMethod]
    public async Task A_home_that_is_removed_is_out_within_seconds_and_stays_out()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await using HomeClient oak = await stage.ConnectAsync("oak");

        stage.Credentials.TryRemove("oak");

        await Eventually.BecomesTrueAsync(() => !oak.IsConnected);
        Assert.IsNull(await HomeClient.TryConnectAsync(stage.Bridge.Host.Broker.Port, "home@oak", stage.Passwords["oak"]));
    }

    private static byte[] Status(string connector)
    {
        return Encoding.UTF8.GetBytes($$"""{"version":1,"online":true,"status":"{{connector}}","errorCode":"NoError"}""");
    }
}
