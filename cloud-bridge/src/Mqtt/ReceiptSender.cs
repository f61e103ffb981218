using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>Sends receipts beside the writer, so that a slow broker does not hold up commits. Bounded: the oldest are dropped, which costs
/// only a repeat, because a charger sends again until it has its receipt.</summary>
public sealed class ReceiptSender : IAsyncDisposable
{
    private const int BufferMax = 16384;

    private static readonly TimeSpan AwayPause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(Receipt Receipt, ActivityContext Batch)> _channel = Channel.CreateBounded<(Receipt, ActivityContext)>(
        new BoundedChannelOptions(BufferMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, RegisteredCharger?> _find;
    private readonly ReceiptMeter _meter;
    private Task _sending = Task.CompletedTask;

    /// <summary>A sender that is not started yet, which signs by the keys of the chargers that it is given.</summary>
    public ReceiptSender(Func<string, RegisteredCharger?> find, BridgeMeter? meter = null)
    {
        _find = find;
        _meter = (meter ?? new BridgeMeter()).Receipts;
    }

    /// <summary>Receipts that wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>Starts to send through a broker.</summary>
    public void Start(IBroker broker)
    {
        _sending = Task.Run(() => SendAllAsync(broker));
    }

    /// <summary>Takes a receipt to be sent; never blocks.</summary>
    public void Send(Receipt receipt)
    {
        _channel.Writer.TryWrite((receipt, Activity.Current?.Context ?? default));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        await _sending;
        _stop.Dispose();
    }

    // Null while the key is not in memory and the database is away: the charger's repeat asks for the receipt again.
    private byte[]? PayloadOf(Receipt receipt)
    {
        try
        {
            ReceiptMessage message = new()
            {
                Sequence = receipt.Sequence,
                Mac = receipt.Mac,
                Proof = BridgeProof.OfReceipt(_find(receipt.ChargerId), receipt.Sequence, receipt.Mac),
            };
            return JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            return null;
        }
    }

    private async Task SendAllAsync(IBroker broker)
    {
        await foreach ((Receipt receipt, ActivityContext batch) in _channel.Reader.ReadAllAsync())
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            using Activity? sending = _meter.StartSending(batch);
            if (PayloadOf(receipt) is not byte[] payload)
            {
                continue;
            }

            while (!await broker.TryPublishAsync(receipt.ChargerId, Topic.Receipt, payload, _stop.Token))
            {
                // Dropped, it would cost a repeat; after a long outage repeats came faster than they could be committed, and for ever.
                await Task.Delay(AwayPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_stop.IsCancellationRequested)
                {
                    return;
                }
            }

            _meter.CountSent();
        }
    }
}
