using Firmware.Core.Config;
using Hardware.Bench.Chaos.Mishaps;
using Hardware.Bench.Chaos.Relay;
using Hardware.Virtual;
using Hardware.Virtual.Link;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>What remains of a charger when its power is cut: flash, clock, sensor, input lines, cable and the network outside. The agent
/// does not.</summary>
internal sealed class ChargerBox : IAsyncDisposable
{
    private readonly AgentConfig _config;
    private readonly ChaosAccess _access;
    private readonly VirtualClock _clock;
    private readonly Ina219Model _sensor;
    private readonly VirtualFlash _flash;
    private readonly VirtualConnectorInputs _inputs = new();
    private readonly HmacAuthenticator _authenticator;

    /// <summary>A charger without power, whose wall clock stands at a UTC instant in unix ms.</summary>
    public ChargerBox(string chargerId, ChaosAccess access, long startUtcMs, int seed, VirtualFlash flash, MishapCounts counts)
    {
        _config = new AgentConfig { ChargerId = chargerId };
        _access = access;
        _flash = flash;
        _clock = new VirtualClock(startUtcMs);
        _sensor = new Ina219Model(_config.Calibration);
        _authenticator = new HmacAuthenticator(access.DeviceKey);
        Relay = new ChargerRelay(access.BrokerPort, seed, counts);
        Charger = Build(null);
    }

    /// <summary>The charger since its last boot.</summary>
    public VirtualCharger Charger { get; private set; }

    /// <summary>Between it and the broker.</summary>
    public ChargerRelay Relay { get; }

    /// <summary>The flash chip.</summary>
    public VirtualFlash Flash => _flash;

    /// <summary>Boots it; what is plugged in stays.</summary>
    public void PowerUp(VehicleModel? vehicle)
    {
        Charger = Build(vehicle);
        Charger.Start();
    }

    /// <summary>Cuts the power for a virtual time in ms: connection, memory and monotonic time are gone.</summary>
    public async Task CutPowerAsync(long outageMs)
    {
        Relay.Cut();
        await Charger.DisposeAsync().ConfigureAwait(false);
        _flash.Restart();
        _clock.Advance(outageMs);
        _clock.Restart();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Charger.DisposeAsync().ConfigureAwait(false);
        await Relay.DisposeAsync().ConfigureAwait(false);
    }

    private VirtualCharger Build(VehicleModel? vehicle)
    {
        LinkSettings link = new()
        {
            ChargerId = _config.ChargerId,
            Port = Relay.Port,
            Password = _access.Password,
            AnswerTimeoutMs = 1500,
            BackOffMinMs = 50,
            BackOffMaxMs = 400,
        };
        VirtualBoard board = new(_clock)
        {
            PowerSensor = _sensor,
            ConnectorInputs = _inputs,
            Flash = _flash,
            Link = new VirtualLink(link),
            LogSink = new VirtualLogSink(100),
            Authenticator = _authenticator,
        };
        return new VirtualCharger(_config, board, vehicle: vehicle);
    }
}

/// <summary>What a charger of the run needs to reach the broker and to be believed by the bridge.</summary>
/// <param name="BrokerPort">Port of the broker on this machine.</param>
/// <param name="DeviceKey">Key of its records.</param>
/// <param name="Password">Its MQTT password.</param>
internal sealed record ChaosAccess(int BrokerPort, byte[] DeviceKey, string Password);
