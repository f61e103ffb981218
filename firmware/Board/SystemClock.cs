using System;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>
/// Time since boot from the processor, wall time from the network. The device does not tell when its clock was set, so a step of the wall
/// clock against the time since boot is taken for that: only SNTP sets it.
/// </summary>
public sealed class SystemClock : IClock
{
    private const long TicksPerMs = 10000;
    private const long EarliestUtcMs = 1767225600000;
    private const int StepMs = 20;
    private const int ReadingMaxMs = 5;
    private const long TrustedMs = 24L * 3600 * 1000;

    private long _offsetMs;
    private long _setMs;
    private bool _hasOffset;
    private bool _isSet;
    private ClockQuality _quality;

    /// <summary>A clock that has looked at the wall time once.</summary>
    public SystemClock()
    {
        Follow();
    }

    /// <inheritdoc />
    public long MonotonicMs
    {
        get { return Environment.TickCount64; }
    }

    /// <inheritdoc />
    public long UtcUnixMs
    {
        get { return Environment.TickCount64 + _offsetMs; }
    }

    /// <inheritdoc />
    public ClockQuality Quality
    {
        get { return _quality; }
    }

    /// <summary>The network is there, and with it the time server.</summary>
    public void OnNetwork()
    {
        if (_isSet)
        {
            _setMs = Environment.TickCount64;
        }
    }

    /// <summary>Looks at the wall time; some times a second, by one thread only.</summary>
    public void Follow()
    {
        long beforeMs = Environment.TickCount64;
        long utcMs = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs;
        long afterMs = Environment.TickCount64;
        if (afterMs - beforeMs > ReadingMaxMs)
        {
            // Another thread ran in between: the difference would look like a step.
            return;
        }

        long offsetMs = utcMs - afterMs;
        long stepMs = offsetMs - _offsetMs;
        if (_hasOffset && utcMs >= EarliestUtcMs && (stepMs >= StepMs || stepMs <= -StepMs))
        {
            _isSet = true;
            _setMs = afterMs;
        }

        _offsetMs = offsetMs;
        _hasOffset = true;
        bool isTrusted = _isSet && afterMs - _setMs < TrustedMs;
        _quality = utcMs < EarliestUtcMs ? ClockQuality.Unknown : isTrusted ? ClockQuality.Synchronised : ClockQuality.Informative;
    }
}
