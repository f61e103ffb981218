using Firmware.Core.Config;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Replay;

/// <summary>One station's recorded sessions, through one virtual charger, in the order of time.</summary>
public sealed class StationReplay
{
    /// <summary>The most that can be replayed, in W: 120 A at 208 V.</summary>
    public const double RatedPowerWatts = 24960;

    /// <summary>Shortest pause between two sessions, in ms: the plug line is debounced twice.</summary>
    public const int PauseMinMs = 1000;

    private const double LineVolts = 208;
    private const int LeadMs = 10 * 60 * 1000;
    private const int TrailMs = 60 * 1000;
    private const int StepMs = 60 * 60 * 1000;

    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(30);

    private readonly RecordedSession[] _sessions;

    /// <summary>A station with its sessions.</summary>
    public StationReplay(RecordedSession[] sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        _sessions = sessions;
    }

    /// <summary>The station, as charger id.</summary>
    public string ChargerId => _sessions[0].StationId;

    /// <summary>How many sessions it has.</summary>
    public int SessionCount => _sessions.Length;

    /// <summary>When its charger is switched on, UTC in unix ms.</summary>
    public long StartUtcMs => _sessions[0].ConnectedUtcMs - LeadMs;

    /// <summary>Settings of a charger with which every session can be replayed: 208 V, 120 A, a shunt that stays within the chip's
    /// range.</summary>
    public AgentConfig Config()
    {
        return new AgentConfig
        {
            ChargerId = ChargerId,
            ConnectorType = "IEC_62196_T1",
            RatedPowerMilliwatts = (long)(RatedPowerWatts * 1000),
            RatedCurrentMilliamps = 120000,
            VoltageMinMillivolts = 187000,
            VoltageMaxMillivolts = 229000,
            // 120 A over 2500 µΩ are 300 mV of the chip's 320.
            Calibration = new Firmware.Core.Config.Calibration { ShuntMicroohms = 2500 },
        };
    }

    /// <summary>Runs all sessions; why that ended early, or null.</summary>
    public async Task<string?> RunAsync(VirtualCharger charger, ReplayProgress progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(charger);
        ArgumentNullException.ThrowIfNull(progress);
        charger.LineVolts = LineVolts;
        charger.Start();
        if (!await charger.DrainAsync(ReceiptPatience, stop).ConfigureAwait(false))
        {
            return $"{ChargerId}: no connection to the broker. {charger.Board.Link.LastFailure}";
        }

        if (!await charger.ReceiveAsync(() => charger.Agent.Tariffs.Current != null, ReceiptPatience, stop).ConfigureAwait(false))
        {
            return $"{ChargerId}: the bridge sent no tariff within {ReceiptPatience.TotalSeconds} s";
        }

        foreach (RecordedSession session in _sessions)
        {
            await AdvanceAsync(charger, session.ConnectedUtcMs, progress, stop).ConfigureAwait(false);
            charger.PlugIn(new ConstantPowerVehicle(session.PowerWatts, session.EnergyMilliwattHours / 1000.0));
            await AdvanceAsync(charger, session.DisconnectedUtcMs, progress, stop).ConfigureAwait(false);
            charger.Unplug();
            if (!await AdvanceAsync(charger, session.DisconnectedUtcMs + PauseMinMs, progress, stop).ConfigureAwait(false))
            {
                return $"{ChargerId}: the bridge gave no receipt for session {session.Id} within {ReceiptPatience.TotalSeconds} s";
            }

            progress.OnSession(session);
        }

        await AdvanceAsync(charger, _sessions[^1].DisconnectedUtcMs + TrailMs, progress, stop).ConfigureAwait(false);
        bool isDrained = await charger.DrainAsync(ReceiptPatience, stop).ConfigureAwait(false);
        return isDrained ? null : $"{ChargerId}: {charger.Agent.Outbox.WaitingCount} records are still without receipt";
    }

    private static async ValueTask<bool> AdvanceAsync(VirtualCharger charger, long utcMs, ReplayProgress progress, CancellationToken stop)
    {
        VirtualClock clock = charger.Board.Clock;
        long targetMs = clock.MonotonicMs + utcMs - clock.UtcUnixMs;
        bool isAnswered = true;
        while (clock.MonotonicMs < targetMs)
        {
            stop.ThrowIfCancellationRequested();
            long ticks = charger.TickCount;
            isAnswered = await charger
                .AdvanceToAsync(Math.Min(targetMs, clock.MonotonicMs + StepMs), ReceiptPatience, stop)
                .ConfigureAwait(false);
            progress.OnTicks(charger.TickCount - ticks);
        }

        return isAnswered;
    }
}
