using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CloudBridge.Core.Foundation.Doors;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Telemetry;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace CloudBridge.Mqtt;

/// <summary>Takes the connections of chargers for the embedded broker: as many as its door lets in, with TLS when there is a certificate,
/// each behind a <see cref="PacketGuard"/>.</summary>
internal sealed partial class ChargerListener : IMqttServerAdapter
{
    private const int Backlog = 1000;
    private const int WriterBytes = 4096;
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    // From the connection, or the end of its handshake, to the whole of the first packet.
    private static readonly TimeSpan FirstPacketPatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly BrokerSettings _settings;
    private readonly Door _door;
    private readonly BrokerRefusals _refusals;
    private readonly X509Certificate2? _certificate;
    private readonly TimeProvider _clock;
    private readonly PacketCredits _credits;
    // By the other end's address and port, while they are connected.
    private readonly ConcurrentDictionary<EndPoint, PacketGuard> _guards = new();
    private readonly ILogger _log;
    private Socket? _listening;
    private Task _accepting = Task.CompletedTask;

    public ChargerListener(
        BrokerSettings settings,
        Door door,
        X509Certificate2? certificate,
        BrokerRefusals refusals,
        TimeProvider clock,
        ILogger log)
    {
        _settings = settings;
        _door = door;
        _certificate = certificate;
        _refusals = refusals;
        _clock = clock;
        _credits = new PacketCredits(settings.MqttPacketsPerSecondMax, clock);
        _log = log;
    }

    /// <summary>The port that was bound.</summary>
    public int Port => (_listening?.LocalEndPoint as IPEndPoint)?.Port ?? _settings.MqttPort;

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        IPAddress bind = IPAddress.Parse(_settings.MqttBind);
        _listening = new Socket(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            _listening.Bind(new IPEndPoint(bind, _settings.MqttPort));
            _listening.Listen(Backlog);
        }
        catch (SocketException e)
        {
            throw new RefusedException(InWords(e.SocketErrorCode), e);
        }

        _accepting = Task.Run(() => AcceptAllAsync(_listening, options, logger));
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listening?.Dispose();
        await _accepting;
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _stop.Dispose();
    }

    /// <summary>From here on the connection counts as this client's, over all its connections; false when it has sent too much
    /// before.</summary>
    public bool TryAdmit(EndPoint? remote, string clientId)
    {
        PacketCredit credit = _credits.Of(clientId);
        if (remote != null && _guards.TryGetValue(remote, out PacketGuard? guard))
        {
            guard.CountBy(credit);
        }

        // The CONNECT itself.
        return credit.TryTake();
    }

    /// <summary>Counts and tells one who sends too much.</summary>
    public void CountFlood(EndPoint? remote)
    {
        Count(PacketVerdict.Flood, remote);
    }

    private async Task AcceptAllAsync(Socket listening, MqttServerOptions options, IMqttNetLogger logger)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listening.AcceptAsync(_stop.Token);
                _ = ServeAsync(socket, options, logger);
            }
            catch (SocketException e)
            {
                // A client that was gone before it was accepted, or no file handle left for a moment.
                LogAcceptFailure(e.SocketErrorCode);
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, MqttServerOptions options, IMqttNetLogger logger)
    {
        using Socket owned = socket;
        try
        {
            EndPoint remote = socket.RemoteEndPoint!;
            using DoorPlace? place = _door.TryEnter(((IPEndPoint)remote).Address, owned.Dispose);
            if (place == null)
            {
                _refusals.CountConnection();
                return;
            }

            PacketGuard guard = new(_settings.MqttPacketBytesMax, _credits.New());
            _guards[remote] = guard;
            try
            {
                await ServeAsync(owned, remote, place, guard, options, logger);
            }
            finally
            {
                _guards.TryRemove(new KeyValuePair<EndPoint, PacketGuard>(remote, guard));
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or AuthenticationException
                        or MqttCommunicationException
                        or OperationCanceledException
                        or ObjectDisposedException)
        {
            LogBroken(e.Message);
        }
    }

    private async Task ServeAsync(
        Socket socket,
        EndPoint remote,
        DoorPlace place,
        PacketGuard guard,
        MqttServerOptions options,
        IMqttNetLogger logger)
    {
        socket.NoDelay = true;
        await using Stream stream = await SecureAsync(new NetworkStream(socket, ownsSocket: true));
        await using ITimer silence = _clock.CreateTimer(_ => socket.Dispose(), null, FirstPacketPatience, Timeout.InfiniteTimeSpan);
        await using GuardedStream guarded = new(
            stream,
            guard,
            verdict => Count(verdict, remote),
            () =>
            {
                place.Speak();
                silence.Dispose();
            });
        using MqttTcpChannel channel = new(guarded, socket.LocalEndPoint!, remote, null!);
        MqttPacketFormatterAdapter formatter = new(new MqttBufferWriter(WriterBytes, options.WriterBufferSizeMax));
        using MqttChannelAdapter adapter = new(channel, formatter, logger);
        await ClientHandler!(adapter);
    }

    private async Task<Stream> SecureAsync(NetworkStream plain)
    {
        if (_certificate == null)
        {
            return plain;
        }

        SslStream secure = new(plain);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(HandshakePatience);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            },
            patience.Token);
        return secure;
    }

    private string InWords(SocketError cause)
    {
        return cause switch
        {
            SocketError.AddressAlreadyInUse =>
                $"MQTT port {_settings.MqttPort} is in use by another program: stop that one, or choose another port with --mqtt-port",
            SocketError.AccessDenied =>
                $"MQTT port {_settings.MqttPort} may not be used by this user: choose a port above 1023 with --mqtt-port",
            _ =>
                $"MQTT cannot listen on {_settings.MqttBind} port {_settings.MqttPort} ({cause}): give an "
                    + $"address of this machine with --mqtt-bind",
        };
    }

    private void Count(PacketVerdict verdict, EndPoint? remote)
    {
        if (verdict == PacketVerdict.Flood)
        {
            _refusals.CountFlood();
        }
        else
        {
            _refusals.CountOversize();
        }

        LogViolation(remote?.ToString() ?? "", verdict);
    }

    [LoggerMessage(EventId = 221, Level = LogLevel.Warning, Message = "MQTT connection from {Endpoint} is closed: {Verdict}.")]
    private partial void LogViolation(string endpoint, PacketVerdict verdict);

    [LoggerMessage(EventId = 222, Level = LogLevel.Debug, Message = "MQTT connection broke: {Cause}")]
    private partial void LogBroken(string cause);

    [LoggerMessage(EventId = 223, Level = LogLevel.Warning, Message = "An MQTT connection could not be taken: {Cause}")]
    private partial void LogAcceptFailure(SocketError cause);
}
