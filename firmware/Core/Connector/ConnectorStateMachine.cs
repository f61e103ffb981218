using Firmware.Core.Config;
using Firmware.Core.Ports;

namespace Firmware.Core.Connector;

/// <summary>Decides the connector's status; nothing else writes it.</summary>
public sealed class ConnectorStateMachine
{
    /// <summary>The plug line must hold this long before a change counts: the latch bounces on insertion.</summary>
    public const int PlugDebounceMs = 250;

    /// <summary>Current must flow this long before the vehicle counts as charging.</summary>
    public const int DrawingDebounceMs = 1000;

    /// <summary>Current must be away this long before the vehicle counts as suspended.</summary>
    public const int IdleDebounceMs = 10000;

    private readonly int _startCurrentMilliamps;
    private ConnectorInputs _inputs;
    private bool _isDrawing;
    private bool _isBlocked;
    private bool _isOutOfService;
    private bool _hasCharged;
    private long _drawingChangedMs;
    private long _plugChangedMs;
    private long _steadyUntilMs;

    /// <summary>Starts with no plug.</summary>
    public ConnectorStateMachine(AgentConfig config)
    {
        _startCurrentMilliamps = config.StartCurrentMilliamps;
    }

    /// <summary>The status now.</summary>
    public ConnectorStatus Status { get; private set; }

    /// <summary>At the last step the vehicle drew at least the start current.</summary>
    public bool IsDrawing => _isDrawing;

    /// <summary>A plug is in, debounced.</summary>
    public bool IsPlugged { get; private set; }

    /// <summary>Takes a plug for present without debounce: a session was open when the power went.</summary>
    public void Resume(bool isPlugged, bool hasCharged)
    {
        IsPlugged = isPlugged;
        // The line was seen at the start: a sample without it is a change, which has to hold like any other.
        _inputs = isPlugged ? ConnectorInputs.PlugPresent : ConnectorInputs.None;
        _hasCharged = hasCharged;
        Status = isPlugged ? ConnectorStatus.Preparing : ConnectorStatus.Available;
    }

    /// <summary>One step: the status from the lines, the current and whether a fault or the operator forbids charging.</summary>
    public ConnectorStatus Step(ConnectorInputs inputs, int currentMilliamps, bool isBlocked, bool isOutOfService, long nowMs)
    {
        bool isDrawing = currentMilliamps >= _startCurrentMilliamps;
        if (
            inputs == _inputs
            && isDrawing == _isDrawing
            && isBlocked == _isBlocked
            && isOutOfService == _isOutOfService
            && nowMs < _steadyUntilMs)
        {
            return Status;
        }

        FollowPlug(inputs, nowMs);
        FollowCurrent(isDrawing, nowMs);
        _inputs = inputs;
        _isBlocked = isBlocked;
        _isOutOfService = isOutOfService;
        Status = Decide(nowMs);
        _hasCharged |= Status == ConnectorStatus.Charging;
        _steadyUntilMs = NextDebounceMs(nowMs);
        return Status;
    }

    private ConnectorStatus Decide(long nowMs)
    {
        if (_isBlocked)
        {
            return ConnectorStatus.Faulted;
        }

        if (!IsPlugged)
        {
            return _isOutOfService ? ConnectorStatus.Unavailable : ConnectorStatus.Available;
        }

        return Plugged((_inputs & ConnectorInputs.ContactorClosed) != 0, nowMs - _drawingChangedMs);
    }

    private void FollowPlug(ConnectorInputs inputs, long nowMs)
    {
        bool isPresent = (inputs & ConnectorInputs.PlugPresent) != 0;
        if (((inputs ^ _inputs) & ConnectorInputs.PlugPresent) != 0)
        {
            _plugChangedMs = nowMs;
        }

        if (isPresent != IsPlugged && nowMs - _plugChangedMs >= PlugDebounceMs)
        {
            IsPlugged = isPresent;
            _hasCharged = false;
            _drawingChangedMs = nowMs;
        }
    }

    private void FollowCurrent(bool isDrawing, long nowMs)
    {
        if (isDrawing != _isDrawing)
        {
            _isDrawing = isDrawing;
            _drawingChangedMs = nowMs;
        }
    }

    /// <summary>When a debounce that runs will be over: until then the same inputs give the same status.</summary>
    private long NextDebounceMs(long nowMs)
    {
        long drawingMs = _drawingChangedMs + (_isDrawing ? DrawingDebounceMs : IdleDebounceMs);
        long nextMs = drawingMs > nowMs ? drawingMs : long.MaxValue;
        bool isPlugPending = ((_inputs & ConnectorInputs.PlugPresent) != 0) != IsPlugged;
        return isPlugPending && _plugChangedMs + PlugDebounceMs < nextMs ? _plugChangedMs + PlugDebounceMs : nextMs;
    }

    private ConnectorStatus Plugged(bool isClosed, long unchangedMs)
    {
        if (!isClosed)
        {
            // A vehicle that stopped by itself stays SuspendedEV when the charger then opens (IEC 61851-1: state C to B).
            if (Status == ConnectorStatus.SuspendedEV)
            {
                return ConnectorStatus.SuspendedEV;
            }

            return _hasCharged ? ConnectorStatus.SuspendedEVSE : ConnectorStatus.Preparing;
        }

        if (_isDrawing && unchangedMs >= DrawingDebounceMs)
        {
            return ConnectorStatus.Charging;
        }

        if (!_isDrawing && unchangedMs >= IdleDebounceMs)
        {
            return ConnectorStatus.SuspendedEV;
        }

        switch (Status)
        {
            case ConnectorStatus.Charging:
            case ConnectorStatus.SuspendedEV:
            case ConnectorStatus.SuspendedEVSE:
                return Status;
            default:
                return _hasCharged ? ConnectorStatus.SuspendedEVSE : ConnectorStatus.Preparing;
        }
    }
}
