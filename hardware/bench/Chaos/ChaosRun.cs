using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Promises;
using Hardware.Bench.Chaos.Mishaps;
using Hardware.Bench.Chaos.Money;
using Hardware.Bench.CommandLine;
using Hardware.Bench.Servers;
using Hardware.Bench.Tariffs;
using NodaTime;
using Npgsql;
using Spectre.Console;

namespace Hardware.Bench.Chaos;

/// <summary>A chaos run: chargers in this process, bridge and broker in theirs, and everything that can fail does.</summary>
public sealed class ChaosRun
{
    private const int DefectLinesMax = 20;

    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);
    private static readonly Duration PlayedTimeMax = Duration.FromDays(80);

    private readonly ChaosSettings _settings;
    private readonly IAnsiConsole _console;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly MishapCounts _counts = new();
    private readonly Pace _pace = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _crashCount;

    /// <summary>A run with settings that are without defect.</summary>
    public ChaosRun(ChaosSettings settings, IAnsiConsole console, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _console = console;
        _output = output;
        _errors = errors;
    }

    /// <summary>What it is made of.</summary>
    public ChaosParts Parts { get; init; } = new();

    /// <summary>What the bridge has, held against what truly happened; null before the end of the run.</summary>
    public ChaosOutcome? Outcome { get; private set; }

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        string? missing = ServerRoom.FindMissing(_settings);
        if (missing != null)
        {
            await _errors.WriteLineAsync(missing);
            return ExitCode.BadInput;
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-chaos-");
        bool isKept = false;
        try
        {
            ChaosOutcome? outcome = await RunInAsync(directory.FullName, cancelled);
            Outcome = outcome;
            isKept = outcome is not { IsClean: true };
            if (isKept)
            {
                await _errors.WriteLineAsync($"Database and settings are kept in {directory}");
            }

            return isKept || _crashCount > 0 ? ExitCode.Failure : ExitCode.Success;
        }
        catch (Exception exception) when (IsEnd(exception, cancelled))
        {
            await _errors.WriteLineAsync("Cancelled; nothing can be said about what was lost.");
            return ExitCode.Failure;
        }
        catch (Exception exception) when (exception is RefusedException or HttpRequestException)
        {
            await _errors.WriteLineAsync($"The run cannot go on: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failure;
        }
        finally
        {
            if (!isKept)
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                directory.Delete(recursive: true);
            }
        }
    }

    /// <summary>Ctrl-C goes to the servers as well: what they then refuse is no failure of theirs.</summary>
    private static bool IsEnd(Exception exception, CancellationToken cancelled)
    {
        return cancelled.IsCancellationRequested
            && exception is (OperationCanceledException or RefusedException or HttpRequestException or DbException or IOException);
    }

    private async Task<ChaosOutcome?> RunInAsync(string directory, CancellationToken cancelled)
    {
        using ServerRoom? servers = await ServerRoom.OpenAsync(_settings, Parts, directory, cancelled);
        if (servers == null)
        {
            await _errors.WriteLineAsync("PostgreSQL does not start.");
            return null;
        }

        using AbsurdCharger absurd = AddChargers(servers, out List<ChaosCharger> chargers);
        try
        {
            ProcessKiller killer = new(_settings, servers, _pace, _counts);
            ChaosOutcome? outcome = await PlayAsync(chargers, absurd, killer, servers, cancelled);
            _crashCount = killer.CrashCount;
            if (outcome != null)
            {
                await TellAsync(outcome, servers);
            }

            return outcome;
        }
        finally
        {
            await Parallel.ForEachAsync(chargers, CancellationToken.None, async (charger, _) => await charger.DisposeAsync());
        }
    }

    private async Task<ChaosOutcome?> PlayAsync(
        List<ChaosCharger> chargers,
        AbsurdCharger absurd,
        ProcessKiller killer,
        ServerRoom servers,
        CancellationToken cancelled)
    {
        if (!await servers.ReviveAsync(cancelled))
        {
            await _errors.WriteLineAsync($"A process does not start. The bridge's last lines: {servers.LastLines}");
            return null;
        }

        // Chargers, relays and links share the pool: with threads to spare for each core they need not wait for it to grow.
        ThreadPool.SetMinThreads(4 * Environment.ProcessorCount, 4 * Environment.ProcessorCount);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        Task<bool> killing = Task.Run(() => killer.RunAsync(over.Token), CancellationToken.None);
        Task playing = PlayAllAsync(chargers, absurd, over.Token);
        Task watching = WatchAsync(chargers, over.Token);
        // Whatever ends badly ends all, and says why.
        Task ended = await Task.WhenAny(Task.WhenAll(killing, playing), watching);
        bool isComplete =
            ended != watching && killing is { IsCompletedSuccessfully: true, Result: true } && playing.IsCompletedSuccessfully;
        await over.CancelAsync();
        await Task.WhenAll(killing, playing, watching)
            .ConfigureAwait(isComplete ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
        cancelled.ThrowIfCancellationRequested();
        foreach (Task failed in new[] { killing, playing }.Where(task => task.IsFaulted))
        {
            await failed;
        }

        if (!isComplete)
        {
            await _errors.WriteLineAsync($"The run came to a standstill. The bridge's last lines: {servers.LastLines}");
            return null;
        }

        if (!await servers.ReviveAsync(cancelled))
        {
            await _errors.WriteLineAsync($"A process does not answer at the end. The bridge's last lines: {servers.LastLines}");
            return null;
        }

        BridgeLedger ledger = servers.Ledger;
        List<Visit> visits = [.. chargers.SelectMany(charger => charger.Visits)];
        IReadOnlyList<BillSummary> bills = await ledger.BillsAsync(cancelled);
        ChaosOutcome outcome = ChaosOutcome.Of(
            visits,
            bills,
            await ledger.HeldAsync(cancelled),
            await ledger.QuarantineAsync(cancelled),
            absurd.ReceiptCount);
        outcome.Add(
            MoneyJudge.Of(
                PlainTariff.Read(TimeOfUseTariff.Read(), TimeOfUseTariff.ZoneName),
                visits,
                await ledger.StatedBillsAsync(bills.Select(bill => bill.Number), cancelled)));
        // Connections to a server that was killed lie in the pool still.
        NpgsqlConnection.ClearAllPools();
        outcome.Add(new DatabaseVerifier(servers.Database).Verify());
        return outcome;
    }

    /// <summary>All sessions of all chargers, and then until every record has its receipt.</summary>
    private async Task PlayAllAsync(List<ChaosCharger> chargers, AbsurdCharger absurd, CancellationToken stop)
    {
        using CancellationTokenSource played = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task lying = Task.Run(() => absurd.RunAsync(played.Token), CancellationToken.None);
        int each = _settings.SessionCount / chargers.Count;
        int oneMore = _settings.SessionCount % chargers.Count;
        await Task.WhenAll(chargers.Select((charger, i) => Task.Run(() => charger.RunAsync(each + (i < oneMore ? 1 : 0), stop), stop)));
        await played.CancelAsync();
        await lying;
        long quietFrom = Stopwatch.GetTimestamp();
        bool[] isDrained = await Task.WhenAll(
            chargers.Select(charger =>
                Task.Run(() => charger.DrainAsync(() => Stopwatch.GetElapsedTime(quietFrom) > QuietMax, stop), stop)));
        if (isDrained.Contains(false))
        {
            int waitingCount = chargers.Sum(charger => charger.WaitingCount);
            await _errors.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{waitingCount} records are without receipt after {QuietMax.TotalSeconds} quiet seconds"));
        }
    }

    /// <summary>Tells how far the run is; ends when nothing moves any more.</summary>
    private async Task WatchAsync(List<ChaosCharger> chargers, CancellationToken stop)
    {
        int lastCount = 0;
        long movedAt = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested && Stopwatch.GetElapsedTime(movedAt) < StandstillMax)
        {
            await Task.Delay(ProgressInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            int playedCount = chargers.Sum(charger => charger.PlayedCount);
            int waitingCount = chargers.Sum(charger => charger.WaitingCount);
            movedAt = playedCount == lastCount ? movedAt : Stopwatch.GetTimestamp();
            lastCount = playedCount;
            _output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Stopwatch.GetElapsedTime(_startedAt).TotalSeconds, 5:F0} s  {playedCount} of {_settings.SessionCount} sessions, "
                        + $"{waitingCount} records wait, {_counts.Kills} kills, {_counts.Cuts} cuts"));
        }
    }

    private async Task TellAsync(ChaosOutcome outcome, ServerRoom servers)
    {
        foreach (string defect in outcome.Defects.Take(DefectLinesMax))
        {
            await _errors.WriteLineAsync(defect);
        }

        if (outcome.Defects.Count > DefectLinesMax)
        {
            await _errors.WriteLineAsync($"and {outcome.Defects.Count - DefectLinesMax} more");
        }

        if (_crashCount > 0)
        {
            await _errors.WriteLineAsync(
                $"{_crashCount} times a process ended that nobody had killed. The bridge's last lines: {servers.LastLines}");
        }

        ChaosReport.Write(_console, _output, _settings, _counts, outcome, Stopwatch.GetElapsedTime(_startedAt));
    }

    private AbsurdCharger AddChargers(ServerRoom servers, out List<ChaosCharger> chargers)
    {
        Database database = servers.Database;
        database.Migrate();
        servers.SignIn(new ApiTokens(database, TimeProvider.System).Add("chaos", Role.Operator)!);
        // The chargers' time runs faster than the bridge's: they begin so long ago that they end before today, as their records claim.
        Instant start = SystemClock.Instance.GetCurrentInstant() - PlayedTimeMax;
        object? published = new TariffBook(database, TimeProvider.System, "")
            .Publish(Parts.PublishedTariff(), TimeOfUseTariff.ZoneName, start - Duration.FromDays(1), TariffBook.EveryCharger, out _);
        Guard.IsTrue(published != null, "the program's own tariff is without defect");
        Parts.Prepare(database);
        ChargerRegistry registry = new(database, TimeProvider.System);
        Random seeds = new(_settings.Seed);
        chargers = [];
        for (int i = 1; i <= _settings.ChargerCount; i++)
        {
            string chargerId = string.Create(CultureInfo.InvariantCulture, $"chaos-{i}");
            ChaosAccess access = Add(registry, chargerId, servers);
            chargers.Add(new ChaosCharger(chargerId, access, start.ToUnixTimeMilliseconds(), seeds.Next(), Parts.Flash(), _pace, _counts));
        }

        // Behind all others, whose seeds stay what they were without it.
        return new AbsurdCharger(Add(registry, AbsurdCharger.Id, servers), seeds.Next(), _counts);
    }

    private static ChaosAccess Add(ChargerRegistry registry, string chargerId, ServerRoom servers)
    {
        ChaosAccess access = new(
            servers.BrokerPort,
            RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength),
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        registry.TryAdd(chargerId, access.DeviceKey, access.Password);
        return access;
    }
}
