using Hardware.Bench.Chaos.Mishaps;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Chaos;

/// <summary>Kills database, broker and bridges at planned numbers of sessions and starts them again, as a supervisor does.</summary>
internal sealed class ProcessKiller
{
    private const int SessionsWhileAwayPerCharger = 5;
    private const int DownMsMax = 900;
    private const int EarlyMsMax = 1500;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly ChaosSettings _settings;
    private readonly ServerRoom _servers;
    private readonly Pace _pace;
    private readonly MishapCounts _counts;
    private readonly Random _random;
    private int _doneCount;

    /// <summary>A killer for the processes of a run.</summary>
    public ProcessKiller(ChaosSettings settings, ServerRoom servers, Pace pace, MishapCounts counts)
    {
        _settings = settings;
        _servers = servers;
        _pace = pace;
        _counts = counts;
        _random = new Random(settings.Seed);
    }

    /// <summary>How often a process had ended by itself: never, if all is well.</summary>
    public int CrashCount { get; private set; }

    /// <summary>Kills as planned; false when a process did not come up again.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
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
                return false;
            }
        }

        _pace.AllowUpTo(_settings.SessionCount);
        return true;
    }

    private async Task WaitForSessionsAsync(int atSession, CancellationToken stop)
    {
        while (_pace.BegunCount < atSession)
        {
            if (CountCrashes([]) > 0)
            {
                await _servers.ReviveAsync(stop).ConfigureAwait(false);
            }

            await Task.Delay(PollInterval, stop).ConfigureAwait(false);
        }
    }

    private async Task<bool> KillAsync(CancellationToken stop)
    {
        IReadOnlyList<ServerProcess> victims = DrawVictims();
        TimeSpan down = TimeSpan.FromMilliseconds(_random.Next(DownMsMax));
        TimeSpan early = TimeSpan.FromMilliseconds(_random.Next(EarlyMsMax));
        bool isKilledEarly = _random.Next(4) == 0 && _doneCount + victims.Count < _settings.KillCount;
        Kill(victims);
        await Task.Delay(down, stop).ConfigureAwait(false);
        if (isKilledEarly)
        {
            // Again while they start: migrating, recovering, reading what was left, taking the first records.
            foreach (ServerProcess victim in victims)
            {
                victim.Start();
            }

            await Task.Delay(early, stop).ConfigureAwait(false);
            Kill(victims);
        }

        // The others must live through it.
        CountCrashes(victims);
        return await _servers.ReviveAsync(stop).ConfigureAwait(false);
    }

    /// <summary>One of the processes, or now and then all at once, as when the house loses its power.</summary>
    private IReadOnlyList<ServerProcess> DrawVictims()
    {
        int drawn = _random.Next(_servers.All.Count + 1);
        return drawn == _servers.All.Count ? _servers.All : [_servers.All[drawn]];
    }

    private void Kill(IReadOnlyList<ServerProcess> victims)
    {
        foreach (ServerProcess victim in victims)
        {
            _doneCount++;
            // One that needs another may have found it away, and given up its start.
            if (victim.Kill())
            {
                _counts.Add(_servers.DeathOf(victim));
            }
        }
    }

    private int CountCrashes(IReadOnlyList<ServerProcess> killed)
    {
        int count = _servers.All.Count(server => !server.IsRunning && !killed.Contains(server));
        CrashCount += count;
        return count;
    }
}
