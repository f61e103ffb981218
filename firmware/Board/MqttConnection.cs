using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Core.Link;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;
using Firmware.Core.Tariffs;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace Firmware.Board;

/// <summary>
/// One connection to the broker, from CONNECT to its loss; never used again afterwards. MQTT 3.1.1 with a clean session, because the
/// library loses messages over a reconnect and its MQTT 5 is not proven. One thread opens, sends and closes; the library's threads come
/// in through the handlers, which only set what that thread or the tick reads.
/// </summary>
public sealed class MqttConnection
{
    private const ushort KeepAliveSeconds = 20;
    private const int InflightMax = 8;
    private const int SubscribeTimeoutMs = 10000;
    private const int ReportTimeoutMs = 15000;

    private static readonly Topic[] SubscribedTopics = new Topic[] { Topic.Tariff, Topic.Receipt, Topic.Command };

    private readonly AgentSettings _settings;
    private readonly LinkQueues _queues;
    private readonly AutoResetEvent _wake;
    private readonly ManualResetEvent _subscribed = new ManualResetEvent(false);
    private readonly SendWindow _window = new SendWindow();
    private readonly string[] _topicNames = new string[SubscribedTopics.Length];
    private MqttClient? _client;
    private MqttReasonCode _answer = MqttReasonCode.Success;
    private bool _isLost;

    /// <summary>A connection that is not open; the event is set when something has happened that the sending thread should look
    /// at.</summary>
    public MqttConnection(AgentSettings settings, LinkQueues queues, AutoResetEvent wake)
    {
        _settings = settings;
        _queues = queues;
        _wake = wake;
        for (int i = 0; i < SubscribedTopics.Length; i++)
        {
            _topicNames[i] = Topics.Of(settings.Agent.ChargerId, SubscribedTopics[i]);
        }
    }

    /// <summary>Connects and subscribes; why that failed, or null. Blocks for up to a minute or so: the library's connect has no time-out
    /// of its own.</summary>
    public string? Open()
    {
        MqttClient client = NewClient();
        _client = client;
        try
        {
            return Connect(client) ?? Subscribe(client);
        }
        catch (MqttConnectionException)
        {
            return "no connection to "
                + _settings.Broker.Host
                + " port "
                + _settings.Broker.Port.ToString()
                + (IsSecure ? ", or its certificate does not lead to the root" : "");
        }
        catch (MqttCommunicationException)
        {
            // A broker that refuses closes at once, and then the library forgets what it was told.
            return BrokerAnswer.FailureOf(_answer) ?? "the broker does not answer";
        }
    }

    /// <summary>Whether it can be sent over.</summary>
    public bool IsOpen(long nowMs)
    {
        return !_isLost
            && _client != null
            && _client.IsConnected
            && !_window.HasOlderThan(nowMs - OutboxSender.DeliveryTimeoutMs - ReportTimeoutMs);
    }

    /// <summary>Sends what waits, as far as the window has room.</summary>
    public void SendWaiting()
    {
        while (_client != null && _window.HasRoom)
        {
            Publication? publication = _queues.TakeOutgoing();
            if (publication == null)
            {
                return;
            }

            Send(_client, publication);
        }
    }

    /// <summary>Ends the connection. After a connect that failed too: the library's receiving thread spins until it is told.</summary>
    public void Close()
    {
        _isLost = true;
        if (_client != null)
        {
            _client.Close();
        }
    }

    private bool IsSecure
    {
        get { return _settings.Broker.RootCertificate.Length != 0; }
    }

    private string? Connect(MqttClient client)
    {
        string chargerId = _settings.Agent.ChargerId;
        string user = _settings.Broker.User.Length == 0 ? chargerId : _settings.Broker.User;
        bool hasPassword = _settings.Broker.Password.Length != 0;
        return BrokerAnswer.FailureOf(client.Connect(
            chargerId,
            hasPassword ? user : null,
            hasPassword ? _settings.Broker.Password : null,
            Topics.IsRetained(Topic.Status),
            (MqttQoSLevel)Topics.QosOf(Topic.Status),
            true,
            Topics.Of(chargerId, Topic.Status),
            StatusMessage.Offline,
            true,
            KeepAliveSeconds));
    }

    private string? Subscribe(MqttClient client)
    {
        MqttQoSLevel[] levels = new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce, MqttQoSLevel.AtLeastOnce, MqttQoSLevel.AtLeastOnce };
        client.Subscribe(_topicNames, levels);
        return _subscribed.WaitOne(SubscribeTimeoutMs, false) && !_isLost ? null : "the broker does not answer a subscription";
    }

    private MqttClient NewClient()
    {
        BrokerSettings broker = _settings.Broker;
        X509Certificate? root = IsSecure
            ? new X509Certificate(Convert.FromBase64String(CertificateText.Normalise(broker.RootCertificate)))
            : null;
        MqttClient client = new MqttClient(
            broker.Host,
            broker.Port,
            IsSecure,
            root,
            null,
            IsSecure ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
        client.ProtocolVersion = MqttProtocolVersion.Version_3_1_1;
        client.Settings.InflightQueueSize = InflightMax;
        client.ConnectionOpened += OnAnswered;
        client.MqttMsgPublished += OnPublished;
        client.MqttMsgPublishReceived += OnReceived;
        client.MqttMsgSubscribed += OnSubscribed;
        client.ConnectionClosed += OnClosed;
        return client;
    }

    private void Send(MqttClient client, Publication publication)
    {
        Topic topic = publication.Topic;
        MqttQoSLevel level = (MqttQoSLevel)Topics.QosOf(topic);
        ushort messageId = client.Publish(
            Topics.Of(_settings.Agent.ChargerId, topic),
            publication.Payload,
            null,
            null,
            level,
            Topics.IsRetained(topic));
        if (level != MqttQoSLevel.AtMostOnce && _window.Add(publication, messageId, out bool isPublished))
        {
            Settle(publication, isPublished);
        }
    }

    private void Settle(Publication publication, bool isPublished)
    {
        if (_isLost)
        {
            return;
        }

        if (isPublished)
        {
            _queues.AddDelivered(publication.Id);
        }
        else if (Environment.TickCount64 - publication.TakenMs < OutboxSender.DeliveryTimeoutMs)
        {
            // The library gives up after three attempts in three seconds; the agent waits for longer than that.
            _queues.TrySend(publication);
        }

        _wake.Set();
    }

    // An exception that leaves a handler closes the connection, so none may; each of these only moves what it is given.
    private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
    {
        Publication? publication = _window.Take(e.MessageId, e.IsPublished);
        if (publication != null)
        {
            Settle(publication, e.IsPublished);
        }
    }

    private void OnReceived(object sender, MqttMsgPublishEventArgs e)
    {
        if (e.Message == null || e.Message.Length > TariffCache.TextMax)
        {
            return;
        }

        for (int i = 0; i < _topicNames.Length; i++)
        {
            if (e.Topic == _topicNames[i])
            {
                _queues.AddReceived(SubscribedTopics[i], e.Message);
            }
        }
    }

    private void OnAnswered(object sender, ConnectionOpenedEventArgs e)
    {
        _answer = e.Message == null ? MqttReasonCode.Success : e.Message.ReturnCode;
    }

    private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e)
    {
        _subscribed.Set();
    }

    private void OnClosed(object sender, EventArgs e)
    {
        _isLost = true;
        _subscribed.Set();
        _wake.Set();
    }
}
