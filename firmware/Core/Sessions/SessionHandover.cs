using Firmware.Core.Journal;
using Firmware.Core.Records;

namespace Firmware.Core.Sessions;

/// <summary>Hands an ended session to the outbox: it is not over before its summary is kept, and until then it is tried again.</summary>
public sealed class SessionHandover
{
    private const int RetryMs = 10000;

    private readonly SessionJournal _journal;
    private readonly Outbox _outbox;
    private bool _isEndWritten;
    private long _retryMs;

    /// <summary>A handover from the session journal to the outbox.</summary>
    public SessionHandover(SessionJournal journal, Outbox outbox)
    {
        _journal = journal;
        _outbox = outbox;
    }

    /// <summary>An ended session waits to be kept.</summary>
    public bool IsPending { get; private set; }

    /// <summary>The session has ended; whether the journal already says so.</summary>
    public void Begin(bool isEndWritten)
    {
        IsPending = true;
        _isEndWritten = isEndWritten;
        _retryMs = 0;
    }

    /// <summary>Tries when it is time to; false when it was tried and the summary could not be kept.</summary>
    public bool TryFinish(ChargingSession session, long nowMs)
    {
        if (nowMs < _retryMs)
        {
            return true;
        }

        _retryMs = nowMs + RetryMs;
        IsPending = !_outbox.TryAppend(session);
        if (IsPending)
        {
            // The next vehicle must not resume a session that is over only because the outbox has no room.
            _isEndWritten = _isEndWritten || _journal.TryWriteEnd(session);
        }

        return !IsPending;
    }
}
