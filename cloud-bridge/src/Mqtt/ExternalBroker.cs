using System.Buffers;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Foundation.Work;
using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CloudBridge.Mqtt;

/// <summary>
/// A client of any MQTT 5 broker, with a persistent session: each message is acknowledged after its commit, on the connection it came by.
/// The broker's own acknowledgement to the charger proves nothing, so chargers wait for the receipt.
/// </summary>
public sealed partial class ExternalBroker : IBroker, IFurtherTopics
{
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(2);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _stop = new();
    private readonly WorkLoop _connecting;
    private readonly ChargerInbox _inbox;
    private readonly ILogger _log;
    private readonly MqttClientOptions _options;
    private readonly int _resumeCount;
    private readonly string _share;
    private readonly string? _furtherTopic;
    private Action<string, byte[]> _received = (_, _) => { };
    private int _generation;
    private int _hungUpGeneration;
    private volatile bool _isListening;

    /// <summary>A client that is not connected yet.</summary>
    public ExternalBroker(BrokerSettings settings, int queueMax, string? furtherTopic, ChargerInbox inbox, ILogger log)
    {
        Firmware.Core.Promises.Guard.IsTrue(settings.TryGetBroker(out string host, out int port), "the settings name a broker");
        _inbox = inbox;
        _log = log;
        _connecting = new WorkLoop("connection to the broker", StayConnectedAsync, ReconnectPause, log);
        _resumeCount = queueMax / 2;
        Address = (host, port);
        _options = BrokerClientOptions.Of(settings);
        _share = settings.BrokerShareGroup.Length == 0 ? "" : $"$share/{settings.BrokerShareGroup}/";
        _furtherTopic = furtherTopic;
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += OnDisconnectedAsync;
    }

    /// <inheritdoc />
    public (string Host, int Port) Address { get; }

    /// <inheritdoc />
    public Action<string, byte[]> Received
    {
        set => _received = value;
    }

    /// <inheritdoc />
    public bool IsConnected => _client.IsConnected;

