using Firmware.Core.Config;
using Hardware.Virtual;
using Hardware.Virtual.Link;

namespace Hardware.Bench.Chargers;

/// <summary>Puts virtual chargers together: a board, its key, and its way to the broker.</summary>
public static class ChargerFactory
{
    // At a speed of 180 a live value is 18 s old when the next one comes: below what pages take for now.
    private const int LiveIntervalMs = 100;

    /// <summary>A charger that is not started; its clock is synchronised and stands at a UTC instant in unix ms.</summary>
    public static VirtualCharger Create(AgentConfig config, ChargerAccess access, long startUtcMs, Action<string>? onLogLine = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(access);
        // Its bridge is of today: each run shows that what the one proves the other believes.
        config.RefusesUnsigned = true;
        VirtualBoard board = new(new VirtualClock(startUtcMs))
        {
            PowerSensor = new Ina219Model(config.Calibration),
            Link = new VirtualLink(
                new LinkSettings
                {
                    ChargerId = config.ChargerId,
                    Host = access.Host,
                    Port = access.Port,
                    LiveIntervalMs = LiveIntervalMs,
                }),
            LogSink = new VirtualLogSink(onLine: onLogLine),
            Authenticator = new HmacAuthenticator(access.DeviceKey),
        };
        return new VirtualCharger(config, board);
    }
}
