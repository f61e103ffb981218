using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hardware.Bench.Attack;

/// <summary>Connections of somebody who means no good, from an address of his own, and the bytes of MQTT 3.1.1 that he sends.</summary>
internal sealed class Assailant : IDisposable
{
    /// <summary>An address of this machine that is nobody's proxy.</summary>
    public static readonly IPAddress Stranger = IPAddress.Parse("127.0.0.2");

    private readonly List<Socket> _kept = [];
    private readonly IPAddress _own;

    /// <summary>An assailant without a connection, who comes from an address.</summary>
    public Assailant(IPAddress own)
    {
        _own = own;
    }

    /// <summary>Opens connections, says this on each, and keeps them.</summary>
    public async Task OpenAsync(int port, int count, byte[] words, CancellationToken stop)
    {
        for (int i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            if (await TryConnectAsync(port, stop) is Socket socket)
            {
                _kept.Add(socket);
                await SayAsync(socket, words);
            }
        }
    }

    /// <summary>Connects, says this, hears what comes back, and does it again, until it is stopped.</summary>
    public async Task RepeatAsync(int port, byte[] first, Func<byte[]> then, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using Socket? socket = await TryConnectAsync(port, stop);
            if (socket == null || !await SayAsync(socket, first))
            {
                await Task.Yield();
                continue;
            }

            byte[] swallowed = new byte[4096];
            while (!stop.IsCancellationRequested && await SayAsync(socket, then()))
            {
                while (socket.Available > 0)
                {
                    socket.Receive(swallowed);
                }
            }
        }
    }

    /// <summary>CONNECT with a client id, as user of this name.</summary>
    public static byte[] Connect(string clientId, string password)
    {
        return Packet(0x10, [.. Text("MQTT"), 4, 0xC2, 0, 60, .. Text(clientId), .. Text(clientId), .. Text(password)]);
    }

    /// <summary>PUBLISH with QoS 1.</summary>
    public static byte[] Publish(string topic, byte[] payload)
    {
        return Packet(0x32, [.. Text(topic), 0, 1, .. payload]);
    }

    /// <summary>SUBSCRIBE to filters.</summary>
    public static byte[] Subscribe(IEnumerable<string> filters)
    {
        return Packet(0x82, [0, 1, .. filters.SelectMany(filter => (byte[])[.. Text(filter), 1])]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.ForEach(socket => socket.Dispose());
    }

    private async Task<Socket?> TryConnectAsync(int port, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(_own, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static async Task<bool> SayAsync(Socket socket, byte[] words)
    {
        try
        {
            using CancellationTokenSource over = new(TimeSpan.FromSeconds(2));
            await socket.SendAsync(words, over.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
        return [.. length, .. bytes];
    }

    // Remaining length: seven bits a byte, least significant first (MQTT 3.1.1, section 2.2.3).
    private static byte[] Packet(byte type, byte[] body)
    {
        List<byte> length = [];
        int left = body.Length;
        do
        {
            length.Add((byte)((left % 128) | (left >= 128 ? 128 : 0)));
            left /= 128;
        }
        while (left > 0);
        return [type, .. length, .. body];
    }
}
