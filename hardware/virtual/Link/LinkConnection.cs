using System.Buffers;
using Firmware.Core.Messaging;
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

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly Topic[] SubscribedTopics = [Topic.Tariff, Topic.Receipt, Topic.Command];

    private readonly LinkSettings _settings;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _lost;

    /// <summary>A connection that is not open yet; messages that arrive go to <paramref name="onReceived"/>, one at a time.</summary>
    public LinkConnection(LinkSettings settings, Action<Topic, byte[]> onReceived, CancellationToken stop)
    {
        _settings = settings;
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

    /// <summary>Sends, one message after the other, until the connection is lost; the ids of those acknowledged go to <paramref name="onDelivered"/>.</summary>
    public async Task SendAsync(Action<int> onDelivered)
    {
        try
        {
            while (true)
            {
                Publication publication = await Queue.TakeAsync(_lost.Token).ConfigureAwait(false);
                MqttClientPublishResult result = await _client.PublishAsync(Message(publication), _lost.Token).ConfigureAwait(false);
                if (result.IsSuccess && Topics.QosOf(publication.Topic) > 0)
                {
                    onDelivered(publication.Id);
                }
            }
        }
        catch (Exception exception) when (exception is MqttCommunicationException or OperationCanceledException)
        {
            // The connection is gone. What was not acknowledged is the agent's to send again.
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Says goodbye in order where the connection still stands: the retained status tells that the charger is offline, and the last will is not needed.</summary>
    public async Task CloseAsync()
    {
        using CancellationTokenSource patience = new(AnswerTimeout);
        try
        {
            if (_client.IsConnected)
            {
                byte[] offline = System.Text.Encoding.UTF8.GetBytes(StatusMessage.Offline);
                await _client.PublishAsync(Message(new Publication(0, Topic.Status, offline)), patience.Token).ConfigureAwait(false);
                await _client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is MqttCommunicationException or OperationCanceledException)
        {
            // The broker went first; its last will says the same.
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _lost.Dispose();
        Queue.Dispose();
    }

    private MqttClientOptions Options()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_settings.Host, _settings.Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBufferBytes)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(_settings.ChargerId)
            .WithCleanSession()
            .WithTimeout(AnswerTimeout)
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
