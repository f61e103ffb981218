using Firmware.Core.Ports;
using Hardware.Bench.Chaos.Mishaps;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>One charger of a chaos run: plays its sessions with their mishaps, and knows the truth about each.</summary>
internal sealed class ChaosCharger : IAsyncDisposable
{
    private const int WaitingMax = 60;
    private const int StepMs = 5000;
    private const int TearStepMs = 100;
    private const long PulledAfterMs = 10000;

    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly string _chargerId;
    private readonly ChargerBox _box;
    private readonly Pace _pace;
    private readonly MishapCounts _counts;
    private readonly Random _plans;
    private readonly Random _random;
    private readonly SensorFault _sensorFault;
    private readonly ClockFault _clockFault;
    private readonly List<Visit> _visits = [];
    private Visit? _visit;
    private bool _isTearArmed;
    private int _playedCount;

    /// <summary>A charger without power.</summary>
    public ChaosCharger(
        string chargerId,
        ChaosAccess access,
        long startUtcMs,
        int seed,
        VirtualFlash flash,
        Pace pace,
        MishapCounts counts)
    {
        _chargerId = chargerId;
        // Plans have a generator of their own: what a slow network changes in one session does not change those after it.
        _plans = new Random(seed);
        _random = new Random(_plans.Next());
        _box = new ChargerBox(chargerId, access, startUtcMs, _plans.Next(), flash, counts);
        _pace = pace;
        _counts = counts;
        _sensorFault = new SensorFault(_random);
        _clockFault = new ClockFault(_random);
    }

    /// <summary>What truly happened.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Sessions played. May be read from any thread.</summary>
    public int PlayedCount => Volatile.Read(ref _playedCount);

    /// <summary>Records without receipt.</summary>
    public int WaitingCount => Charger.Agent.Outbox.WaitingCount;

    private VirtualCharger Charger => _box.Charger;

    private VirtualClock Clock => Charger.Board.Clock;

    /// <summary>Plays a number of sessions.</summary>
    public async Task RunAsync(int sessionCount, CancellationToken stop)
    {
        Boot(null);
        for (int i = 0; i < sessionCount; i++)
        {
            SessionPlan plan = SessionPlan.Draw(_plans);
            // A dead bridge does not stop time, but the outbox bounds how far it runs on.
            while (WaitingCount > WaitingMax || !_pace.TryBegin())
            {
                await IdleAsync(stop).ConfigureAwait(false);
            }

            await AdvanceAsync(plan.PauseMs, stop).ConfigureAwait(false);
            await PlayAsync(plan, stop).ConfigureAwait(false);
            await AdvanceAsync(3000, stop).ConfigureAwait(false);
            Interlocked.Increment(ref _playedCount);
        }
    }

    /// <summary>Lets everything come through that is still on its way, without mishaps; false when that took too long.</summary>
    public async Task<bool> DrainAsync(Func<bool> isOver, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(isOver);
        _box.Flash.CutAt(long.MaxValue);
        _isTearArmed = false;
        while (WaitingCount > 0 && !isOver())
        {
            _box.Relay.BeQuiet();
            await IdleAsync(stop).ConfigureAwait(false);
        }

        return WaitingCount == 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        return _box.DisposeAsync();
    }

    private async Task PlayAsync(SessionPlan plan, CancellationToken stop)
    {
        _visit = new Visit(_chargerId, _visits.Count + 1, plan.Vehicle);
        _visits.Add(_visit);
        Charger.PlugIn(plan.Vehicle);
        long atMs = 0;
        foreach ((long mishapMs, Mishap mishap) in plan.Mishaps)
        {
            await AdvanceAsync(mishapMs - atMs, stop).ConfigureAwait(false);
            atMs = mishapMs;
            if (_visit != null)
            {
                await MeetAsync(mishap, stop).ConfigureAwait(false);
            }
        }

        await AdvanceAsync(plan.StayMs - atMs, stop).ConfigureAwait(false);
        if (_visit != null)
        {
            EndVisit();
            Charger.Unplug();
        }
    }

    private async Task MeetAsync(Mishap mishap, CancellationToken stop)
    {
        switch (mishap)
        {
            case Mishap.PowerCut:
                _counts.Add(Mishap.PowerCut);
                await CutPowerAsync(stop).ConfigureAwait(false);
                break;
            case Mishap.WriteTorn:
                ArmTear(400);
                break;
            case Mishap.LinkCut:
                _counts.Add(Mishap.LinkCut);
                _box.Relay.Cut();
                break;
            case Mishap.ClockJump:
                _counts.Add(Mishap.ClockJump);
                _clockFault.Jump(Clock);
                _visit!.Meter.IsClockInDoubt = true;
                break;
            case Mishap.Overheated:
                _counts.Add(Mishap.Overheated);
                await OverheatAsync(stop).ConfigureAwait(false);
                break;
            default:
                if (!_sensorFault.IsActive)
                {
                    _counts.Add(mishap);
                    _sensorFault.Begin(mishap, Charger.Board.PowerSensor, _visit!.Vehicle, Clock.MonotonicMs);
                }

                break;
        }
    }

