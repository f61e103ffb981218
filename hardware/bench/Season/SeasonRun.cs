using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Host;
using CloudBridge.Settings;
using Firmware.Core.Promises;
using Hardware.Bench.CommandLine;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>Makes a season: lets the plan happen, feeds what chargers would send to the bridge, and shows the pages if asked to.</summary>
public sealed class SeasonRun
{
    private const string PersonName = "season";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    private readonly SeasonSettings _settings;
    private readonly BridgeSettings _bridgeSettings;
    private readonly SeasonFile _file;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <summary>A run with settings that are without defect.</summary>
    public SeasonRun(SeasonSettings settings, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _bridgeSettings = SeasonBridge.SettingsOf(settings);
        _file = new SeasonFile(settings.Database);
        _output = output;
        _errors = errors;
    }

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        if (_file.IsTaken())
        {
            return await RefuseAsync();
        }

        try
        {
            int exitCode = await FillAsync(cancelled);
            return exitCode == ExitCode.Success && _settings.IsServed ? await ServeAsync(cancelled) : exitCode;
        }
        catch (RefusedException exception)
        {
            await _errors.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await _errors.WriteLineAsync($"Cancelled. {_file.Remove()}");
            return ExitCode.Failure;
        }
        catch (Exception exception) when (exception is NotCommittedException or DbException or IOException or UnauthorizedAccessException)
        {
            string cause = (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ").TrimEnd('.');
            await _errors.WriteLineAsync(
                $"The database could not be written ({cause}): look at space and rights of {_file.Name}. {_file.Remove()}");
            return ExitCode.Failure;
        }
    }

    private async Task<int> FillAsync(CancellationToken cancelled)
    {
        long startedAt = Stopwatch.GetTimestamp();
        SeasonClock clock = new();
        await using SeasonBridge bridge = new(_bridgeSettings, clock);
        if (!bridge.IsEmpty())
        {
            return await RefuseAsync();
        }

        _file.OnMade();
        SeasonWorld world = SeasonWorld.Of(_settings);
        await _output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_settings.Days.Start:yyyy-MM-dd} to {_settings.Days.End:yyyy-MM-dd}: {world.Sites.Count} sites, {world.Chargers.Count} "
                    + $"chargers, {world.Accounts.Count} accounts. The same figures again: --until "
                    + $"{_settings.LastMonth} --seed {_settings.Seed}"));
        clock.Now = world.Time.Start - Duration.FromDays(1);
        bridge.Settle(world);
        TariffShelf tariffs = TariffShelf.Publish(world, bridge.Tariffs, clock);
        bridge.SetCosts(world, tariffs);
        SeasonOffice office = bridge.OfficeOf(world, tariffs, new Dice(_settings.Seed, 9998));
        await FeedAsync(bridge, MessagesOf(world, tariffs, cancelled), office, clock, cancelled);
        await _output.WriteLineAsync(
            $"{bridge.Totals.Details()}, in "
                + $"{Stopwatch.GetElapsedTime(startedAt).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s, in {_file.Name}");
        await _output.WriteLineAsync(bridge.Totals.Summary(_settings));
        return ExitCode.Success;
    }

    private ChargerMessage[] MessagesOf(SeasonWorld world, TariffShelf tariffs, CancellationToken cancelled)
    {
        List<ChargerMessage> messages = [];
        for (int i = 0; i < world.Chargers.Count; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            SeasonCharger charger = world.Chargers[i];
            Dice dice = new(_settings.Seed, 10000 + i);
            messages.AddRange(SeasonMail.Of(charger, ChargerHistory.Of(charger, tariffs, dice), dice));
            messages.AddRange(SeasonStatus.Of(charger, world.Time, dice));
        }

        messages.AddRange(StrayMessages.Among(messages, new Dice(_settings.Seed, 9999)));
        // A stable order: two messages of the same instant stay in the order in which they were made.
        return [.. messages.OrderBy(message => message.ReceivedUtcMs)];
    }

    private async Task FeedAsync(
        SeasonBridge bridge,
        ChargerMessage[] messages,
        SeasonOffice office,
        SeasonClock clock,
        CancellationToken cancelled)
    {
        long toldAt = Stopwatch.GetTimestamp();
        foreach (ChargerMessage message in messages)
        {
            Instant received = Instant.FromUnixTimeMilliseconds(message.ReceivedUtcMs);
            await WorkUntilAsync(bridge, office, received);
            clock.Now = received;
            await bridge.TakeAsync(message, cancelled);
            if (Stopwatch.GetElapsedTime(toldAt) > ProgressInterval)
            {
                toldAt = Stopwatch.GetTimestamp();
                await _output.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{clock.Now:yyyy-MM-dd}: {bridge.Totals.SessionCount} sessions"));
            }
        }

        await WorkUntilAsync(bridge, office, Instant.MaxValue);
        await bridge.FlushAsync();
    }

    private static async Task WorkUntilAsync(SeasonBridge bridge, SeasonOffice office, Instant until)
    {
        while (office.NextAt <= until)
        {
            await bridge.FlushAsync();
            office.Work(bridge.Totals);
        }
    }

    private async Task<int> RefuseAsync()
    {
        await _errors.WriteLineAsync(
            $"{_file.Name} is not empty, and a season does not mix with what is there: name another one with --database, or remove it.");
        return ExitCode.BadInput;
    }

    private async Task<int> ServeAsync(CancellationToken cancelled)
    {
        try
        {
            await using BridgeHost bridge = await BridgeHost.StartAsync(_bridgeSettings, cancelled);
            bool isAdded = bridge.People.TryAdd(PersonName, Role.Operator, PersonRegistry.NewPassword());
            Guard.IsTrue(isAdded, "nobody is in a fresh database");
            await _output.WriteLineAsync(
                $"Pages, signed in once: {bridge.PagesAddress.ToString().TrimEnd('/')}{bridge.SignInLinks.Create(PersonName)}");
            await _output.WriteLineAsync("Ctrl-C ends it; the database stays.");
            await Task.Delay(Timeout.Infinite, cancelled);
        }
        catch (OperationCanceledException)
        {
            // Asked to end, and everything is written.
        }

        return ExitCode.Success;
    }
}