    /// <inheritdoc />
    public int ConnectionNumber => Volatile.Read(ref _generation);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            throw new RefusedException(
                $"MQTT broker {Address.Host}:{Address.Port} does not let this bridge in ({e.Message.ReplaceLineEndings(" ")}): look at "
                    + $"address, user and password, or leave --broker away for the embedded broker",
                e);
        }

        _connecting.Start(ReconnectPause);
    }

    /// <inheritdoc />
    public Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        return TryPublishAsync(
            Topics.Of(chargerId, topic),
            payload,
            (MqttQualityOfServiceLevel)Topics.QosOf(topic),
            Topics.IsRetained(topic),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> TryPublishRetainedAsync(string topic, byte[] payload, CancellationToken cancellationToken)
    {
        // Who is told something may answer at once, and is heard only once everything is subscribed to.
        return !_isListening ? Task.FromResult(false)
            : TryPublishAsync(topic, payload, MqttQualityOfServiceLevel.AtLeastOnce, true, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _connecting.DisposeAsync();
        if (_client.IsConnected)
        {
            // No session-expiry here: the broker goes on keeping what chargers send.
            await _client.DisconnectAsync();
        }

        _client.Dispose();
        _stop.Dispose();
    }

    private static bool IsConnectionFailure(Exception e)
    {
        // NullReferenceException: what MQTTnet throws when the connection went between its own check and its use.
        return e is NullReferenceException or MqttCommunicationException or MQTTnet.Adapter.MqttConnectingFailedException
            or InvalidOperationException or System.Net.Sockets.SocketException or OperationCanceledException;
    }

    private async Task<bool> TryPublishAsync(
        string topic,
        byte[] payload,
        MqttQualityOfServiceLevel qos,
        bool isRetained,
        CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
        {
            return false;
        }

        try
        {
            await _client.PublishAsync(
                new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload)
                    .WithQualityOfServiceLevel(qos).WithRetainFlag(isRetained).Build(),
                cancellationToken);
            return true;
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            return false;
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _isListening = false;
        Interlocked.Increment(ref _generation);
        await _client.ConnectAsync(_options, cancellationToken);
        try
        {
            await BrokerSubscriptions.AskAsync(_client, _share, _furtherTopic, cancellationToken);
            _isListening = true;
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            // Connected and deaf would look healthy.
            await HangUpAsync(_generation);
            throw;
        }

        LogConnected(Address.Host, Address.Port);
    }

    private async Task<TimeSpan?> StayConnectedAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected || _inbox.WaitingCount > _resumeCount)
        {
            return ReconnectPause;
        }

        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            LogAway(Address.Host, Address.Port, e.Message);
        }

        return ReconnectPause;
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs e)
    {
        if (e.Reason == MqttClientDisconnectReason.SessionTakenOver)
        {
            LogTakenOver(_options.ClientId, Address.Host, Address.Port);
        }

        return Task.CompletedTask;
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        e.AutoAcknowledge = false;
        if (!BrokerAccess.TryParse(e.ApplicationMessage.Topic, out string chargerId, out Topic topic))
        {
            _received(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload.ToArray());
            await e.AcknowledgeAsync(CancellationToken.None);
            return;
        }

        int generation = _generation;
        try
        {
            // Waiting for room holds up what is behind, and the broker sends no more than its window. Hanging up instead would throw away
            // the acknowledgements of all that is queued: it would come again, and find the queue full again.
            Task committed = await _inbox.EnqueueAsync(chargerId, topic, e.ApplicationMessage.Payload.ToArray(), _stop.Token);
            _ = AcknowledgeAsync(committed, e, generation);
        }
        catch (OperationCanceledException)
        {
            // The bridge ends: the broker keeps the message.
            return;
        }
        catch (Exception cause) when (Database.IsStorageFailure(cause))
        {
            LogUnacknowledged(OutsideText.Of(e.ApplicationMessage.Topic), cause.Message);
            _ = HangUpAsync(generation);
        }
    }

    private async Task AcknowledgeAsync(Task committed, MqttApplicationMessageReceivedEventArgs e, int generation)
    {
        try
        {
            await committed;
            // An acknowledgement of an older connection would carry a packet id that now means another message.
            if (generation == _generation && _client.IsConnected)
            {
                await e.AcknowledgeAsync(_stop.Token);
            }
        }
        catch (Exception cause) when (IsConnectionFailure(cause))
        {
            // The message comes again and is a repeat.
            LogUnacknowledged(OutsideText.Of(e.ApplicationMessage.Topic), cause.Message);
        }
        catch (NotCommittedException cause)
        {
            // A broker sends again only on a new connection, and sends nothing at all when too much is unacknowledged.
            LogUnacknowledged(OutsideText.Of(e.ApplicationMessage.Topic), cause.Message);
            await HangUpAsync(generation);
        }
    }

    // Once for each connection: what fails together must not cost the next connection too.
    private async Task HangUpAsync(int generation)
    {
        if (Interlocked.Exchange(ref _hungUpGeneration, generation) == generation || generation != _generation)
        {
            return;
        }

        try
        {
            await _client.DisconnectAsync();
        }
        catch (Exception cause) when (IsConnectionFailure(cause))
        {
            LogAway(Address.Host, Address.Port, cause.Message);
        }
    }

    [LoggerMessage(EventId = 211, Level = LogLevel.Information, Message = "Connected to MQTT broker {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(EventId = 212, Level = LogLevel.Warning, Message = "MQTT broker {Host}:{Port} is away, trying again: {Cause}")]
    private partial void LogAway(string host, int port, string cause);

    [LoggerMessage(
        EventId = 213,
        Level = LogLevel.Error,
        Message = "Another client took over session '{ClientId}' of this bridge at MQTT broker {Host}:{Port}: give each bridge a "
            + "client id of its own (BrokerClientId), and let nobody else in at the broker's door for bridges."
    )]
    private partial void LogTakenOver(string clientId, string host, int port);

    [LoggerMessage(
        EventId = 214,
        Level = LogLevel.Warning,
        Message = "A message on {Topic} is not acknowledged and will come again: {Cause}"
    )]
    private partial void LogUnacknowledged(string topic, string cause);
}