    /// <summary>Virtual time passes; tears, clocks and sensors have their events in it.</summary>
    private async Task AdvanceAsync(long durationMs, CancellationToken stop)
    {
        while (durationMs > 0)
        {
            long beforeMs = Clock.MonotonicMs;
            long beforeUtcMs = Clock.UtcUnixMs;
            long stepMs = Math.Min(durationMs, _isTearArmed ? TearStepMs : _sensorFault.IsActive ? 500 : StepMs);
            // Once the flash is torn the agent must not live on: it gets one tick at a time and no time to wait.
            await Charger.AdvanceToAsync(beforeMs + stepMs, _isTearArmed ? TimeSpan.Zero : ReceiptPatience, stop).ConfigureAwait(false);
            long passedMs = Clock.MonotonicMs - beforeMs;
            durationMs -= passedMs;
            _visit?.Pass(beforeUtcMs, passedMs, Clock.Quality == ClockQuality.Unknown, _sensorFault.IsActive);
            Look();
            if (_box.Flash.IsCut)
            {
                _counts.Add(Mishap.WriteTorn);
                await CutPowerAsync(stop).ConfigureAwait(false);
            }

            // Chargers share two cores with their own links: each step lets the others run.
            await Task.Yield();
        }
    }

    private void Look()
    {
        long nowMs = Clock.MonotonicMs;
        if (_visit != null && Charger.Agent.Session.IsOpen)
        {
            _visit.SessionNumbers.Add(Charger.Agent.Session.Session.Number);
        }

        if (_visit != null && _sensorFault.IsOver(nowMs))
        {
            _sensorFault.End(Charger.Board.PowerSensor, _visit);
        }

        _clockFault.Follow(Clock);
    }

    private async Task CutPowerAsync(CancellationToken stop)
    {
        bool isPulled = _visit is { PluggedMs: >= PulledAfterMs } && _random.Next(5) == 0;
        VirtualConnectorInputs inputs = Charger.Board.ConnectorInputs;
        Visit? struck = _visit ?? (Charger.Agent.Session.IsOpen ? _visits[^1] : null);
        if (struck != null)
        {
            // The plug may be out, and the summary not yet on flash.
            struck.PowerCutCount++;
        }

        _isTearArmed = false;
        await _box.CutPowerAsync(_random.Next(2, 600) * 1000L).ConfigureAwait(false);
        inputs.OpenContactor();
        if (isPulled)
        {
            EndVisit();
            inputs.Unplug();
        }

        if (_random.Next(5) == 0)
        {
            // The power fails again while the agent recovers.
            ArmTear(60);
        }

        Boot(_visit?.Vehicle);
        if (_visit != null)
        {
            await AdvanceAsync(_random.Next(1, 6) * 1000L, stop).ConfigureAwait(false);
            CloseContactor();
        }
    }

    private void ArmTear(int bytesMax)
    {
        _isTearArmed = true;
        _box.Flash.CutAt(_box.Flash.WrittenBytes + _random.Next(1, bytesMax));
    }

    private void Boot(VehicleModel? vehicle)
    {
        if (_clockFault.IsUnknownAtBoot(Clock))
        {
            _counts.Add(Mishap.ClockUnknown);
        }

        _box.PowerUp(vehicle);
    }

    /// <summary>The temperature switch opens, and the charger its contactor, until it has cooled down.</summary>
    private async Task OverheatAsync(CancellationToken stop)
    {
        Charger.Board.ConnectorInputs.Set(ConnectorInputs.OverTemperature, true);
        Charger.Board.ConnectorInputs.OpenContactor();
        Charger.OnEdge();
        await AdvanceAsync(_random.Next(3, 20) * 1000L, stop).ConfigureAwait(false);
        Charger.Board.ConnectorInputs.Set(ConnectorInputs.OverTemperature, false);
        Charger.OnEdge();
        await AdvanceAsync(_random.Next(1, 6) * 1000L, stop).ConfigureAwait(false);
        CloseContactor();
    }

    private void CloseContactor()
    {
        if (_visit != null)
        {
            Charger.Board.ConnectorInputs.CloseContactor();
            Charger.OnEdge();
        }
    }

    private void EndVisit()
    {
        if (_sensorFault.IsActive)
        {
            _sensorFault.End(Charger.Board.PowerSensor, _visit!);
        }

        _visit = null;
    }

    private async Task IdleAsync(CancellationToken stop)
    {
        await AdvanceAsync(1000, stop).ConfigureAwait(false);
        await Task.Delay(Breath, stop).ConfigureAwait(false);
    }
}
