using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Firmware.Core.Flash;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Hardware.Virtual;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A charger that says what a test tells it to: messages by the agent's own writers, chained and proved as its outbox does it,
/// over real MQTT 3.1.1. It keeps nothing and repeats nothing by itself, and hears only what its bridge has proved.</summary>
public sealed class ScriptedCharger : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RecordBook _book;
    private readonly byte[] _deviceKey;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<ReceiptMessage> _receipts = Channel.CreateUnbounded<ReceiptMessage>();
    private readonly Channel<ReceiptMessage> _kept = Channel.CreateUnbounded<ReceiptMessage>();
    private readonly ConcurrentQueue<byte[]> _tariffs = new();

    /// <summary>A charger with its key.</summary>
    public ScriptedCharger(string chargerId, byte[] deviceKey)
        : this(chargerId, deviceKey, new RecordBook(chargerId, deviceKey))
    {
    }

    private ScriptedCharger(string chargerId, byte[] deviceKey, RecordBook book)
    {
        Id = chargerId;
        _book = book;
        _deviceKey = deviceKey;
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
    }

    /// <summary>The same charger with new keys: its records go on where this one's end.</summary>
    public ScriptedCharger WithKeys(byte[] deviceKey, string password)
    {
        return new ScriptedCharger(Id, deviceKey, _book.WithKey(deviceKey)) { User = Id, Password = password };
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>User name; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password.</summary>
    public string? Password { get; init; }

    /// <summary>Authority of the broker's certificate; null means no TLS.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Sequence of the next record.</summary>
    public long NextSequence
    {
        get => _book.Sequence + 1;
        set => _book.Sequence = value - 1;
    }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>Receipts that have come and were not awaited.</summary>
    public int ReceiptCount => _receipts.Reader.Count;

    /// <summary>Words that a record is kept, which have come and were not awaited.</summary>
    public int KeptCount => _kept.Reader.Count;

    /// <summary>Connects and subscribes to its own topics.</summary>
    public async Task ConnectAsync(int port)
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(Id)
            .WithWillTopic(Topics.Of(Id, Topic.Status))
            .WithWillPayload(StatusMessage.Offline)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (User != null)
        {
            options.WithCredentials(User, Password);
        }

        if (AuthorityFile != null)
        {
            System.Security.Cryptography.X509Certificates.X509Certificate2Collection authority = [];
            authority.ImportFromPemFile(AuthorityFile);
            options.WithTlsOptions(tls => tls.UseTls().WithTrustChain(authority)
                .WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck));
        }

        await _client.ConnectAsync(options.Build());
        await _client.SubscribeAsync(Topics.Of(Id, Topic.Receipt), MqttQualityOfServiceLevel.AtLeastOnce);
        await _client.SubscribeAsync(Topics.Of(Id, Topic.Tariff), MqttQualityOfServiceLevel.AtLeastOnce);
    }

    /// <summary>The next record's message with a session in it.</summary>
    public byte[] Record(ChargingSession session)
    {
        return _book.Write(session);
    }

    /// <summary>The next record's message with an alert in it.</summary>
    public byte[] Record(Alert alert)
    {
        return _book.Write(alert);
    }

    /// <summary>Forgets the code of the last record, as nobody does who has an intact journal.</summary>
    public void BreakChain()
    {
        _book.BreakChain();
    }

    /// <summary>Publishes below its own id and waits for the broker's acknowledgement.</summary>
    public Task PublishAsync(Topic topic, byte[] payload)
    {
        return PublishAsync(Topics.Of(Id, topic), payload, (MqttQualityOfServiceLevel)Topics.QosOf(topic));
    }

    /// <summary>Publishes to any topic and waits for the broker's acknowledgement.</summary>
    public Task PublishAsync(string topic, byte[] payload, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        return _client
            .PublishAsync(
                new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(qos).Build(),
                CancellationToken.None)
            .WaitAsync(Patience);
    }

    /// <summary>Subscribes to any filter and tells the broker's answer.</summary>
    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string filter)
    {
        MqttClientSubscribeResult result = await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return result.Items.Single().ResultCode;
    }

    /// <summary>Ends a subscription to any filter.</summary>
    public Task UnsubscribeAsync(string filter)
    {
        return _client.UnsubscribeAsync(filter);
    }

    /// <summary>The next receipt.</summary>
    public async Task<ReceiptMessage> ReceiptAsync()
    {
        return await _receipts.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    /// <summary>The next word that a record is kept without a receipt.</summary>
    public async Task<ReceiptMessage> KeptAsync()
    {
        return await _kept.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    /// <summary>The sequence of the next receipt; null when none comes in time.</summary>
    public async Task<long?> TryReceiptAsync(TimeSpan patience)
    {
        using CancellationTokenSource over = new(patience);
        try
        {
            return (await _receipts.Reader.ReadAsync(over.Token)).Sequence;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Goes without a word, as in a power cut.</summary>
    public void Vanish()
    {
        _client.Dispose();
    }

    /// <summary>The tariff messages that have come.</summary>
    public IReadOnlyCollection<byte[]> Tariffs => _tariffs;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync();
        }

        _client.Dispose();
    }

    private Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        byte[] payload = e.ApplicationMessage.Payload.ToArray();
        if (e.ApplicationMessage.Topic == Topics.Of(Id, Topic.Receipt))
        {
            ReceiptMessage receipt = JsonSerializer.Deserialize<ReceiptMessage>(payload, JsonSerializerOptions.Web)!;
            if (receipt.Kept.Length > 0 && IsProved(receipt.Proof, "kept", $"{receipt.Sequence}/{receipt.Kept}"))
            {
                _kept.Writer.TryWrite(receipt);
            }
            else if (IsProved(receipt.Proof, "receipt", $"{receipt.Sequence}/{receipt.Mac}"))
            {
                _receipts.Writer.TryWrite(receipt);
            }
        }
        else if (e.ApplicationMessage.Topic == Topics.Of(Id, Topic.Command))
        {
            CommandMessage command = JsonSerializer.Deserialize<CommandMessage>(payload, JsonSerializerOptions.Web)!;
            if (IsProved(command.Proof, "command", $"{command.Number}/{command.Command}"))
            {
                _tariffs.Enqueue(payload);
            }
        }
        else if (ProvedTariff(Encoding.UTF8.GetString(payload)) is byte[] tariff)
        {
            _tariffs.Enqueue(tariff);
        }

        return Task.CompletedTask;
    }

    // Without its last two members, number and proof; as it is when it is empty, and null when the bridge has not proved it.
    private byte[]? ProvedTariff(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        string[] parts = text.Split(",\"proof\":\"");
        int number = parts[0].LastIndexOf(",\"number\":", StringComparison.Ordinal);
        return parts.Length == 2 && number > 0 && IsProved(parts[1][..^2], "tariff", parts[0])
            ? Encoding.UTF8.GetBytes(parts[0][..number] + "}")
            : null;
    }

    private bool IsProved(string proof, string what, string content)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{what}/{Id}/{content}");
        string own = RecordMac.ToHex(HMACSHA256.HashData(_deviceKey, text)[..RecordMac.Length]);
        return proof.Chunk(own.Length).Any(code => code.AsSpan().SequenceEqual(own));
    }
}
