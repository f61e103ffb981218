using System.Net.Sockets;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>One way of a relayed connection: reads packets from one side, rolls the dice, writes to the other.</summary>
internal sealed class RelayDirection : IDisposable
{
    private static readonly TimeSpan HeldMax = TimeSpan.FromMilliseconds(150);

    private readonly Stream _source;
    private readonly NetworkStream _sink;
    private readonly RelayDice _dice;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, int> _swallowed = [];
    private byte[]? _held;

    /// <summary>A way from one socket to another.</summary>
    public RelayDirection(NetworkStream source, NetworkStream sink, RelayDice dice)
    {
        _source = new BufferedStream(source, 16 * 1024);
        _sink = sink;
        _dice = dice;
    }

    /// <summary>Hands on until one side ends or the dice cut; the other way is needed for acknowledgements that the relay makes
    /// up.</summary>
    public async Task RunAsync(RelayDirection back, CancellationToken stop)
    {
        while (await MqttPacket.ReadAsync(_source, stop).ConfigureAwait(false) is { } packet)
        {
            if (packet.IsAcknowledgement)
            {
                if (!IsSwallowed(packet.Id) && !_dice.IsAcknowledgementDropped())
                {
                    await WriteAsync(packet.Bytes, stop).ConfigureAwait(false);
                }
            }
            else if (!packet.IsRecordOrReceipt)
            {
                await WriteAsync(packet.Bytes, stop).ConfigureAwait(false);
            }
            else if (!await HandOnAsync(packet, _dice.NextFate(), back, stop).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        _writing.Dispose();
    }

    /// <summary>False when the connection is to be cut.</summary>
    private async Task<bool> HandOnAsync(MqttPacket packet, Fate fate, RelayDirection back, CancellationToken stop)
    {
        switch (fate)
        {
            case Fate.CutBefore:
                return false;
            case Fate.Drop:
                // Who sent it must go on: it believes that the message has arrived, as after a broker's crash.
                await back.WriteAsync(MqttPacket.AcknowledgementOf(packet.Id), stop).ConfigureAwait(false);
                return true;
            case Fate.Reorder when _held == null:
                back.Swallow(packet.Id);
                _held = packet.Bytes;
                await back.WriteAsync(MqttPacket.AcknowledgementOf(packet.Id), stop).ConfigureAwait(false);
                _ = ReleaseLaterAsync(packet.Bytes, stop);
                return true;
            case Fate.Delay:
                await Task.Delay(_dice.NextDelayMs(), stop).ConfigureAwait(false);
                break;
        }

        await WriteAsync(packet.Bytes, stop).ConfigureAwait(false);
        if (_dice.NextForgery(packet) is { } forgery)
        {
            await WriteAsync(forgery, stop).ConfigureAwait(false);
        }

        if (fate == Fate.Duplicate)
        {
            back.Swallow(packet.Id);
            await WriteAsync(packet.Again(), stop).ConfigureAwait(false);
        }

        await ReleaseAsync(stop).ConfigureAwait(false);
        return fate != Fate.CutAfter;
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken stop)
    {
        await _writing.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await _sink.WriteAsync(bytes, stop).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReleaseAsync(CancellationToken stop)
    {
        byte[]? held = Interlocked.Exchange(ref _held, null);
        if (held != null)
        {
            await WriteAsync(held, stop).ConfigureAwait(false);
        }
    }

    /// <summary>A packet that nothing overtakes goes on after a while nevertheless.</summary>
    private async Task ReleaseLaterAsync(byte[] bytes, CancellationToken stop)
    {
        try
        {
            await Task.Delay(HeldMax, stop).ConfigureAwait(false);
            if (Interlocked.CompareExchange(ref _held, null, bytes) == bytes)
            {
                await WriteAsync(bytes, stop).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RelayedConnection.IsEnd(exception))
        {
            // The connection went first, and the packet with it.
            return;
        }
    }

    /// <summary>The next acknowledgement of an id that comes this way is for something that its receiver does not know of.</summary>
    private void Swallow(ushort id)
    {
        lock (_lock)
        {
            _swallowed[id] = _swallowed.GetValueOrDefault(id) + 1;
        }
    }

    private bool IsSwallowed(ushort id)
    {
        lock (_lock)
        {
            if (!_swallowed.TryGetValue(id, out int count))
            {
                return false;
            }

            if (count == 1)
            {
                _swallowed.Remove(id);
            }
            else
            {
                _swallowed[id] = count - 1;
            }

            return true;
        }
    }
}
