using System.Text.Json;
using System.Threading.Channels;
using CloudBridge.Ingest;
using Firmware.Core.Messaging;

namespace CloudBridge.Messaging;

/// <summary>
/// Sends receipts beside the writer, so that a slow broker does not hold up commits. Bounded: the oldest are dropped, which costs only a repeat,
/// because a charger sends again until it has its receipt.
/// </summary>
public sealed class ReceiptSender : IAsyncDisposable
{
    private const int BufferMax = 16384;

    private static readonly TimeSpan AwayPause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Receipt> _channel = Channel.CreateBounded<Receipt>(
        new BoundedChannelOptions(BufferMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;

    /// <summary>Starts to send through a broker.</summary>
    public void Start(IBroker broker)
    {
        _sending = Task.Run(() => SendAllAsync(broker));
    }

    /// <summary>Takes a receipt to be sent; never blocks.</summary>
    public void Send(Receipt receipt)
    {
        _channel.Writer.TryWrite(receipt);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        await _sending;
        _stop.Dispose();
    }

    private async Task SendAllAsync(IBroker broker)
    {
        await foreach (Receipt receipt in _channel.Reader.ReadAllAsync())
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            byte[] payload = JsonSerializer.SerializeToUtf8Bytes(
                new ReceiptMessage { Sequence = receipt.Sequence, Mac = receipt.Mac }, JsonSerializerOptions.Web);
            while (!await broker.TryPublishAsync(receipt.ChargerId, Topic.Receipt, payload, _stop.Token))
            {
                // Dropped, it would cost a repeat; after a long outage repeats came faster than they could be committed, and for ever.
                await Task.Delay(AwayPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }
}
