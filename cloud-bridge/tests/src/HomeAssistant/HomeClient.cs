using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>A client as Home Assistant is one: MQTT 3.1.1, a birth message, and everything that comes is kept.</summary>
internal sealed class HomeClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, string Payload, bool IsRetained)> _messages = new();

    private HomeClient()
    {
        _client.ApplicationMessageReceivedAsync += e =>
        {
            _messages.Enqueue(
                (e.ApplicationMessage.Topic, Encoding.UTF8.GetString(e.ApplicationMessage.Payload.ToArray()), e.ApplicationMessage.Retain));
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>Everything that has come.</summary>
    public IReadOnlyCollection<(string Topic, string Payload, bool IsRetained)> Messages => _messages;

    /// <summary>Connects; null where the broker refuses it.</summary>
    public static async Task<HomeClient?> TryConnectAsync(
        int port,
        string user,
        string password,
        string? clientId = null,
        string? authorityFile = null)
    {
        HomeClient home = new();
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(clientId ?? user)
            .WithCredentials(user, password)
            .WithWillTopic("homeassistant/status")
            .WithWillPayload("offline");
        if (authorityFile != null)
        {
            X509Certificate2Collection authority = [];
            authority.ImportFromPemFile(authorityFile);
            options.WithTlsOptions(tls => tls.UseTls().WithTrustChain(authority).WithRevocationMode(X509RevocationMode.NoCheck));
        }

        MqttClientConnectResult answer = await home._client.ConnectAsync(options.Build());
        if (answer.ResultCode == MqttClientConnectResultCode.Success)
        {
            return home;
        }

        await home.DisposeAsync();
        return null;
    }

    /// <summary>Subscribes; false where the broker refuses it.</summary>
    public async Task<bool> TrySubscribeAsync(string filter)
    {
        MqttClientSubscribeResult answer = await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return answer.Items.Single().ResultCode <= MqttClientSubscribeResultCode.GrantedQoS2;
    }

    /// <summary>Publishes and waits for the acknowledgement.</summary>
    public Task PublishAsync(string topic, string payload)
    {
        return _client.PublishStringAsync(topic, payload, MqttQualityOfServiceLevel.AtLeastOnce).WaitAsync(Patience);
    }

    /// <summary>Payloads that have come on a topic, oldest first.</summary>
    public IReadOnlyList<string> On(string topic)
    {
        return [.. _messages.Where(message => message.Topic == topic).Select(message => message.Payload)];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The broker may have hung up at this very moment.
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
