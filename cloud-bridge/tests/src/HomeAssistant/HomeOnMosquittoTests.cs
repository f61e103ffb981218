using CloudBridge.Commands;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>The same on a real mosquitto with the files of cloud-bridge/deploy and the access list that "home acl" prints.</summary>
[TestClass]
public sealed class HomeOnMosquittoTests
{
    [TestMethod]
    public async Task A_home_reads_its_own_charger_and_no_other_and_birth_and_a_lost_broker_bring_the_configuration_again()
    {
        await using MosquittoBroker mosquitto = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using HomeStage stage = await HomeStage.SetAsync(mosquitto);
        await stage.Bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        await stage.Bridge.Host.AddChargerAsync("c2", RunningBridge.DeviceKey);
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM home_announced") == 2);
        CommandRun acl = CommandRun.Of(HomeCommand.Create(), "acl", "--database", stage.Bridge.DatabasePath);
        string passwords = string.Concat(stage.Credentials.All().Select(home => $"{home.User}:{home.PasswordHash}\n"));

        // It has lost everything: the bridge tells it all again.
        await mosquitto.LoseStateAsync(passwords, "\n" + acl.Output);
        await using ScriptedCharger c1 = await mosquitto.ConnectAsync(stage.Bridge, "c1");
        await using ScriptedCharger c2 = await mosquitto.ConnectAsync(stage.Bridge, "c2");
        await using HomeClient oak = (
            await HomeClient.TryConnectAsync(
                mosquitto.ChargerPort,
                "home@oak",
                stage.Passwords["oak"],
                authorityFile: mosquitto.AuthorityFile)
        )!;
        await oak.TrySubscribeAsync("homeassistant/#");
        await oak.TrySubscribeAsync("chargeagent/#");
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > 0);
        await c2.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Faulted","errorCode":"NoError"}"""u8.ToArray());
        await c1.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""u8.ToArray());
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Status1).Count > 0);
        int before = oak.On(HomeStage.Config1).Count;
        await oak.PublishAsync("homeassistant/status", "online");
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > before);

        foreach (string topic in new[] { HomeStage.Status1, HomeStage.Config1, "chargeagent/v1/c1/command" })
        {
            await using HomeClient forger = (
                await HomeClient.TryConnectAsync(
                    mosquitto.ChargerPort,
                    "home@elm",
                    stage.Passwords["elm"],
                    authorityFile: mosquitto.AuthorityFile)
            )!;
            // mosquitto acknowledges what it does not take, or closes the connection.
            await forger.PublishAsync(topic, "forged").ContinueWith(done => done.Exception, TaskScheduler.Default);
        }

        await c1.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Available","errorCode":"NoError"}"""u8.ToArray());
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Status1)[^1].Contains("Available", StringComparison.Ordinal));

        CollectionAssert.AreEquivalent(
            new[] { HomeStage.Config1, HomeStage.Status1 },
            oak.Messages.Select(message => message.Topic).Where(topic => topic != "homeassistant/status").Distinct().ToArray());
        Assert.IsFalse(oak.Messages.Any(message => message.Payload == "forged"));
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task A_charger_that_is_gone_and_a_setting_that_is_off_take_their_configurations_back()
    {
        await using MosquittoBroker mosquitto = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        bool isOn = true;
        await using RunningBridge bridge = await RunningBridge.StartAsync(mosquitto, settings => settings.Home.HomeAssistant = isOn);
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        await bridge.Host.AddChargerAsync("c2", RunningBridge.DeviceKey);
        await mosquitto.LoseStateAsync("", "\nuser c1\ntopic read homeassistant/#\n");
        await using HomeClient reader = (
            await HomeClient.TryConnectAsync(mosquitto.ChargerPort, "c1", "the password of c1", authorityFile: mosquitto.AuthorityFile)
        )!;
        await reader.TrySubscribeAsync("homeassistant/#");
        await Eventually.BecomesTrueAsync(() => reader.On(HomeStage.Config1).Count > 0 && reader.On(HomeStage.Config2).Count > 0);

        bridge.Run("DELETE FROM charger WHERE charger_id = 'c2'");
        await Eventually.BecomesTrueAsync(() => reader.On(HomeStage.Config2)[^1].Length == 0);
        Assert.AreNotEqual("", reader.On(HomeStage.Config1)[^1]);
        isOn = false;
        await bridge.RestartAsync();
        await Eventually.BecomesTrueAsync(() => reader.On(HomeStage.Config1)[^1].Length == 0);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM home_announced") == 0);
    }
}
