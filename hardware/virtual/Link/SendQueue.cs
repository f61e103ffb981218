using System.Diagnostics;
using Firmware.Core.Ports;

namespace Hardware.Virtual.Link;

/// <summary>
/// What waits to be sent over one connection. Messages at QoS 1 keep their order and are never dropped: when the queue is full the next
/// one is not taken. Of live messages only the newest waits, and it goes when nothing else does and its time has come. Thread-safe.
/// </summary>
internal sealed class SendQueue : IDisposable
{
    /// <summary>More than the agent's window and its status together.</summary>
    private const int CountMax = 16;

    private readonly Lock _lock = new();
    private readonly Queue<Publication> _publications = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly TimeSpan _liveInterval;
    private byte[] _liveBuffer = [];
    private int _liveLength;
    private int _liveId;
    private long _liveSentAt;

    public SendQueue(int liveIntervalMs)
    {
        _liveInterval = TimeSpan.FromMilliseconds(liveIntervalMs);
        _liveSentAt = Stopwatch.GetTimestamp() - Stopwatch.Frequency;
    }

    /// <summary>Takes a copy of the payload; false when there is no room.</summary>
    public bool TryAdd(int id, Topic topic, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (topic == Topic.Live)
            {
                KeepLive(id, payload);
            }
            else if (_publications.Count < CountMax)
            {
                _publications.Enqueue(new Publication(id, topic, payload.ToArray()));
            }
            else
            {
                return false;
            }

            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }

            return true;
        }
    }

    /// <summary>The next message to send, as soon as there is one.</summary>
    public async ValueTask<Publication> TakeAsync(CancellationToken stop)
    {
        while (true)
        {
            if (TryTake(out Publication? publication, out TimeSpan wait))
            {
                return publication!;
            }

            await _wake.WaitAsync(wait, stop).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
    }

    private void KeepLive(int id, ReadOnlySpan<byte> payload)
    {
        if (_liveBuffer.Length < payload.Length)
        {
            _liveBuffer = new byte[payload.Length];
        }

        payload.CopyTo(_liveBuffer);
        _liveLength = payload.Length;
        _liveId = id;
    }

    private bool TryTake(out Publication? publication, out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = Timeout.InfiniteTimeSpan;
            if (_publications.TryDequeue(out publication))
            {
                return true;
            }

            if (_liveId == 0)
            {
                return false;
            }

            wait = _liveInterval - Stopwatch.GetElapsedTime(_liveSentAt);
            if (wait > TimeSpan.Zero)
            {
                return false;
            }

            publication = new Publication(_liveId, Topic.Live, _liveBuffer.AsSpan(0, _liveLength).ToArray());
            _liveId = 0;
            _liveSentAt = Stopwatch.GetTimestamp();
            return true;
        }
    }
}
