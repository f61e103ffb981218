using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Doors;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Tls;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CloudBridge.Mqtt;

/// <summary>
/// The bridge's own MQTT broker, for chargers, and for readers that come through a <see cref="IReaderGate"/>. Its acknowledgement of a
/// message means "committed": it goes out when the writer is done.
/// A failure is told by closing the connection, because a 3.1.1 client is sent a plain success for any reason code.
/// </summary>
public sealed partial class EmbeddedBroker : IBroker
{
    private const string Self = "$bridge";
    private const int PendingMessagesMax = 1000;

    // How long a client may take to say who it is, or to take a packet.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MqttServer _server;
    private readonly ChargerListener _listener;
    private readonly BrokerRefusals _refusals;
    private readonly ChargerInbox _inbox;
    private readonly ChargerRegistry _chargers;
    private readonly ChargerSessions _sessions = new();
    private readonly IReaderGate? _readers;
    // By which hash each charger was let in last: as many as there are chargers.
    private readonly ConcurrentDictionary<string, string> _admitted = new(StringComparer.Ordinal);
    private readonly IPAddress _bind;
    private readonly ILogger _log;

    /// <summary>A broker that is not started yet.</summary>
    public EmbeddedBroker(
        BrokerSettings settings,
        Door door,
        ChargerInbox inbox,
        ChargerRegistry chargers,
        IReaderGate? readers,
        BrokerRefusals refusals,
        ILogger log)
    {
        _readers = readers;
        _refusals = refusals;
        _inbox = inbox;
        _chargers = chargers;
        _log = log;
        _bind = IPAddress.Parse(settings.MqttBind);
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithMaxPendingMessagesPerClient(PendingMessagesMax)
            .WithDefaultCommunicationTimeout(Patience)
            .Build();
        _listener = new ChargerListener(
            settings,
            door,
            CertificateFile.ReadOwn(settings.MqttCertificateFile, settings.MqttKeyFile, "MqttCertificateFile or MqttKeyFile"),
            refusals,
            TimeProvider.System,
            log);
        _server = new MqttServerFactory().CreateMqttServer(options, [_listener]);
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.InterceptingSubscriptionAsync += CheckSubscriptionAsync;
        _server.InterceptingPublishAsync += TakeAsync;
        // A key may be revoked while a password is looked at, when there is no connection yet that could be ended.
        _server.ClientConnectedAsync += e => EndRefusedAsync(e.ClientId);
        _sessions.Watch(_server);
        if (readers != null)
        {
            LetIn(readers);
        }
    }

    /// <inheritdoc />
    public (string Host, int Port) Address => (_bind.ToString(), _listener.Port);

    /// <inheritdoc />
    public bool IsConnected => _server.IsStarted;

