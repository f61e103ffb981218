using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Demo;

/// <summary>One charger of the demo: vehicles come, charge, stay and go, as fast as the demo's clock runs.</summary>
public sealed class DemoCharger : IAsyncDisposable
{
    private const int LightCycleMs = 8000;
    private const long MinuteMs = 60000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(30);

    private readonly VirtualCharger _charger;
    private readonly DemoVehicle _vehicle;
    private readonly string _chargerId;
    private readonly DemoClock _clock;
    private volatile ChargerView _view;

    /// <summary>A charger with the vehicle that keeps coming to it.</summary>
    public DemoCharger(string chargerId, VirtualCharger charger, DemoVehicle vehicle, DemoClock clock)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        _chargerId = chargerId;
        _charger = charger;
        _vehicle = vehicle;
        _clock = clock;
        _view = new ChargerView { ChargerId = chargerId, VehicleName = vehicle.Name };
    }

    /// <summary>What can be seen now. May be read from any thread.</summary>
    public ChargerView View => _view;

    /// <summary>Whether the bridge has everything that it has been promised a receipt for.</summary>
    public bool IsAnswered { get; private set; } = true;

    /// <summary>Runs until it is stopped; the first vehicle comes after a lead in virtual ms.</summary>
    public async Task RunAsync(long leadMs, CancellationToken stop)
    {
        _charger.Start();
        await _charger.ReceiveAsync(() => _charger.Agent.Tariffs.Current != null, ReceiptPatience, stop).ConfigureAwait(false);
        await PassAsync(leadMs, () => false, stop).ConfigureAwait(false);
        for (int session = 1; ; session++)
        {
            VehicleModel vehicle = _vehicle.Next();
            _charger.PlugIn(vehicle);
            if (_vehicle.MishapEvery != 0 && session % _vehicle.MishapEvery == 0)
            {
                await OverheatAsync(stop).ConfigureAwait(false);
            }

            await PassAsync(long.MaxValue, () => vehicle.IsFull, stop).ConfigureAwait(false);
            await PassAsync(_vehicle.NextParkedMs(), () => false, stop).ConfigureAwait(false);
            _charger.Unplug();
            await PassAsync(_vehicle.NextPauseMs(), () => false, stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        return _charger.DisposeAsync();
    }

    /// <summary>A quarter of an hour into the session the temperature switch opens, and the charger its contactor, until it has cooled
    /// down.</summary>
    private async Task OverheatAsync(CancellationToken stop)
    {
        VirtualConnectorInputs inputs = _charger.Board.ConnectorInputs;
        await PassAsync(15 * MinuteMs, () => false, stop).ConfigureAwait(false);
        inputs.Set(ConnectorInputs.OverTemperature, true);
        inputs.OpenContactor();
        _charger.OnEdge();
        await PassAsync(10 * MinuteMs, () => false, stop).ConfigureAwait(false);
        inputs.Set(ConnectorInputs.OverTemperature, false);
        _charger.OnEdge();
        await PassAsync(3 * MinuteMs, () => false, stop).ConfigureAwait(false);
        inputs.CloseContactor();
        _charger.OnEdge();
    }

    /// <summary>Follows the demo's clock for a duration of virtual time, or until something holds.</summary>
    private async Task PassAsync(long durationMs, Func<bool> isOver, CancellationToken stop)
    {
        VirtualClock clock = _charger.Board.Clock;
        long endMs = durationMs == long.MaxValue ? long.MaxValue : clock.MonotonicMs + durationMs;
        while (clock.MonotonicMs < endMs && !isOver())
        {
            long nowMs = clock.MonotonicMs + _clock.UtcUnixMs - clock.UtcUnixMs;
            IsAnswered = await _charger.AdvanceToAsync(Math.Min(endMs, nowMs), ReceiptPatience, stop).ConfigureAwait(false);
            _view = Look();
            if (clock.MonotonicMs < endMs)
            {
                await Task.Delay(Beat, stop).ConfigureAwait(false);
            }
        }
    }

    private ChargerView Look()
    {
        SessionTracker session = _charger.Agent.Session;
        StatusOutputs blinking = _charger.Board.StatusLights.ChangedWithin(LightCycleMs / 2);
        bool isFaulty = _charger.Agent.Faults.TryGetWorst(out FaultCode fault);
        ChargerView view = new()
        {
            ChargerId = _chargerId,
            VehicleName = _vehicle.Name,
            UtcMs = _charger.Board.Clock.UtcUnixMs,
            IsOnline = _charger.Board.Link.ConnectionNumber != 0,
            Status = _charger.Agent.Status,
            Fault = isFaulty ? FaultTable.VendorCodeOf(fault) : "",
            Lit = _charger.Board.StatusLights.Outputs | blinking,
            Blinking = blinking,
            PowerMilliwatts = _charger.Agent.Meter.PowerMilliwatts,
            CurrentMilliamps = _charger.Agent.Meter.CurrentMilliamps,
            IsSessionOpen = session.IsOpen,
        };
        return session.IsOpen ? LookAtSession(view, session) : view;
    }

    private static ChargerView LookAtSession(ChargerView view, SessionTracker session)
    {
        bool isPriced = session.TryGetCost(out Cost cost);
        return view with
        {
            DurationMs = session.DurationMs,
            EnergyMilliwattHours = session.EnergyMilliwattHours,
            CostInclMicros = isPriced ? cost.TotalIncl.Micros : -1,
            PriceMicros = session.Price.EnergyPriceMicros,
            NextPriceMicros = session.Price.NextEnergyPriceMicros(),
            NextPriceUtcMs = session.Price.NextUtcMs,
            Currency = session.Price.Tariff?.Currency ?? "",
        };
    }
}
