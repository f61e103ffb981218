using Hardware.Bench.Chaos.Money;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>One vehicle's stay, from plug to unplug: what truly happened, which the agent and the bridge can only have measured.</summary>
public sealed class Visit
{
    // 100 Wh since the last checkpoint, and two ticks of 100 ms at 7.4 kW.
    private const double CheckpointMaxMilliwattHours = 100000 + 410;

    // Two edges of power between ticks 1 ms apart, and the sensor's steps under a taper.
    private const double MeterMilliwattHours = 30;

    // A checkpoint's time, and the debounce of the plug.
    private const long CheckpointMaxMs = 61000;

    private double _passedMilliwattHours;

    /// <summary>A visit that begins.</summary>
    public Visit(string chargerId, int number, VehicleModel vehicle)
    {
        ChargerId = chargerId;
        Number = number;
        Vehicle = vehicle;
    }

    /// <summary>Where.</summary>
    public string ChargerId { get; }

    /// <summary>Counted up from 1 at each charger.</summary>
    public int Number { get; }

    /// <summary>The vehicle; its energy is exact.</summary>
    public VehicleModel Vehicle { get; }

    /// <summary>How often the power was cut while it was plugged in.</summary>
    public int PowerCutCount { get; set; }

    /// <summary>How long it was plugged in with the charger under power, in virtual ms.</summary>
    public long PluggedMs { get; set; }

    /// <summary>What it drew while the sensor did not work for longer than can be bridged, in mWh: on no bill.</summary>
    public double UnmeteredMilliwattHours { get; set; }

    /// <summary>How far short gaps may have been bridged wrongly because the power changed in them, in mWh, either way.</summary>
    public double BridgedMilliwattHours { get; set; }

    /// <summary>What it used, moment by moment.</summary>
    public VisitMeter Meter { get; } = new();

    /// <summary>How much more than it was given may be billed, in mWh.</summary>
    public double SurplusMilliwattHoursMax => BridgedMilliwattHours + MeterMilliwattHours;

    /// <summary>How much less than it was given may be billed, in mWh.</summary>
    public double MissingMilliwattHoursMax =>
        SurplusMilliwattHoursMax + UnmeteredMilliwattHours + (PowerCutCount * CheckpointMaxMilliwattHours);

    /// <summary>How much less time than it stayed may be billed, in ms.</summary>
    public long MissingMsMax => (PowerCutCount + 1) * CheckpointMaxMs;

    /// <summary>Numbers under which the agent has had it as a session.</summary>
    public HashSet<long> SessionNumbers { get; } = [];

    /// <summary>Time passes, from an instant of the charger's wall clock on.</summary>
    public void Pass(long fromUtcMs, long durationMs, bool isClockUnknown, bool isBlind)
    {
        PluggedMs += durationMs;
        Meter.IsClockInDoubt |= isClockUnknown;
        Meter.Add(fromUtcMs, durationMs, Vehicle.EnergyMilliwattHours - _passedMilliwattHours, isBlind);
        _passedMilliwattHours = Vehicle.EnergyMilliwattHours;
    }
}
