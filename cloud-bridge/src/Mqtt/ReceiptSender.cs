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

/// <summary>Sends receipts, and word of what is kept without one, beside the writer, so that a slow broker does not hold up commits.
/// Bounded: the oldest are dropped, which costs only a repeat, because a charger sends again until it has its receipt.</summary>
public sealed class ReceiptSender : IAsyncDisposable
{
    private const int BufferMax = 16384;

    private static readonly TimeSpan AwayPause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Answer> _channel = Channel.CreateBounded<Answer>(
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
        _channel.Writer.TryWrite(new Answer(receipt, false, Activity.Current?.Context ?? default));
    }

    /// <summary>Takes the word that a record which could not be taken is kept; never blocks.</summary>
    public void SendKept(Receipt kept)
    {
        _channel.Writer.TryWrite(new Answer(kept, true, Activity.Current?.Context ?? default));
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
    private byte[]? PayloadOf(Receipt receipt, bool isKept)
    {
        try
        {
            RegisteredCharger? charger = _find(receipt.ChargerId);
            if (isKept && charger is not { IsRevoked: false })
            {
                // It proves nothing to whoever that is.
                return null;
            }

            ReceiptMessage message = isKept
                ? new()
                {
                    Sequence = receipt.Sequence,
                    Kept = receipt.Mac,
                    Proof = BridgeProof.OfKept(charger, receipt.Sequence, receipt.Mac),
                }
                : new()
                {
                    Sequence = receipt.Sequence,
                    Mac = receipt.Mac,
                    Proof = BridgeProof.OfReceipt(charger, receipt.Sequence, receipt.Mac),
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
        await foreach (Answer answer in _channel.Reader.ReadAllAsync())
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            using Activity? sending = _meter.StartSending(answer.Batch);
            if (PayloadOf(answer.Record, answer.IsKept) is not byte[] payload)
            {
                continue;
            }

            while (!await broker.TryPublishAsync(answer.Record.ChargerId, Topic.Receipt, payload, _stop.Token))
            {
                // Dropped, it would cost a repeat; after a long outage repeats came faster than they could be committed, and for ever.
                await Task.Delay(AwayPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_stop.IsCancellationRequested)
                {
                    return;
                }
            }

            if (!answer.IsKept)
            {
                _meter.CountSent();
            }
        }
    }

    private readonly record struct Answer(Receipt Record, bool IsKept, ActivityContext Batch);
}