    /// <inheritdoc />
    public int ConnectionNumber => 1;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        return _server.StartAsync();
    }

    /// <inheritdoc />
    public async Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Of(chargerId, topic))
            .WithPayload(payload)
            .WithQualityOfServiceLevel((MqttQualityOfServiceLevel)Topics.QosOf(topic))
            .WithRetainFlag(Topics.IsRetained(topic))
            .Build();
        if (!_sessions.TrySend(message))
        {
            await _server.InjectApplicationMessage(
                new InjectedMqttApplicationMessage(message) { SenderClientId = Self },
                cancellationToken);
        }

        return true;
    }

    /// <inheritdoc />
    public async Task EndRefusedAsync(string chargerId)
    {
        bool isRefused = _admitted.TryGetValue(chargerId, out string? hash) && !_chargers.IsAdmitted(chargerId, hash);
        if (isRefused && (await _server.GetClientsAsync()).FirstOrDefault(client => client.Id == chargerId) is { } connected)
        {
            LogEnded(chargerId);
            await connected.DisconnectAsync(new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.NotAuthorized });
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    private Task ValidateAsync(ValidatingConnectionEventArgs e)
    {
        bool isReader = _readers?.IsReader(e.ClientId) == true;
        bool isAccepted = false;
        try
        {
            isAccepted = isReader
                ? _readers!.Accepts(e.ClientId, e.UserName, e.Password)
                : Topics.IsChargerId(e.ClientId) && IsAdmitted(e.ClientId, e.UserName, e.Password);
        }
        catch (Exception cause) when (Database.IsStorageFailure(cause))
        {
            e.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
            LogStorageFailure(OutsideText.Of(e.ClientId), cause.Message);
            return Task.CompletedTask;
        }

        if (!isAccepted)
        {
            e.ReasonCode = MqttConnectReasonCode.NotAuthorized;
            _refusals.CountLogin();
            LogRefused(OutsideText.Of(e.ClientId), e.RemoteEndPoint?.ToString() ?? "");
        }
        else if (!_listener.TryAdmit(e.RemoteEndPoint, e.ClientId) && !isReader)
        {
            // It gets no fresh credit by coming again. A home's next packet costs it the connection: its place was given anew already.
            e.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
            _listener.CountFlood(e.RemoteEndPoint);
        }

        return Task.CompletedTask;
    }

    private bool IsAdmitted(string chargerId, string? userName, string? password)
    {
        string? hash = _chargers.HashAccepting(chargerId, userName, password);
        if (hash != null)
        {
            _admitted[chargerId] = hash;
        }

        return hash != null;
    }

    private void LetIn(IReaderGate readers)
    {
        readers.Close = clientId => _ = _server.DisconnectClientAsync(clientId, MqttDisconnectReasonCode.NotAuthorized);
        _server.InterceptingUnsubscriptionAsync += e =>
        {
            readers.Unsubscribe(e.ClientId, e.Topic);
            return Task.CompletedTask;
        };
        _server.ClientDisconnectedAsync += e =>
        {
            // Whoever took the connection over is known by the same name.
            if (e.DisconnectType != MqttClientDisconnectType.Takeover)
            {
                readers.Forget(e.ClientId);
            }

            return Task.CompletedTask;
        };
    }

    private Task CheckSubscriptionAsync(InterceptingSubscriptionEventArgs e)
    {
        if (_readers?.IsReader(e.ClientId) == true)
        {
            // The gate hands on by itself: the broker's own subscriptions know nothing of accounts.
            e.ProcessSubscription = false;
            bool isAllowed = _readers.TrySubscribe(e.ClientId, e.TopicFilter.Topic, e.Session);
            e.Response.ReasonCode = isAllowed ? MqttSubscribeReasonCode.GrantedQoS0 : MqttSubscribeReasonCode.NotAuthorized;
            if (!isAllowed && e.TopicFilter.Topic.StartsWith(Topics.Root, StringComparison.Ordinal))
            {
                // Home Assistant asks for topics of other makers as well, which is no attempt at anything.
                Forbid(e.ClientId, "subscribe to", e.TopicFilter.Topic);
            }

            return Task.CompletedTask;
        }

        if (!BrokerAccess.MaySubscribe(e.ClientId, e.TopicFilter.Topic))
        {
            e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            e.ProcessSubscription = false;
            Forbid(e.ClientId, "subscribe to", e.TopicFilter.Topic);
        }
        else if (_sessions.TryKeep(e.TopicFilter.Topic, e.Session))
        {
            e.ProcessSubscription = false;
        }

        return Task.CompletedTask;
    }

    private async Task TakeAsync(InterceptingPublishEventArgs e)
    {
        if (e.ClientId == Self)
        {
            return;
        }

        // Nobody but the bridge reads what chargers write: the broker has nothing to hand on.
        e.ProcessPublish = false;
        if (
            _readers?.IsReader(e.ClientId) == true
            && _readers.TryTake(e.ClientId, e.ApplicationMessage.Topic, e.ApplicationMessage.Payload.ToArray()))
        {
            return;
        }

        if (!BrokerAccess.MayPublish(e.ClientId, e.ApplicationMessage.Topic, out Topic topic))
        {
            Forbid(e.ClientId, "publish to", e.ApplicationMessage.Topic);
            e.CloseConnection = true;
            return;
        }

        try
        {
            byte[] payload = e.ApplicationMessage.Payload.ToArray();
            await _inbox.TakeAsync(e.ClientId, topic, payload, e.CancellationToken);
            _readers?.Offer(e.ClientId, topic, payload);
        }
        catch (Exception cause)
            when (Database.IsStorageFailure(cause)
                || cause is NotCommittedException or OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // Not committed, so not acknowledged: the charger keeps its record and comes again.
            e.CloseConnection = true;
        }
    }

    private void Forbid(string clientId, string verb, string topic)
    {
        _refusals.CountTopic();
        LogForbidden(OutsideText.Of(clientId), verb, OutsideText.Of(topic));
    }

    [LoggerMessage(
        EventId = 201,
        Level = LogLevel.Warning,
        Message = "MQTT client '{ClientId}' from {Endpoint} is refused: the client id must be that of an added charger, "
            + "with its user name and password."
    )]
    private partial void LogRefused(string clientId, string endpoint);

    [LoggerMessage(
        EventId = 204,
        Level = LogLevel.Warning,
        Message = "The connection of charger {ChargerId} is ended: the password that it came with is good no more."
    )]
    private partial void LogEnded(string chargerId);

    [LoggerMessage(
        EventId = 203,
        Level = LogLevel.Error,
        Message = "MQTT client '{ClientId}' cannot be let in while the database is away: {Cause}"
    )]
    private partial void LogStorageFailure(string clientId, string cause);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "MQTT client {ClientId} may not {Verb} '{Topic}'.")]
    private partial void LogForbidden(string clientId, string verb, string topic);
}
