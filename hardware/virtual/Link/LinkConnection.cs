using System.Buffers;
using System.Text;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Hardware.Virtual.Link;

/// <summary>
/// One connection to the broker, from CONNECT to its loss; never used again afterwards. MQTT 3.1.1 with a clean session, because that is
/// all the device's library can be trusted with.
/// </summary>
internal sealed class LinkConnection : IDisposable
{
    // The default of 8 KB becomes a receive window smaller than the loopback's segment, and then delivery stalls.
    private const int SocketBufferBytes = 64 * 1024;

    private static readonly Topic[] SubscribedTopics = [Topic.Tariff, Topic.Receipt, Topic.Command];

    private readonly LinkSettings _settings;
    private readonly TimeSpan _answerTimeout;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _lost;

    /// <summary>A connection that is not open yet; messages that arrive go to <paramref name="onReceived"/>, one at a time.</summary>
    public LinkConnection(LinkSettings settings, Action<Topic, byte[]> onReceived, CancellationToken stop)
    {
        _settings = settings;
        _answerTimeout = TimeSpan.FromMilliseconds(settings.AnswerTimeoutMs);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Queue = new SendQueue(settings.LiveIntervalMs);
        _client.DisconnectedAsync += _ => _lost.CancelAsync();
        _client.ApplicationMessageReceivedAsync += received =>
        {
            string name = received.ApplicationMessage.Topic;
            if (Topics.TryParse(name[(name.LastIndexOf('/') + 1)..], out Topic topic))
            {
                onReceived(topic, received.ApplicationMessage.Payload.ToArray());
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>What waits to be sent.</summary>
    public SendQueue Queue { get; }

    /// <summary>Connects and subscribes; why that failed, or null.</summary>
    public async Task<string?> OpenAsync()
    {
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(Options(), _lost.Token).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                return $"the broker refused the connection: {result.ResultCode}";
            }

            MqttClientSubscribeOptionsBuilder subscription = new();
            foreach (Topic topic in SubscribedTopics)
            {
                subscription.WithTopicFilter(Topics.Of(_settings.ChargerId, topic), MqttQualityOfServiceLevel.AtLeastOnce);
            }

            await _client.SubscribeAsync(subscription.Build(), _lost.Token).ConfigureAwait(false);
            return null;
        }
        catch (MqttCommunicationException exception)
        {
            return exception.InnerException?.Message ?? exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "the broker closed the connection";
        }
    }

    /// <summary>
    /// Sends, one message after the other, until it is stopped or the connection is lost; the ids of those acknowledged go to
    /// <paramref name="onDelivered"/>. True when the connection still stands.
    /// </summary>
    public async Task<bool> SendAsync(Action<int> onDelivered)
    {
        while (await NextAsync().ConfigureAwait(false) is { } publication)
        {
            if (!await TrySendAsync(publication).ConfigureAwait(false))
            {
                // What was not acknowledged is the agent's to send again.
                return false;
            }

            if (Topics.QosOf(publication.Topic) > 0)
            {
                onDelivered(publication.Id);
            }
        }

        return _client.IsConnected;
    }

    /// <summary>Says goodbye in order: the retained status tells that the charger is offline, and the last will is not needed.</summary>
    public async Task CloseAsync()
    {
        byte[] offline = Encoding.UTF8.GetBytes(StatusMessage.Offline);
        if (await TrySendAsync(new Publication(0, Topic.Status, offline)).ConfigureAwait(false))
        {
            await _client.TryDisconnectAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        try
        {
            _client.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // MQTTnet cleans up by itself when the connection is lost, and here does so at the same moment.
            _lost.Cancel();
        }

        _lost.Dispose();
        Queue.Dispose();
    }

    private async ValueTask<Publication?> NextAsync()
    {
        try
        {
            return await Queue.TakeAsync(_lost.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>
    /// Sends one message and waits for its acknowledgement; false when the connection can no longer be used. It has a time-out of its own:
    /// MQTTnet writes head and payload of a packet apart, so a cancellation between them would spoil whatever is sent next.
    /// </summary>
    private async Task<bool> TrySendAsync(Publication publication)
    {
        using CancellationTokenSource patience = new(_answerTimeout);
        try
        {
            MqttClientPublishResult result = await _client.PublishAsync(Message(publication), patience.Token).ConfigureAwait(false);
            return result.IsSuccess;
        }
        catch (Exception exception)
            when (exception
                is MqttCommunicationException
                or OperationCanceledException
                or ObjectDisposedException
                or NullReferenceException)
        {
            // NullReferenceException: what MQTTnet throws when the connection went between its own check and its use.
            return false;
        }
    }

    private MqttClientOptions Options()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_settings.Host, _settings.Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBufferBytes)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(_settings.ChargerId)
            .WithCleanSession()
            .WithTimeout(_answerTimeout)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(_settings.KeepAliveSeconds))
            .WithWillTopic(Topics.Of(_settings.ChargerId, Topic.Status))
            .WithWillPayload(StatusMessage.Offline)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        return _settings.Password.Length == 0 ? builder.Build() : builder.WithCredentials(_settings.ChargerId, _settings.Password).Build();
    }

    private MqttApplicationMessage Message(Publication publication)
    {
        return new MqttApplicationMessage
        {
            Topic = Topics.Of(_settings.ChargerId, publication.Topic),
            Payload = new ReadOnlySequence<byte>(publication.Payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)Topics.QosOf(publication.Topic),
            Retain = Topics.IsRetained(publication.Topic),
        };
    }
}
