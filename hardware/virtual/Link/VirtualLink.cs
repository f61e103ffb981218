using System.Collections.Concurrent;
using Firmware.Core.Ports;

namespace Hardware.Virtual.Link;

/// <summary>
/// Real MQTT over TCP to a real broker. It connects and reconnects on a task of its own, with pauses that grow and are jittered; between
/// connections it remembers nothing. The port's methods never block and may be called from any one thread.
/// </summary>
public sealed class VirtualLink : ILink, IAsyncDisposable
{
    private const int ReceivedCountMax = 64;

    private readonly LinkSettings _settings;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<int> _delivered = new();
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Lock _newsLock = new();
    private volatile LinkConnection? _connection;
    private volatile int _connectionNumber;
    private volatile string _lastFailure = "";
    private int _lastConnectionNumber;
    private int _lastId;
    private Task _run = Task.CompletedTask;

    /// <summary>A link that is not started.</summary>
    public VirtualLink(LinkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
    }

    /// <inheritdoc/>
    public int ConnectionNumber
    {
        get { return _connectionNumber; }
    }

    /// <summary>Why the last attempt to connect failed; empty when it did not.</summary>
    public string LastFailure
    {
        get { return _lastFailure; }
    }

    /// <summary>Messages taken from the agent.</summary>
    public long PublishedCount { get; private set; }

    /// <summary>Messages from the bridge that were dropped because the agent did not take those before.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Begins to connect.</summary>
    public void Start()
    {
        _run = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public int Publish(Topic topic, byte[] payload, int length)
    {
        LinkConnection? connection = _connection;
        int id = _lastId == int.MaxValue ? 1 : _lastId + 1;
        if (connection == null || !connection.Queue.TryAdd(id, topic, payload.AsSpan(0, length)))
        {
            return 0;
        }

        _lastId = id;
        PublishedCount++;
        return id;
    }

    /// <inheritdoc/>
    public int TakeDelivered()
    {
        return _delivered.TryDequeue(out int id) ? id : 0;
    }

    /// <inheritdoc/>
    public bool TryTakeReceived(ReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_received.TryDequeue(out ReceivedMessage? next))
        {
            return false;
        }

        message.Topic = next.Topic;
        message.Payload = next.Payload;
        return true;
    }

    /// <summary>Waits until something has arrived, been acknowledged, connected or broken since the last call; false when nothing did in
    /// time.</summary>
    public Task<bool> WaitForNewsAsync(TimeSpan timeout, CancellationToken stop)
    {
        return _news.WaitAsync(timeout, stop);
    }

    /// <summary>Disconnects in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
        _news.Dispose();
    }

    private async Task RunAsync()
    {
        int failureCount = 0;
        while (!_stop.IsCancellationRequested)
        {
            using (LinkConnection connection = new(_settings, OnReceived, _stop.Token))
            {
                _lastFailure = await connection.OpenAsync().ConfigureAwait(false) ?? "";
                failureCount = _lastFailure.Length == 0 ? 0 : failureCount + 1;
                if (failureCount == 0)
                {
                    OnConnected(connection);
                    bool isStanding = await connection.SendAsync(OnDelivered).ConfigureAwait(false);
                    OnDisconnected();
                    if (isStanding)
                    {
                        await connection.CloseAsync().ConfigureAwait(false);
                    }
                }
            }

            await PauseAsync(failureCount).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(int failureCount)
    {
        // Between half and the whole of the pause, so that chargers that lost the same broker do not come back together.
        double pauseMs = Math.Min(_settings.BackOffMaxMs, _settings.BackOffMinMs * Math.Pow(2, Math.Min(failureCount, 16)));
        double jitter = 0.5 + (Random.Shared.NextDouble() / 2);
        await Task.Delay(TimeSpan.FromMilliseconds(pauseMs * jitter), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnConnected(LinkConnection connection)
    {
        _delivered.Clear();
        _connection = connection;
        _lastConnectionNumber++;
        _connectionNumber = _lastConnectionNumber;
        SignalNews();
    }

    private void OnDisconnected()
    {
        _connectionNumber = 0;
        _connection = null;
        _delivered.Clear();
        SignalNews();
    }

    private void OnDelivered(int id)
    {
        _delivered.Enqueue(id);
        SignalNews();
    }

    private void OnReceived(Topic topic, byte[] payload)
    {
        if (_received.Count >= ReceivedCountMax)
        {
            // A lost receipt only means that the agent sends its record again.
            DroppedCount++;
            return;
        }

        _received.Enqueue(new ReceivedMessage { Topic = topic, Payload = payload });
        SignalNews();
    }

    private void SignalNews()
    {
        lock (_newsLock)
        {
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }
}
