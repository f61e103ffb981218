using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Mqtt;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using MQTTnet.Server;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public class BrokerTests
{
    [TestMethod]
    [DataRow("c1", "chargeagent/v1/c1/session", true)]
    [DataRow("c1", "chargeagent/v1/c1/status", true)]
    [DataRow("c1", "chargeagent/v1/c2/session", false)]
    [DataRow("c1", "chargeagent/v1/c1/receipt", false)]
    [DataRow("c1", "chargeagent/v1/c1/tariff", false)]
    [DataRow("c1", "chargeagent/v1/c1/session/x", false)]
    [DataRow("c1", "chargeagent/v1/c1", false)]
    [DataRow("c1", "$SYS/x", false)]
    public void A_charger_writes_only_its_own_messages(string chargerId, string topic, bool mayPublish)
    {
        Assert.AreEqual(mayPublish, BrokerAccess.MayPublish(chargerId, topic, out _));
    }

    [TestMethod]
    [DataRow("chargeagent/v1/c1/receipt", true)]
    [DataRow("chargeagent/v1/c1/tariff", true)]
    [DataRow("chargeagent/v1/c1/command", true)]
    [DataRow("chargeagent/v1/c2/receipt", false)]
    [DataRow("chargeagent/v1/c1/session", false)]
    [DataRow("chargeagent/v1/+/receipt", false)]
    [DataRow("chargeagent/v1/c1/#", false)]
    [DataRow("#", false)]
    public void A_charger_reads_only_what_is_sent_to_it(string filter, bool maySubscribe)
    {
        Assert.AreEqual(maySubscribe, BrokerAccess.MaySubscribe("c1", filter));
    }

    [TestMethod]
    public async Task Publishing_below_another_chargers_id_costs_the_connection_and_leaves_no_trace()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger victim = await bridge.ConnectAsync("victim");
        await using ScriptedCharger thief = await bridge.ConnectAsync("thief");
        byte[] message = victim.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));

        await Assert.ThrowsAsync<Exception>(() => thief.PublishAsync(Topics.Of("victim", Topic.Session), message));

        Assert.IsFalse(thief.IsConnected);
        Assert.IsTrue(victim.IsConnected);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM durable_record") + bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task Subscribing_to_another_chargers_receipts_is_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        Assert.IsTrue((int)await charger.SubscribeAsync("chargeagent/v1/c2/receipt") >= 0x80);
        Assert.IsTrue((int)await charger.SubscribeAsync("chargeagent/v1/#") >= 0x80);
    }

    [TestMethod]
    public async Task A_charger_that_nobody_added_is_not_let_in()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger stranger = new("stranger", RunningBridge.DeviceKey);

        await Assert.ThrowsAsync<Exception>(() => stranger.ConnectAsync(bridge.Host.Broker.Port));
    }

    [TestMethod]
    public async Task A_charger_with_a_stored_password_must_give_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("locked", RunningBridge.DeviceKey, "the password");

        Assert.IsTrue(bridge.Host.Chargers.HashAccepting("locked", "locked", "the password") != null);
        Assert.IsFalse(bridge.Host.Chargers.HashAccepting("locked", "locked", "another") != null);
        Assert.IsFalse(bridge.Host.Chargers.HashAccepting("locked", null, null) != null);
        Assert.IsFalse(bridge.Host.Chargers.HashAccepting("locked", "other", "the password") != null);
    }

    [TestMethod]
    public async Task A_charger_that_vanishes_is_shown_as_offline()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(
            Topic.Status,
            Encoding.UTF8.GetBytes("""{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""));
        ChargerPlaces places = new(new Database(bridge.DatabasePath), new Hearing(bridge.Clock));
        Assert.AreEqual("Charging", places.All().Single().ConnectorStatus);

        charger.Vanish();

        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT is_online FROM charger_status") == 0);
    }

    [TestMethod]
    public async Task Behind_an_external_broker_a_session_is_billed_receipted_and_acknowledged()
    {
        using MqttServer broker = await StartPlainBrokerAsync();
        await using RunningBridge bridge = await RunningBridge.StartAsync($"127.0.0.1:{PortOf(broker)}");
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Count == 1);
    }

    [TestMethod]
    public async Task What_comes_while_the_bridge_is_away_is_billed_when_it_is_back()
    {
        using MqttServer broker = await StartPlainBrokerAsync();
        await using RunningBridge bridge = await RunningBridge.StartAsync($"127.0.0.1:{PortOf(broker)}");
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] message = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));

        await bridge.Host.DisposeAsync();
        await charger.PublishAsync(Topic.Session, message);
        await bridge.RestartAsync();

        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    private static async Task<MqttServer> StartPlainBrokerAsync()
    {
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(0)
            .WithDefaultEndpointBoundIPAddress(System.Net.IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(System.Net.IPAddress.None)
            .WithPersistentSessions()
            .Build();
        MqttServer server = new MqttServerFactory().CreateMqttServer(options);
        server.ServerSessionItems["port"] = options;
        await server.StartAsync();
        return server;
    }

    private static int PortOf(MqttServer server)
    {
        return ((MqttServerOptions)server.ServerSessionItems["port"]!).DefaultEndpointOptions.Port;
    }
}
