using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>Each rule of cloud-bridge/deploy, tried on a real mosquitto with these files.</summary>
[TestClass]
public sealed class MosquittoTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Over_tls_a_session_is_billed_and_receipted(bool isPostgres)
    {
        if (isPostgres)
        {
            TestDatabase.ChoosePostgres();
        }

        try
        {
            await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
            await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
            Tariff tariff = await bridge.PublishAsync();
            await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");

            await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

            Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
            Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
            await Eventually.BecomesTrueAsync(() => charger.Tariffs.Count == 1);
        }
        finally
        {
            TestDatabase.IsPostgres = false;
        }
    }

    [TestMethod]
    public async Task What_a_charger_writes_below_another_ones_id_or_to_its_own_receipts_never_arrives()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger victim = await broker.ConnectAsync(bridge, "c1");
        byte[] stolen = victim.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));

        // mosquitto acknowledges to a 3.1.1 client what it throws away, and then hangs up: a connection for each try.
        await TryForbiddenAsync(broker, bridge, Topics.Of("c1", Topic.Session), stolen);
        await TryForbiddenAsync(broker, bridge, Topics.Of("c1", Topic.Receipt), "{\"sequence\":1,\"mac\":\"00\"}"u8.ToArray());
        await TryForbiddenAsync(broker, bridge, Topics.Of("c2", Topic.Tariff), "{}"u8.ToArray());
        await using ScriptedCharger thief = await broker.ConnectAsync(bridge, "c2");
        // The thief's own session, behind its tries, shows that they had their chance to arrive.
        await thief.PublishAsync(Topic.Session, thief.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        await thief.ReceiptAsync();

        Assert.AreEqual("c2", bridge.Texts("SELECT charger_id FROM bill").Single());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        Assert.AreEqual(0, victim.ReceiptCount);
        Assert.AreEqual(1, thief.Tariffs.Count, "only the bridge's own tariff");
    }

    [TestMethod]
    public async Task A_charger_hears_nothing_that_is_not_sent_to_it()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger curious = await broker.ConnectAsync(bridge, "c2");
        await Eventually.BecomesTrueAsync(() => curious.Tariffs.Count == 1);
        foreach (
            string filter in new[] { "#", "chargeagent/v1/+/receipt", "chargeagent/v1/c1/receipt", "chargeagent/v1/+/session", "$SYS/#" })
        {
            // mosquitto grants a wildcard and then delivers nothing the client may not read.
            await curious.SubscribeAsync(filter);
        }

        await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.ReceiptAsync();
        await curious.PublishAsync(Topic.Session, curious.Record(ScriptedSession.OneHour(1, 0, 1, tariff)));

        // Its own receipt comes last, so anything else would have come before it. Its own tariff is retained: it comes again with "#".
        Assert.AreEqual(1, (await curious.ReceiptAsync()).Sequence);
        Assert.AreEqual(0, curious.ReceiptCount);
        Assert.IsTrue(curious.Tariffs.All(payload => payload.AsSpan().SequenceEqual(DeviceTariffJson.Write(tariff))));
    }

    [TestMethod]
    [DataRow("c1", null, null, "anonymous")]
    [DataRow("c1", "c1", "the password of c2", "wrong password")]
    [DataRow("c3", "c3", "the password of c1", "unknown user")]
    public async Task Who_has_no_credential_is_not_let_in(string clientId, string? user, string? password, string who)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using ScriptedCharger stranger = new(clientId, RunningBridge.DeviceKey)
        {
            User = user,
            Password = password,
            AuthorityFile = broker.AuthorityFile,
        };

        await Assert.ThrowsAsync<Exception>(() => stranger.ConnectAsync(broker.ChargerPort), who);
    }

    [TestMethod]
    public async Task Without_tls_or_with_another_authority_nobody_talks()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using MosquittoBroker other = await MosquittoBroker.StartAsync();
        await using ScriptedCharger plain = new("c1", RunningBridge.DeviceKey) { User = "c1", Password = "the password of c1" };
        await using ScriptedCharger deceived = new("c1", RunningBridge.DeviceKey)
        {
            User = "c1",
            Password = "the password of c1",
            AuthorityFile = other.AuthorityFile,
        };

        await Assert.ThrowsAsync<Exception>(() => plain.ConnectAsync(broker.ChargerPort));
        await Assert.ThrowsAsync<Exception>(() => deceived.ConnectAsync(broker.ChargerPort));
    }

    [TestMethod]
    public async Task A_charger_cannot_push_another_one_off_with_its_client_id()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger victim = await broker.ConnectAsync(bridge, "c1");
        await using ScriptedCharger impostor = new("c1", RunningBridge.DeviceKey)
        {
            User = "c2",
            Password = "the password of c2",
            AuthorityFile = broker.AuthorityFile,
        };

        await impostor.ConnectAsync(broker.ChargerPort);
        await victim.PublishAsync(Topic.Session, victim.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        Assert.AreEqual(1, (await victim.ReceiptAsync()).Sequence);
        Assert.IsTrue(victim.IsConnected);
    }

    [TestMethod]
    public async Task By_a_chargers_password_nobody_takes_over_the_bridges_session_at_the_bridges_door()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger thief = new("chargeagent-bridge", RunningBridge.DeviceKey)
        {
            User = "c2",
            Password = "the password of c2",
            AuthorityFile = broker.AuthorityFile,
        };

        await Assert.ThrowsAsync<Exception>(() => thief.ConnectAsync(broker.BridgePort));

        await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
    }

    [TestMethod]
    public async Task A_packet_over_the_limit_costs_the_connection_and_is_not_acknowledged()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");

        // 66,560 bytes are allowed for a whole packet.
        await charger.PublishAsync(Topic.Session, new byte[65536]);
        await Assert.ThrowsAsync<Exception>(() => charger.PublishAsync(Topic.Session, new byte[66600]));

        await Eventually.BecomesTrueAsync(() => !charger.IsConnected);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM quarantine") == 1);
    }

    [TestMethod]
    public async Task What_an_unknown_charger_says_of_itself_leaves_no_row_and_is_counted()
    {
        // mosquitto knows both, the bridge only c1: as after a charger was given a credential and never added.
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger unknown = new("c2", RunningBridge.DeviceKey)
        {
            User = "c2",
            Password = "the password of c2",
            AuthorityFile = broker.AuthorityFile,
        };
        await unknown.ConnectAsync(broker.ChargerPort);
        byte[] status = "{\"version\":1,\"online\":true,\"status\":\"Available\",\"errorCode\":\"NoError\"}"u8.ToArray();

        foreach (Topic topic in new[] { Topic.Status, Topic.Live, Topic.Log })
        {
            await unknown.PublishAsync(topic, status);
        }

        await unknown.PublishAsync(Topic.Status, "no status at all"u8.ToArray());
        await Eventually.BecomesTrueAsync(() => bridge.Host.Refusals.Unknown == 4);
        // A known charger's status and session behind them show that the bridge goes on.
        await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");
        await charger.PublishAsync(Topic.Status, status);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.ReceiptAsync();

        CollectionAssert.AreEqual(new[] { "c1" }, bridge.Texts("SELECT charger_id FROM charger_status").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine") + bridge.Count("SELECT COUNT(*) FROM alert"));
    }

    private static async Task TryForbiddenAsync(MosquittoBroker broker, RunningBridge bridge, string topic, byte[] payload)
    {
        await using ScriptedCharger thief = await broker.ConnectAsync(bridge, "c2");
        await thief.PublishAsync(topic, payload);
        await Eventually.BecomesTrueAsync(() => !thief.IsConnected);
    }
}
