using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Firmware.Tests.Virtual;

/// <summary>A real broker on a free loopback port, which tells what is published to it.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private MqttServer? _server;

    /// <summary>The port; the same after a restart.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Everything published by chargers, in order.</summary>
    public ConcurrentQueue<MqttApplicationMessage> Messages { get; } = new();

    /// <summary>Called with each message before it is acknowledged.</summary>
    public Func<MqttApplicationMessage, Task>? OnPublish { get; set; }

    /// <summary>Whether CONNECT is refused.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>How often a charger tried to connect.</summary>
    public int ConnectCount { get; private set; }

    public async Task StartAsync()
    {
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(options);
        _server.ValidatingConnectionAsync += connecting =>
        {
            ConnectCount++;
            connecting.ReasonCode = IsRefusing ? MqttConnectReasonCode.NotAuthorized : MqttConnectReasonCode.Success;
            return Task.CompletedTask;
        };
        _server.InterceptingPublishAsync += async publish =>
        {
            if (publish.ClientId.Length > 0)
            {
                Messages.Enqueue(publish.ApplicationMessage);
                await (OnPublish?.Invoke(publish.ApplicationMessage) ?? Task.CompletedTask).ConfigureAwait(false);
            }
        };
        await _server.StartAsync().ConfigureAwait(false);
    }

    public async Task StopAsync()
    {
        using MqttServer server = _server!;
        _server = null;
        await server.StopAsync().ConfigureAwait(false);
    }

    public Task SendAsync(string topic, byte[] payload)
    {
        MqttApplicationMessage message = new()
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        MqttServer server = _server ?? throw new InvalidOperationException("the broker is not started");
        return server.InjectApplicationMessage(new InjectedMqttApplicationMessage(message));
    }

    public async Task<string> RetainedAsync(string topic)
    {
        MqttApplicationMessage? message = await _server!.GetRetainedMessageAsync(topic).ConfigureAwait(false);
        return message == null ? "" : message.ConvertPayloadToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server != null)
        {
            await StopAsync().ConfigureAwait(false);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
