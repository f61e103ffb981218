using Firmware.Core;
using Firmware.Core.Config;
using Hardware.Virtual.Vehicles;

namespace Hardware.Virtual;

/// <summary>
/// A charger: the agent's own code on a virtual board, a cable, and the vehicle at its end. Time passes only in
/// <see cref="AdvanceToAsync"/>;
/// there the clock waits for the real network whenever the agent has a record without receipt, so that virtual time never causes a repeat.
/// </summary>
/// <remarks>Not thread-safe: one task at a time drives a charger.</remarks>
public sealed class VirtualCharger : IAsyncDisposable
{
    /// <summary>Tick of the agent while something is drawn or has just changed, as on the device.</summary>
    public const int FastTickMs = 100;

    /// <summary>Tick while nothing happens: the longest interval over which the meter still makes a trapezoid.</summary>
    public const int SlowTickMs = 1000;

    // The connector's longest debounce is 10 s: until then a change is not over.
    private const int SettlingMs = 12000;

    private readonly VirtualBoard _board;
    private readonly ReceiptWait _wait;
    private double _voltageVolts;
    private long _settledMs = SettlingMs;

    /// <summary>A charger that is not started, on a line of a voltage in V; a vehicle may be plugged in from before a restart.</summary>
    public VirtualCharger(AgentConfig config, VirtualBoard board, double lineVolts = 230, VehicleModel? vehicle = null)
    {
        Vehicle = vehicle;
        ArgumentNullException.ThrowIfNull(board);
        _board = board;
        _wait = new ReceiptWait(this);
        Agent = new ChargeAgent(config, board);
        LineVolts = lineVolts;
    }

    /// <summary>The agent.</summary>
    public ChargeAgent Agent { get; }

    /// <summary>The board.</summary>
    public VirtualBoard Board
    {
        get { return _board; }
    }

    /// <summary>The vehicle on the cable; null while no plug is in.</summary>
    public VehicleModel? Vehicle { get; private set; }

    /// <summary>Line voltage in V.</summary>
    public double LineVolts
    {
        get { return _voltageVolts; }
        set
        {
            _voltageVolts = value;
            _board.PowerSensor.LineVolts = value;
        }
    }

    /// <summary>Ticks of the agent so far.</summary>
    public long TickCount { get; private set; }

    /// <summary>Whether the clock has to wait: the agent has records without receipt and a broker to get one from.</summary>
    public bool IsWaiting
    {
        get { return Agent.Outbox.WaitingCount > 0 && _board.Link.ConnectionNumber != 0; }
    }

    /// <summary>Boots the agent and the link.</summary>
    public void Start()
    {
        Agent.Start();
        _board.Link.Start();
        Tick();
    }

    /// <summary>Puts the plug of a vehicle in, now.</summary>
    public void PlugIn(VehicleModel vehicle)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        Vehicle = vehicle;
        _board.ConnectorInputs.PlugIn();
        OnEdge();
    }

    /// <summary>Pulls the plug, now.</summary>
    public void Unplug()
    {
        Vehicle = null;
        _board.ConnectorInputs.Unplug();
        OnEdge();
    }

    /// <summary>Something has been changed on the board from outside: the agent looks at once, and closely for a while.</summary>
    public void OnEdge()
    {
        _settledMs = _board.Clock.MonotonicMs + SettlingMs;
        Tick();
    }

    /// <summary>
    /// Lets time pass until an instant of the monotonic clock, in ms, ticking 100 ms before it and exactly at it. False when the bridge
    /// left a record without receipt for longer than <paramref name="patience"/> in real time; time has passed nevertheless.
    /// </summary>
    public async ValueTask<bool> AdvanceToAsync(long targetMs, TimeSpan patience, CancellationToken stop)
    {
        bool isAnswered = true;
        while (_board.Clock.MonotonicMs < targetMs)
        {
            Run(targetMs);
            isAnswered = await _wait.WaitAsync(patience, stop).ConfigureAwait(false);
        }

        return isAnswered;
    }

    /// <summary>Waits, in real time, until no record is without receipt and the link stands; false when that took longer than the
    /// patience.</summary>
    public ValueTask<bool> DrainAsync(TimeSpan patience, CancellationToken stop)
    {
        return _wait.UntilAsync(() => Agent.Outbox.WaitingCount == 0 && _board.Link.ConnectionNumber != 0, patience, stop);
    }

    /// <summary>Ticks at a standstill as messages arrive, until a condition holds; false when that took longer than the patience in real
    /// time.</summary>
    public ValueTask<bool> ReceiveAsync(Func<bool> isReceived, TimeSpan patience, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(isReceived);
        return _wait.UntilAsync(isReceived, patience, stop);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        return _board.Link.DisposeAsync();
    }

    /// <summary>One step of a length in ms; 0 is a tick at the same instant.</summary>
    internal void Step(long durationMs)
    {
        if (Vehicle != null && _board.ConnectorInputs.IsSupplied)
        {
            Vehicle.Supply(durationMs);
        }

        _board.Clock.Advance(durationMs);
        Tick();
    }

    /// <summary>Ticks up to the target, or until a record waits.</summary>
    private void Run(long targetMs)
    {
        while (_board.Clock.MonotonicMs < targetMs)
        {
            Step(NextStepMs(targetMs));
            if (IsWaiting && !_wait.IsGivenUp)
            {
                return;
            }
        }
    }

    private long NextStepMs(long targetMs)
    {
        long nowMs = _board.Clock.MonotonicMs;
        long leftMs = targetMs - nowMs;
        VehicleModel? vehicle = _board.ConnectorInputs.IsSupplied ? Vehicle : null;
        long edgeMs = vehicle == null ? VehicleModel.NoEdge : vehicle.NextEdgeMs(vehicle.SuppliedMs) - vehicle.SuppliedMs;
        bool isQuiet = nowMs >= _settledMs && _board.PowerSensor.LineAmps == 0;
        long stepMs = Math.Min(isQuiet ? SlowTickMs : FastTickMs, Before(leftMs, FastTickMs));
        if (edgeMs == VehicleModel.NoEdge)
        {
            return stepMs;
        }

        if (edgeMs <= stepMs)
        {
            _settledMs = nowMs + SettlingMs;
        }

        // A jump of power between two ticks 1 ms apart is worth at most a few mWh.
        return Math.Min(stepMs, Before(edgeMs, 1));
    }

    /// <summary>The step that ends a lead before an event, or at it once it is that near.</summary>
    private static long Before(long distanceMs, long leadMs)
    {
        return distanceMs > leadMs ? distanceMs - leadMs : distanceMs;
    }

    private void Tick()
    {
        double watts = Vehicle != null && _board.ConnectorInputs.IsSupplied ? Vehicle.PowerWatts : 0;
        _board.PowerSensor.LineAmps = watts == 0 ? 0 : watts / LineVolts;
        Agent.Tick();
        TickCount++;
    }
}
