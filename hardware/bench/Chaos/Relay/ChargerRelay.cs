using System.Net;
using System.Net.Sockets;
using Hardware.Bench.Chaos.Mishaps;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>A TCP relay between one charger and the broker, which can lose, repeat, reorder and delay what goes through it, and be
/// cut.</summary>
internal sealed class ChargerRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _brokerPort;
    private readonly RelayDice _up;
    private readonly RelayDice _down;
    private readonly Task _accepting;
    private volatile RelayedConnection? _connection;

    /// <summary>A relay that listens.</summary>
    public ChargerRelay(int brokerPort, int seed, MishapCounts counts)
    {
        _brokerPort = brokerPort;
        _up = new RelayDice(seed, true, counts);
        _down = new RelayDice(seed + 1, false, counts);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the charger connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on everything passes.</summary>
    public void BeQuiet()
    {
        _up.IsQuiet = true;
        _down.IsQuiet = true;
    }

    /// <summary>Cuts the connection there is.</summary>
    public void Cut()
    {
        _connection?.Cut();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Cut();
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>A charger has one connection at a time.</summary>
    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using RelayedConnection connection = new(await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false));
                _connection = connection;
                await connection.RunAsync(_brokerPort, _up, _down).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
            return;
        }
    }
}
