using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Hardware.Bench.Chargers;

/// <summary>Sends records of a charger that has no agent over MQTT 3.1.1, each again and again until it has its receipt.</summary>
public sealed class RecordSender : IDisposable
{
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(500);

    private readonly string _chargerId;
    private readonly string _password;
    private readonly int _port;
    private readonly TimeSpan _patience;
    private readonly Channel<long> _receipts = Channel.CreateUnbounded<long>();
    private IMqttClient? _client;

    /// <summary>Somebody who is not connected.</summary>
    /// <param name="chargerId">Client id and user.</param>
    /// <param name="password">Password.</param>
    /// <param name="port">Port of the broker on this machine.</param>
    /// <param name="patience">How long a packet and a receipt may take.</param>
    public RecordSender(string chargerId, string password, int port, TimeSpan patience)
    {
        _chargerId = chargerId;
        _password = password;
        _port = port;
        _patience = patience;
    }

    /// <summary>Connections that ended, or did not come about.</summary>
    public int BrokenCount { get; private set; }

    /// <summary>Sends a record until it has its receipt; false when it is stopped before. The last try is made to its end.</summary>
    public async Task<bool> SendAsync(Topic topic, byte[] record, long sequence, CancellationToken stop)
    {
        do
        {
            try
            {
                await ConnectAsync();
                using CancellationTokenSource over = new(_patience);
                await _client!.PublishAsync(
                    new MqttApplicationMessageBuilder()
                        .WithTopic(Topics.Of(_chargerId, topic))
                        .WithPayload(record)
                        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                        .Build(),
                    over.Token);
                if (await HasReceiptAsync(sequence))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or MqttClientDisconnectedException)
            {
                BrokenCount++;
                Leave();
                await Task.Delay(BackOff, CancellationToken.None);
            }
        }
        while (!stop.IsCancellationRequested);
        return false;
    }

    /// <summary>Connects anew, as after a power cut, and goes; false when it is not let in.</summary>
    public async Task<bool> TryComeAndGoAsync()
    {
        try
        {
            await ConnectAsync();
            await _client!.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or MqttClientDisconnectedException)
        {
            return false;
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
    }

    private void Leave()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task ConnectAsync()
    {
        if (_client is { IsConnected: true })
        {
            return;
        }

        Leave();
        _client = new MqttClientFactory().CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += KeepReceiptAsync;
        using CancellationTokenSource over = new(_patience);
        MqttClientConnectResult answer = await _client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", _port)
                .WithProtocolVersion(MqttProtocolVersion.V311)
                .WithClientId(_chargerId)
                .WithCredentials(_chargerId, _password)
                .Build(),
            over.Token);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"refused: {answer.ResultCode}");
        }

        await _client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(Topics.Of(_chargerId, Topic.Receipt), MqttQualityOfServiceLevel.AtLeastOnce)
                .Build(),
            over.Token);
    }

    private async Task<bool> HasReceiptAsync(long sequence)
    {
        using CancellationTokenSource over = new(_patience);
        try
        {
            while (await _receipts.Reader.ReadAsync(over.Token) != sequence)
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

    private Task KeepReceiptAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        using JsonDocument receipt = JsonDocument.Parse(e.ApplicationMessage.Payload.ToArray());
        if (receipt.RootElement.GetProperty("mac").GetString() is { Length: > 0 })
        {
            _receipts.Writer.TryWrite(receipt.RootElement.GetProperty("sequence").GetInt64());
        }

        return Task.CompletedTask;
    }
}
