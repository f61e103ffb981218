using System.Net;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>A broker that lets the bridge in and refuses what it subscribes to: connected and deaf is worse than away.</summary>
[TestClass]
public sealed class RefusingBrokerTests
{
    [TestMethod]
    public async Task A_subscription_that_the_broker_refuses_is_told_at_the_start_with_what_to_do()
    {
        int port = MosquittoBroker.FreePort();
        using MqttServer broker = await StartAsync(port);
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        BridgeSettings settings = bridge.Settings();
        settings.Mqtt.Broker = $"127.0.0.1:{port}";

        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() =>
            BridgeHost.StartAsync(settings, CancellationToken.None, bridge.Clock));

        StringAssert.Contains(refused.Message, "chargeagent/v1/+/status");
        StringAssert.Contains(refused.Message, "right to read");
    }

    private static async Task<MqttServer> StartAsync(int port)
    {
        MqttServer server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder()
                .WithDefaultEndpoint()
                .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointPort(port)
                .Build());
        server.InterceptingSubscriptionAsync += e =>
        {
            e.ProcessSubscription = false;
            e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            return Task.CompletedTask;
        };
        await server.StartAsync();
        return server;
    }
}
