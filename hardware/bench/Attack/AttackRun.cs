using System.Diagnostics;
using System.Globalization;
using Hardware.Bench.CommandLine;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Attack;

/// <summary>
/// Attacks a bridge in a process of its own, on this machine alone and with few files to open, in one way after the other. Meanwhile honest
/// chargers send records, one comes and goes, and somebody asks for a page: what they notice is the outcome.
/// </summary>
public sealed class AttackRun
{
    // What many systems give to a program that says nothing (systemd: 1,024 soft); few enough that an attack can use them up.
    private const int FilesMax = 2048;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PagePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(10);

    private readonly AttackSettings _settings;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <summary>A run with settings that are without defect.</summary>
    public AttackRun(AttackSettings settings, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _output = output;
        _errors = errors;
    }

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        if (OperatingSystem.IsWindows())
        {
            await _errors.WriteLineAsync("attack: a limit of files is set by a shell's ulimit, which Windows has not");
            return ExitCode.BadInput;
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-attack-");
        try
        {
            return await RunAsync(Path.Combine(directory.FullName, "attack.db"), cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await _errors.WriteLineAsync("Cancelled.");
            return ExitCode.Failure;
        }
        finally
        {
            directory.Delete(true);
        }
    }

    private async Task<int> RunAsync(string database, CancellationToken cancelled)
    {
        List<ChargerSecret> honest = [];
        for (int i = 1; i <= _settings.ChargerCount + 1; i++)
        {
            honest.Add(await ChargerSecret.AddAsync(_settings.BridgeProgram, database, $"honest-{i}", cancelled));
        }

        Target target = new(
            ServerProcess.FreePort(),
            ServerProcess.FreePort(),
            await ChargerSecret.AddAsync(_settings.BridgeProgram, database, "stolen", cancelled));
        using ServerProcess bridge = new(Start(database, target), stop => AnswersAsync(target, stop));
        if (!await bridge.WaitUntilReadyAsync(cancelled))
        {
            await _errors.WriteLineAsync("The bridge does not start:\n" + string.Join('\n', bridge.LastLines));
            return ExitCode.Failure;
        }

        foreach (Attack attack in Attacks.All)
        {
            await _output.WriteLineAsync($"{attack.Name,-10} {attack.Words}");
        }

        await _output.WriteLineAsync();
        await _output.WriteLineAsync(
            "times in ms   receipts     p50     p99    let in     p50    max      pages    p50    max  broken  log kB  MB");
        using Watch watch = new(honest, target);
        bool isWell = true;
        foreach (Attack attack in Attacks.All)
        {
            isWell &= await EndureAsync(attack, target, bridge, watch, cancelled);
        }

        long lost = await watch.EndAsync();
        await _output.WriteLineAsync(
            $"result attacks={Attacks.All.Count - 1} alive={(bridge.IsRunning ? "yes" : "no")} lost={lost}");
        return isWell && bridge.IsRunning && lost == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<bool> EndureAsync(Attack attack, Target target, ServerProcess bridge, Watch watch, CancellationToken cancelled)
    {
        long logBytes = bridge.LogBytes;
        watch.Begin();
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        over.CancelAfter(TimeSpan.FromSeconds(_settings.Seconds));
        await attack.RunAsync(target, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancelled.ThrowIfCancellationRequested();
        string noticed = watch.Noticed.InFigures();
        await Task.Delay(Rest, cancelled);
        await _output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{attack.Name,-12} {noticed} {(bridge.LogBytes - logBytes) / 1000,7} {bridge.MemoryBytes / 1000000,3}")
            + (bridge.IsRunning ? "" : "  the bridge is dead"));
        return bridge.IsRunning;
    }

    private ProcessStartInfo Start(string database, Target target)
    {
        return new ProcessStartInfo(
            "sh",
            [
                "-c",
                $"ulimit -n {FilesMax}; exec \"$0\" \"$@\"",
                ServerProcess.DotnetHost(),
                _settings.BridgeProgram,
                "--database",
                database,
                "--mqtt-port",
                target.MqttPort.ToString(CultureInfo.InvariantCulture),
                "--pages-url",
                $"http://127.0.0.1:{target.PagesPort}",
            ]);
    }

    private static async Task<bool> AnswersAsync(Target target, CancellationToken stop)
    {
        using HttpClient http = new();
        try
        {
            return (await http.GetAsync(new Uri($"http://127.0.0.1:{target.PagesPort}/healthz"), stop)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Everybody honest, at work from the beginning to the end.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Target _target;
        private readonly Task _work;
        private long _lost;

        public Watch(List<ChargerSecret> honest, Target target)
        {
            _target = target;
            _work = Task.WhenAll(
            [
                .. honest.Skip(1).Select(one => Task.Run(() => ChargerOf(one).WorkAsync(_stop.Token))),
                Task.Run(() => ChargerOf(honest[0]).ComeAndGoAsync(_stop.Token)),
                Task.Run(AskAsync),
            ]);
        }

        public Noticed Noticed { get; private set; } = new();

        public void Begin()
        {
            _lost += Noticed.LostCount;
            Noticed = new Noticed();
        }

        public async Task<long> EndAsync()
        {
            await _stop.CancelAsync();
            await _work;
            return _lost + Noticed.LostCount;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }

        private HonestCharger ChargerOf(ChargerSecret secret)
        {
            return new HonestCharger(secret, _target.MqttPort, () => Noticed);
        }

        // A new connection each time, as a person's browser that comes.
        private async Task AskAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                using HttpClient http = new() { Timeout = PagePatience };
                long from = Stopwatch.GetTimestamp();
                try
                {
                    using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_target.PagesPort}/sign-in"));
                    answer.EnsureSuccessStatusCode();
                    Noticed.AddPage(Stopwatch.GetElapsedTime(from));
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    Noticed.AddFailedPage();
                }

                await Task.Delay(PagePause);
            }
        }
    }
}
