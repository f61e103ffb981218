using System.Globalization;
using System.Security.Cryptography;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Host;
using CloudBridge.Settings;
using Hardware.Bench.Chargers;
using Hardware.Bench.CommandLine;
using Hardware.Virtual;
using NodaTime;
using Spectre.Console;

namespace Hardware.Bench.Replay;

/// <summary>Replays recorded sessions through agents, MQTT and a bridge of its own, and compares what was billed with what was
/// recorded.</summary>
public sealed class ReplayRun
{
    private const int DefectLinesMax = 10;

    private readonly ReplaySettings _settings;
    private readonly IAnsiConsole _console;
    private readonly bool _isTerminal;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <summary>A replay that draws its progress on a console where that is a terminal, and tells the rest in lines.</summary>
    public ReplayRun(ReplaySettings settings, IAnsiConsole console, bool isTerminal, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _console = console;
        _isTerminal = isTerminal;
        _output = output;
        _errors = errors;
    }

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        if (!SessionFile.TryRead(_settings.SessionsPath, out IReadOnlyList<RecordedSession[]> stations, out string defect)
            || !TryReadTariff(out byte[] tariff, out defect)
            || !BillFiles.TryPrepare(_settings.OutPath, out defect))
        {
            await _errors.WriteLineAsync(defect);
            return ExitCode.BadInput;
        }

        if (!ZoneName.TryFind(_settings.ZoneName, out _, out defect))
        {
            await _errors.WriteLineAsync($"--zone: {defect}");
            return ExitCode.BadInput;
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-replay-");
        try
        {
            BridgeSettings settings = new()
            {
                Database = _settings.Database ?? Path.Combine(directory.FullName, "replay.db"),
                Mqtt =
                {
                    MqttPort = 0,
                    AllowAnonymous = true,
                    MqttPacketsPerSecondMax = 0,
                },
                Pages = { PagesUrl = "http://127.0.0.1:0" },
                Operator = { TimeZone = _settings.ZoneName },
            };
            await using BridgeHost bridge = await BridgeHost.StartAsync(settings, cancelled);
            if (bridge.Bills.Count(BillFilter.All) > 0)
            {
                await _errors.WriteLineAsync(
                    $"{_settings.Database} holds bills already: give --database an empty or new one, so "
                        + $"that outcome and file are the same");
                return ExitCode.BadInput;
            }

            if (_settings.HasAccounts)
            {
                StationAccounts.Add(new Database(settings.Database), stations.Select(station => station[0].StationId), _settings.ZoneName);
            }

            return await RunAsync(bridge, stations, tariff, cancelled);
        }
        catch (RefusedException exception)
        {
            await _errors.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await _errors.WriteLineAsync("Cancelled; nothing was written.");
            return ExitCode.Failure;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(recursive: true);
        }
    }

    private async Task<int> RunAsync(
        BridgeHost bridge,
        IReadOnlyList<RecordedSession[]> stations,
        byte[] tariff,
        CancellationToken cancelled)
    {
        StationReplay[] replays = [.. stations.Select(station => new StationReplay(station))];
        Instant from = Instant.FromUnixTimeMilliseconds(replays.Min(replay => replay.StartUtcMs));
        TariffPublication published = await bridge.PublishTariffAsync(tariff, _settings.ZoneName, from, cancellationToken: cancelled);
        if (published.Tariff == null)
        {
            string more = published.Defects.Count > 1 ? $" (and {published.Defects.Count - 1} more)" : "";
            await _errors.WriteLineAsync($"{_settings.TariffPath}: {published.Defects[0]}{more}");
            return ExitCode.BadInput;
        }

        int sessionCount = stations.Sum(station => station.Length);
        ReplayProgress progress = new();
        using BillFeed.Subscription feed = bridge.Feed.Subscribe();
        Task<List<HeldSession>> held = CollectHeldAsync(feed);
        Task<string[]> running = RunAllAsync(bridge, replays, progress, cancelled);
        await ProgressDisplay.ShowAsync(_isTerminal ? _console : null, _output, progress, sessionCount, running);
        feed.Dispose();

        ReplayOutcome outcome = ReplayOutcome.Of(stations, bridge.Bills.ReadAll(), (await held).Count);
        BillFiles.Write(_settings.OutPath, outcome);
        await TellAsync(outcome, await running, await held);
        _output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"wall time {progress.Elapsed.TotalSeconds:F1} s, {progress.TickCount} ticks of {replays.Length} agents"));
        _output.WriteLine(outcome.Summary(published.Tariff.Device.Currency, published.Tariff.Device.CurrencyDecimals));
        return outcome.IsComplete ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<string[]> RunAllAsync(
        BridgeHost bridge,
        StationReplay[] replays,
        ReplayProgress progress,
        CancellationToken cancelled)
    {
        // Agents run on the pool's threads, and so do broker, bridge and links: with a thread to spare for each core they need not wait
        // for the pool to grow. While an agent waits for its receipt another one uses the core.
        ThreadPool.SetMinThreads(4 * Environment.ProcessorCount, 4 * Environment.ProcessorCount);
        ParallelOptions options = new() { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = cancelled };
        List<string> defects = [];
        await Parallel.ForEachAsync(replays.OrderByDescending(replay => replay.SessionCount), options, async (replay, stop) =>
        {
            byte[] deviceKey = RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength);
            await bridge.AddChargerAsync(replay.ChargerId, deviceKey, stop);
            ChargerAccess access = new(bridge.Broker.Host, bridge.Broker.Port, deviceKey);
            await using VirtualCharger charger = ChargerFactory.Create(replay.Config(), access, replay.StartUtcMs);
            string? defect = await replay.RunAsync(charger, progress, stop);
            if (defect != null)
            {
                lock (defects)
                {
                    defects.Add(defect);
                }
            }
        });
        return [.. defects];
    }

    private static async Task<List<HeldSession>> CollectHeldAsync(BillFeed.Subscription feed)
    {
        List<HeldSession> held = [];
        await foreach (BillEvent happened in feed.ReadAllAsync())
        {
            if (happened.Held != null)
            {
                held.Add(happened.Held);
            }
        }

        return held;
    }

    private async Task TellAsync(ReplayOutcome outcome, string[] defects, List<HeldSession> held)
    {
        List<string> lines = [.. defects, .. held.Select(session => $"held {session.SessionId}: {session.Reason}, {session.Detail}")];
        foreach (string line in lines.Take(DefectLinesMax))
        {
            await _errors.WriteLineAsync(line);
        }

        if (lines.Count > DefectLinesMax)
        {
            await _errors.WriteLineAsync($"and {lines.Count - DefectLinesMax} more");
        }

        if (outcome.Billed.Count > 0)
        {
            BilledRecording worst = outcome.Billed.MaxBy(pair =>
                Math.Abs(pair.Bill.Session.EnergyMilliwattHours - pair.Session.EnergyMilliwattHours)
            )!;
            long difference = worst.Bill.Session.EnergyMilliwattHours - worst.Session.EnergyMilliwattHours;
            _output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"largest difference between billed and recorded energy: {difference / 1e3:F3} Wh, session {worst.Session.Id}"));
        }
    }

    private bool TryReadTariff(out byte[] tariff, out string defect)
    {
        tariff = [];
        defect = "";
        try
        {
            tariff = File.ReadAllBytes(_settings.TariffPath);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            defect = $"{_settings.TariffPath}: cannot be read: {exception.Message}";
            return false;
        }
    }
}
