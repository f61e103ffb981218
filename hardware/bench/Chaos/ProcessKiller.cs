using Hardware.Bench.Chaos.Servers;

namespace Hardware.Bench.Chaos;

/// <summary>Kills bridge and broker at planned numbers of sessions and starts them again, as a supervisor does.</summary>
internal sealed class ProcessKiller
{
    private const int SessionsWhileAwayPerCharger = 5;
    private const int DownMsMax = 900;
    private const int EarlyMsMax = 1500;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly ChaosSettings _settings;
    private readonly ServerProcess? _broker;
    private readonly ServerProcess _bridge;
    private readonly Pace _pace;
    private readonly MishapCounts _counts;
    private readonly Random _random;
    private int _doneCount;

    /// <summary>A killer for the processes of a run; without a broker process the bridge is the broker.</summary>
    public ProcessKiller(ChaosSettings settings, ServerProcess? broker, ServerProcess bridge, Pace pace, MishapCounts counts)
    {
        _settings = settings;
        _broker = broker;
        _bridge = bridge;
        _pace = pace;
        _counts = counts;
        _random = new Random(settings.Seed);
    }

    /// <summary>How often a process had ended by itself: never, if all is well.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Kills as planned; why that had to end early, or null.</summary>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        int intervalMax = Math.Max(1, 2 * _settings.SessionCount / (_settings.KillCount + 1));
        int atSession = 0;
        while (_doneCount < _settings.KillCount)
        {
            atSession = Math.Min(atSession + _random.Next(1, intervalMax), _settings.SessionCount - 1);
            _pace.AllowUpTo(atSession + (SessionsWhileAwayPerCharger * _settings.ChargerCount));
            await WaitForSessionsAsync(atSession, stop).ConfigureAwait(false);
            if (!await KillAsync(stop).ConfigureAwait(false))
            {
                return $"a killed process did not come up again:{Environment.NewLine}{string.Join(Environment.NewLine, _bridge.LastLines)}";
            }
        }

        _pace.AllowUpTo(_settings.SessionCount);
        return null;
    }

    /// <summary>Starts what does not run; false when it does not come up.</summary>
    public async Task<bool> ReviveAsync(CancellationToken stop)
    {
        return (_broker == null || await _broker.WaitUntilReadyAsync(stop).ConfigureAwait(false)) && await _bridge.WaitUntilReadyAsync(stop).ConfigureAwait(false);
    }

    private async Task WaitForSessionsAsync(int atSession, CancellationToken stop)
    {
        while (_pace.BegunCount < atSession)
        {
            if (!_bridge.IsRunning || _broker is { IsRunning: false })
            {
                CrashCount++;
                await ReviveAsync(stop).ConfigureAwait(false);
            }

            await Task.Delay(PollInterval, stop).ConfigureAwait(false);
        }
    }

    private async Task<bool> KillAsync(CancellationToken stop)
    {
        int target = _random.Next(5);
        bool isBrokerTarget = _broker != null && target >= 2;
        bool isBridgeTarget = _broker == null || target is 0 or 1 or 4;
        TimeSpan down = TimeSpan.FromMilliseconds(_random.Next(DownMsMax));
        TimeSpan early = TimeSpan.FromMilliseconds(_random.Next(EarlyMsMax));
        bool isKilledEarly = isBridgeTarget && _random.Next(4) == 0 && _doneCount + 1 < _settings.KillCount;
        if (isBrokerTarget)
        {
            Kill(_broker!, Mishap.BrokerKilled);
        }

        if (isBridgeTarget)
        {
            Kill(_bridge, Mishap.BridgeKilled);
        }

        await Task.Delay(down, stop).ConfigureAwait(false);
        if (isKilledEarly)
        {
            // Again while it starts: migrating, reading what was left, taking the first records.
            _bridge.Start();
            await Task.Delay(early, stop).ConfigureAwait(false);
            Kill(_bridge, Mishap.BridgeKilled);
        }

        return await ReviveAsync(stop).ConfigureAwait(false);
    }

    private void Kill(ServerProcess process, Mishap mishap)
    {
        process.Kill();
        _counts.Add(mishap);
        _doneCount++;
    }
}
