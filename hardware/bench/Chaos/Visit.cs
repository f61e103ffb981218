using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>One vehicle's stay, from plug to unplug: what truly happened, which the agent and the bridge can only have measured.</summary>
public sealed class Visit
{
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

    /// <summary>What it drew while the sensor did not work for longer than can be bridged, in mWh: on no bill.</summary>
    public double UnmeteredMilliwattHours { get; set; }

    /// <summary>How far short gaps may have been bridged wrongly because the power changed in them, in mWh, either way.</summary>
    public double BridgedMilliwattHours { get; set; }

    /// <summary>Numbers under which the agent has had it as a session.</summary>
    public HashSet<long> SessionNumbers { get; } = [];
}
