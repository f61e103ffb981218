using System.Net;
using System.Net.Sockets;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>One TCP connection of a charger, through the relay to the broker.</summary>
internal sealed class RelayedConnection : IDisposable
{
    private readonly TcpClient _charger;
    private readonly TcpClient _broker = new();
    private readonly CancellationTokenSource _cut = new();

    /// <summary>A connection that a charger has opened.</summary>
    public RelayedConnection(TcpClient charger)
    {
        _charger = charger;
    }

    /// <summary>Whether an exception only says that a connection has ended.</summary>
    public static bool IsEnd(Exception exception)
    {
        return exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
    }

    /// <summary>Relays until either side ends, the dice cut, or <see cref="Cut"/>.</summary>
    public async Task RunAsync(int brokerPort, RelayDice up, RelayDice down)
    {
        try
        {
            await _broker.ConnectAsync(IPAddress.Loopback, brokerPort, _cut.Token).ConfigureAwait(false);
            _charger.NoDelay = true;
            _broker.NoDelay = true;
            using RelayDirection toBroker = new(_charger.GetStream(), _broker.GetStream(), up);
            using RelayDirection toCharger = new(_broker.GetStream(), _charger.GetStream(), down);
            Task[] ways = [EndAsync(toBroker.RunAsync(toCharger, _cut.Token)), EndAsync(toCharger.RunAsync(toBroker, _cut.Token))];
            await Task.WhenAny(ways).ConfigureAwait(false);
            Cut();
            await Task.WhenAll(ways).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The broker is away: so is the connection.
            Cut();
        }
    }

    /// <summary>Resets both sides: nothing that is on its way arrives, nobody says goodbye.</summary>
    public void Cut()
    {
        _cut.Cancel();
        Reset(_charger);
        Reset(_broker);
    }

    /// <summary>Cut, too: a handle of the cancellation is not made, so there is nothing else to free.</summary>
    public void Dispose()
    {
        Cut();
    }

    private static void Reset(TcpClient client)
    {
        if (client.Client is { Connected: true } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        client.Dispose();
    }

    private static async Task EndAsync(Task way)
    {
        try
        {
            await way.ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // How a connection ends makes no difference to the other side: it is cut.
            return;
        }
    }
}
