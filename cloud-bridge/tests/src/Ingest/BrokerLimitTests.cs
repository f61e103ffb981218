using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using CloudBridge.Mqtt;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>The embedded broker's rules for who comes in, and how much a client may send.</summary>
[TestClass]
public sealed class BrokerLimitTests
{
    private const string Password = "the password of c1";

    [TestMethod]
    [DataRow("c1", "c1", Password, true)]
    [DataRow("c1", "c1", "another", false)]
    [DataRow("c1", null, null, false)]
    [DataRow("c1", "c2", Password, false)]
    [DataRow("open", null, null, false)]
    [DataRow("open", "open", "anything", false)]
    [DataRow("nobody", "nobody", Password, false)]
    public async Task Only_a_charger_with_its_password_comes_in(string clientId, string? user, string? password, bool isLetIn)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.AllowAnonymous = false);
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey, Password);
        bridge.Host.Chargers.TryAdd("open", RunningBridge.DeviceKey);
        await using ScriptedCharger client = new(clientId, RunningBridge.DeviceKey) { User = user, Password = password };

        if (isLetIn)
        {
            await client.ConnectAsync(bridge.Host.Broker.Port);
        }
        else
        {
            await Assert.ThrowsAsync<Exception>(() => client.ConnectAsync(bridge.Host.Broker.Port));
        }

        Assert.AreEqual(isLetIn ? 0 : 1, (await RefusalsAsync(bridge)).GetProperty("logins").GetInt64());
    }

    [TestMethod]
    public async Task A_large_message_is_taken_and_a_larger_one_costs_the_connection_and_is_counted()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.MqttPacketBytesMax = 10000);
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        // Topic "chargeagent/v1/c1/session" with its length is 27 bytes, the packet id 2: 9971 bytes are the largest payload.
        await charger.PublishAsync(Topic.Session, new byte[9971]);
        await Assert.ThrowsAsync<Exception>(() => charger.PublishAsync(Topic.Session, new byte[9972]));

        Assert.IsFalse(charger.IsConnected);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        Assert.AreEqual(1, (await RefusalsAsync(bridge)).GetProperty("oversize").GetInt64());
    }

    [TestMethod]
    public async Task A_stranger_who_announces_a_packet_of_256_megabytes_is_hung_up_on_before_it_comes()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using TcpClient stranger = new("127.0.0.1", bridge.Host.Broker.Port);

        // CONNECT with a remaining length of 268,435,455.
        await stranger.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F });

        Assert.AreEqual(0, await stranger.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.AreEqual(1, (await RefusalsAsync(bridge)).GetProperty("oversize").GetInt64());
    }

    [TestMethod]
    public async Task A_client_that_floods_is_hung_up_on_and_counted_and_others_go_on()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.MqttPacketsPerSecondMax = 1);
        await using ScriptedCharger calm = await bridge.ConnectAsync("calm");
        await using ScriptedCharger flood = await bridge.ConnectAsync("flood");

        // 1 a second with 20 seconds' worth at once: connect and two subscriptions leave about 17.
        await Assert.ThrowsAsync<Exception>(async () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                await flood.PublishAsync(Topic.Alert, "{}"u8.ToArray());
            }
        });

        await calm.PublishAsync(Topic.Alert, "[]"u8.ToArray());
        Assert.AreEqual(1, (await RefusalsAsync(bridge)).GetProperty("floods").GetInt64());
        Assert.IsTrue(bridge.Count("SELECT times_seen FROM quarantine WHERE charger_id = 'flood'") <= 40);
    }

    [TestMethod]
    public async Task Beyond_the_limit_of_connections_nobody_comes_in_until_one_has_gone()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.MqttConnectionsMax = 2);
        ScriptedCharger first = await bridge.ConnectAsync("c1");
        await using ScriptedCharger second = await bridge.ConnectAsync("c2");

        await Assert.ThrowsAsync<Exception>(() => bridge.ConnectAsync("c3"));
        Assert.AreEqual(1, (await RefusalsAsync(bridge)).GetProperty("connections").GetInt64());

        await first.DisposeAsync();
        await Eventually.BecomesTrueAsync(() => TryConnect(bridge));
    }

    [TestMethod]
    public async Task Where_strangers_who_say_nothing_hold_all_places_a_charger_comes_in_at_once()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.MqttConnectionsMax = 2);
        using TcpClient first = new("127.0.0.1", bridge.Host.Broker.Port);
        using TcpClient second = new("127.0.0.1", bridge.Host.Broker.Port);
        // Half a CONNECT says nothing.
        await second.GetStream().WriteAsync(new byte[] { 0x10, 0x20, 0x00 });

        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Alert, "[]"u8.ToArray());
        await IsHungUpOnAsync(first);
    }

    [TestMethod]
    public async Task A_stranger_who_says_nothing_is_hung_up_on_within_seconds()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using TcpClient stranger = new("127.0.0.1", bridge.Host.Broker.Port);

        await IsHungUpOnAsync(stranger);
    }

    [TestMethod]
    public async Task Beyond_the_pages_limit_whoever_has_said_half_goes_for_another_and_whoever_has_asked_stays()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Pages.PagesConnectionsMax = 2);
        using TcpClient first = await HalfAskAsync(bridge);
        using TcpClient second = await HalfAskAsync(bridge);
        using HttpClient one = new() { BaseAddress = bridge.Host.PagesAddress };
        using HttpClient other = new() { BaseAddress = bridge.Host.PagesAddress };
        using HttpClient third = new() { BaseAddress = bridge.Host.PagesAddress };

        Assert.IsTrue(IsWell(one));
        Assert.IsTrue(IsWell(other));
        await IsHungUpOnAsync(first);
        await IsHungUpOnAsync(second);
        await Assert.ThrowsAsync<HttpRequestException>(() => third.GetAsync("/healthz"));

        one.Dispose();
        await Eventually.BecomesTrueAsync(() => IsWell(third));
    }

    [TestMethod]
    public async Task With_a_certificate_the_embedded_broker_speaks_tls_only()
    {
        using TestAuthority authority = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            settings.Mqtt.MqttCertificateFile = authority.CertificateFile;
            settings.Mqtt.MqttKeyFile = authority.KeyFile;
        });
        Tariff tariff = await bridge.PublishAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        await using ScriptedCharger secure = new("c1", RunningBridge.DeviceKey) { AuthorityFile = authority.AuthorityFile };
        await secure.ConnectAsync(bridge.Host.Broker.Port);
        await secure.PublishAsync(Topic.Session, secure.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        Assert.AreEqual(1, (await secure.ReceiptAsync()).Sequence);

        await using ScriptedCharger plain = new("c1", RunningBridge.DeviceKey);
        await Assert.ThrowsAsync<Exception>(() => plain.ConnectAsync(bridge.Host.Broker.Port));
    }

    [TestMethod]
    public void A_packet_guard_counts_the_packets_of_a_stream_however_it_is_cut()
    {
        // PINGREQ (2 bytes), then a packet of 2 + 130 bytes (130 = 0x82 0x01), then PINGREQ: all within 3 packets a burst of 20.
        byte[] stream = [0xC0, 0x00, 0x30, 0x82, 0x01, .. new byte[130], 0xC0, 0x00];
        for (int cut = 1; cut < stream.Length; cut++)
        {
            PacketGuard guard = new(130, new PacketCredit(0, new SetClock()));
            Assert.AreEqual(PacketVerdict.Allowed, guard.Check(stream.AsSpan(0, cut)));
            Assert.AreEqual(PacketVerdict.Allowed, guard.Check(stream.AsSpan(cut)));
            Assert.AreEqual(PacketVerdict.Oversize, guard.Check([0x30, 0x83, 0x01]));
        }

        // 131 is one too many; a length of five bytes is none (3.1.1, 2.2.3).
        Assert.AreEqual(PacketVerdict.Oversize, new PacketGuard(130, new PacketCredit(0, new SetClock())).Check([0x30, 0x83, 0x01]));
        Assert.AreEqual(
            PacketVerdict.Oversize,
            new PacketGuard(1048576, new PacketCredit(0, new SetClock())).Check([0x30, 0x80, 0x80, 0x80, 0x80]));
    }

    private static bool TryConnect(RunningBridge bridge)
    {
        try
        {
            bridge.ConnectAsync("c3").Wait();
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    // By an end or a reset, and never by an answer.
    private static async Task IsHungUpOnAsync(TcpClient client)
    {
        try
        {
            Assert.AreEqual(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        }
        catch (IOException e)
        {
            Assert.IsInstanceOfType<SocketException>(e.InnerException);
        }
    }

    private static async Task<TcpClient> HalfAskAsync(RunningBridge bridge)
    {
        TcpClient client = new("127.0.0.1", bridge.Host.PagesAddress.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: "u8.ToArray());
        return client;
    }

    private static bool IsWell(HttpClient http)
    {
        try
        {
            return http.GetAsync("/healthz").GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<JsonElement> RefusalsAsync(RunningBridge bridge)
    {
        using HttpClient http = bridge.Http();
        return await http.GetFromJsonAsync<JsonElement>("/api/v1/broker/refusals");
    }
}
