using System;
using System.Threading;
using Firmware.Core.Link;
using Firmware.Core.Logging;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;

namespace Firmware.Board;

/// <summary>
/// The link to the broker. One thread brings the network up, connects, sends and, when the connection is lost, begins again with a new
/// client after a pause that grows and is jittered. The port's methods only move entries of queues.
/// </summary>
public sealed class M2MqttLink : ILink
{
    private const int WaitMs = 1000;
    private const int PauseMinMs = 1000;
    private const int PauseMaxMs = 60000;
    private const int StableMs = 30000;
    private const string Source = "link";

    private readonly AgentSettings _settings;
    private readonly WifiNetwork _network;
    private readonly ILogSink _sink;
    private readonly Heartbeat _heartbeat;
    private readonly LinkQueues _queues = new LinkQueues();
    private readonly AutoResetEvent _wake = new AutoResetEvent(false);
    private readonly Random _random = new Random();
    private int _connectionNumber;
    private int _lastConnectionNumber;
    private int _lastId;
    private int _pauseMs = PauseMinMs;
    private string _lastFailure = "";

    /// <summary>A link that is not started.</summary>
    public M2MqttLink(AgentSettings settings, WifiNetwork network, ILogSink sink, Heartbeat heartbeat)
    {
        _settings = settings;
        _network = network;
        _sink = sink;
        _heartbeat = heartbeat;
    }

    /// <inheritdoc />
    public int ConnectionNumber
    {
        get { return _connectionNumber; }
    }

    /// <summary>The state of the link, in one line.</summary>
    public string Describe()
    {
        return "mqtt     " + _lastConnectionNumber.ToString() + " connections, " + _queues.DroppedCount.ToString() + " messages dropped"
            + (_lastFailure.Length == 0 ? "" : ", last failure: " + _lastFailure);
    }

    /// <summary>Begins to connect.</summary>
    public void Start()
    {
        _heartbeat.Beat();
        new Thread(Run).Start();
    }

    /// <inheritdoc />
    public int Publish(Topic topic, byte[] payload, int length)
    {
        if (_connectionNumber == 0)
        {
            return 0;
        }

        byte[] copy = new byte[length];
        Array.Copy(payload, 0, copy, 0, length);
        int id = _lastId == int.MaxValue ? 1 : _lastId + 1;
        if (!_queues.TrySend(new Publication(id, topic, copy, Environment.TickCount64)))
        {
            return 0;
        }

        _lastId = id;
        _wake.Set();
        return id;
    }

    /// <inheritdoc />
    public int TakeDelivered()
    {
        return _queues.TakeDelivered();
    }

    /// <inheritdoc />
    public bool TryTakeReceived(ReceivedMessage message)
    {
        return _queues.TryTakeReceived(message);
    }

    private void Run()
    {
        while (true)
        {
            _heartbeat.Beat();
            try
            {
                if (_network.TryBringUp() && _settings.Broker.Host.Length != 0)
                {
                    Connect();
                }
            }
            catch (Exception exception)
            {
                // No such host, or the library at odds with itself: tried again with a new client.
                Fail("no connection to " + _settings.Broker.Host + ": " + exception.Message);
            }

            Pause();
        }
    }

    private void Connect()
    {
        MqttConnection connection = new MqttConnection(_settings, _queues, _wake);
        try
        {
            string? failure = connection.Open();
            if (failure == null)
            {
                Serve(connection);
            }
            else
            {
                Fail(failure);
            }
        }
        finally
        {
            _connectionNumber = 0;
            _queues.Forget();
            connection.Close();
        }
    }

    private void Serve(MqttConnection connection)
    {
        long startMs = Environment.TickCount64;
        _lastFailure = "";
        _lastConnectionNumber++;
        _connectionNumber = _lastConnectionNumber;
        while (connection.IsOpen(Environment.TickCount64))
        {
            _heartbeat.Beat();
            connection.SendWaiting();
            _network.OnTraffic();
            _wake.WaitOne(WaitMs, false);
        }

        // A connection that does not last is no reason to hurry.
        _pauseMs = Environment.TickCount64 - startMs >= StableMs ? PauseMinMs : _pauseMs;
    }

    private void Fail(string failure)
    {
        if (failure != _lastFailure)
        {
            _lastFailure = failure;
            _sink.WriteLine(AgentLog.LineOf(LogLevel.Warning, Source, failure, Environment.TickCount64));
        }
    }

    private void Pause()
    {
        // Between half and the whole of the pause, so that chargers that lost the same broker do not come back together.
        int leftMs = (_pauseMs / 2) + _random.Next(_pauseMs / 2);
        _pauseMs = _pauseMs > PauseMaxMs / 2 ? PauseMaxMs : _pauseMs * 2;
        for (; leftMs > 0; leftMs -= WaitMs)
        {
            _heartbeat.Beat();
            Thread.Sleep(leftMs < WaitMs ? leftMs : WaitMs);
        }
    }
}
