using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Firmware.Core.Faults;
using Firmware.Core.Flash;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Hardware.Bench.Attack;

/// <summary>
/// A charger that sends a record, waits for its receipt, and sends the next: proved and chained as by the agent's outbox, over MQTT. What
/// it has no receipt for it sends again, over a new connection where the old one ended.
/// </summary>
internal sealed class HonestCharger
{
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(500);

    private readonly ChargerSecret _secret;
    private readonly int _port;
    private readonly Func<Noticed> _noticed;
    private readonly Channel<long> _receipts = Channel.CreateUnbounded<long>();
    private byte[] _lastMac = new byte[RecordMac.Length];
    private long _sequence;

    public HonestCharger(ChargerSecret secret, int port, Func<Noticed> noticed)
    {
        _secret = secret;
        _port = port;
        _noticed = noticed;
    }

    /// <summary>Works until it is stopped; a record that is under way then still gets its time.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        byte[]? record = null;
        long sentAt = 0;
        while (!stop.IsCancellationRequested || record != null)
        {
            using IMqttClient client = new MqttClientFactory().CreateMqttClient();
            client.ApplicationMessageReceivedAsync += OnReceiptAsync;
            try
            {
                await ConnectAsync(client);
                while (!stop.IsCancellationRequested || record != null)
                {
                    if (record == null)
                    {
                        (record, sentAt) = (NextRecord(), Stopwatch.GetTimestamp());
                    }

                    await PublishAsync(client, record);
                    if (await HasReceiptAsync())
                    {
                        _noticed().AddReceipt(Stopwatch.GetElapsedTime(sentAt));
                        record = null;
                        await Task.Delay(Pause, CancellationToken.None);
                    }
                    else if (stop.IsCancellationRequested)
                    {
                        _noticed().AddLost();
                        return;
                    }
                }
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or MqttClientDisconnectedException)
            {
                _noticed().AddBrokenConnection();
                if (stop.IsCancellationRequested)
                {
                    _noticed().AddLost();
                    return;
                }

                await Task.Delay(BackOff, CancellationToken.None);
            }
        }
    }

    /// <summary>Comes anew again and again, as after a power cut, and goes.</summary>
    public async Task ComeAndGoAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using IMqttClient client = new MqttClientFactory().CreateMqttClient();
            long from = Stopwatch.GetTimestamp();
            try
            {
                await ConnectAsync(client);
                _noticed().AddConnect(Stopwatch.GetElapsedTime(from));
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or MqttClientDisconnectedException)
            {
                _noticed().AddFailedConnect();
            }

            await Task.Delay(BackOff, CancellationToken.None);
        }
    }

    private async Task ConnectAsync(IMqttClient client)
    {
        using CancellationTokenSource over = new(ReceiptPatience);
        MqttClientConnectResult answer = await client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", _port)
                .WithProtocolVersion(MqttProtocolVersion.V311)
                .WithClientId(_secret.ChargerId)
                .WithCredentials(_secret.ChargerId, _secret.Password)
                .Build(),
            over.Token);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"refused: {answer.ResultCode}");
        }

        await client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(Topics.Of(_secret.ChargerId, Topic.Receipt), MqttQualityOfServiceLevel.AtLeastOnce)
                .Build(),
            over.Token);
    }

    private async Task PublishAsync(IMqttClient client, byte[] record)
    {
        using CancellationTokenSource over = new(ReceiptPatience);
        await client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(Topics.Of(_secret.ChargerId, Topic.Alert))
                .WithPayload(record)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build(),
            over.Token);
    }

    private async Task<bool> HasReceiptAsync()
    {
        using CancellationTokenSource over = new(ReceiptPatience);
        try
        {
            while (await _receipts.Reader.ReadAsync(over.Token) != _sequence)
            {
                // One for a repeat of the record before.
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private byte[] NextRecord()
    {
        _sequence++;
        Alert alert = new(new FaultSnapshot())
        {
            Code = Alert.ChargeComplete,
            IsRaised = true,
            AtUtcMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Quality = ClockQuality.Synchronised,
        };
        byte[] buffer = new byte[8192];
        RecordWriter writer = new(buffer);
        writer.Byte((int)RecordKind.Alert);
        writer.Word((uint)_sequence);
        writer.Bytes(_lastMac, 0, RecordMac.Length);
        AlertCodec.Write(alert, true, writer);
        string previousMac = RecordMac.ToHex(_lastMac);
        _lastMac = HMACSHA256.HashData(_secret.DeviceKey, buffer.AsSpan(0, writer.Position))[..RecordMac.Length];
        JsonWriter json = new(16384);
        AlertMessage.Write(json, _sequence, alert, previousMac, RecordMac.ToHex(_lastMac));
        return json.Buffer[..json.Length];
    }

    private Task OnReceiptAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        using JsonDocument receipt = JsonDocument.Parse(e.ApplicationMessage.Payload.ToArray());
        _receipts.Writer.TryWrite(receipt.RootElement.GetProperty("sequence").GetInt64());
        return Task.CompletedTask;
    }
}
