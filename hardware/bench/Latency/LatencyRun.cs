using System.Diagnostics;
using System.Globalization;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Settings;
using Firmware.Core.Ports;
using Hardware.Bench.CommandLine;
using Hardware.Bench.Figures;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Latency;

/// <summary>
/// Measures in real time: the line of a residual-current device goes at one charger after the other while all of them charge and all owners
/// look; how long until the owner's page says so, and until the owner's e-mail is received.
/// </summary>
public sealed class LatencyRun
{
    // Long enough that what is seen later counts as not seen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // All values settle before the first fault: every charger has told its status, every page has loaded.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MailPollInterval = TimeSpan.FromMilliseconds(200);

    private const int PauseMsMin = 200;
    private const int PauseMsMax = 800;

    private readonly LatencySettings _settings;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <summary>A run with settings that are without defect.</summary>
    public LatencyRun(LatencySettings settings, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _output = output;
        _errors = errors;
    }

    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-latency-");
        try
        {
            return await RunAsync(directory, cancelled);
        }
        catch (RefusedException exception)
        {
            await _errors.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await _errors.WriteLineAsync("Cancelled: nothing was measured.");
            return ExitCode.Failure;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(true);
        }
    }

    private async Task<int> RunAsync(DirectoryInfo directory, CancellationToken cancelled)
    {
        BridgeSettings settings = new()
        {
            Database = Path.Combine(directory.FullName, "latency.db"),
            Mqtt = { MqttPort = 0, AllowAnonymous = true },
            Pages = { PagesUrl = "http://127.0.0.1:0" },
            Operator = { IssuerName = "ChargeAgent latency" },
        };
        Random random = new(_settings.Seed);
        using MailServer? mail = await MailServer.TryStartAsync(directory.FullName, cancelled);
        if (mail == null)
        {
            await _errors.WriteLineAsync(
                "SKIPPED: e-mails, because no SMTP server is installed (Debian's python3-aiosmtpd). Only pages are measured.");
        }
        else
        {
            (settings.Notices.SmtpHost, settings.Notices.SmtpPort, settings.Notices.SmtpSecurity, settings.Notices.SmtpFrom) = (
                "127.0.0.1",
                mail.Port,
                SmtpSecurity.None,
                "charging@example.org");
        }

        await using LatencyStage stage = await LatencyStage.SetAsync(settings, cancelled);
        await SayAsync($"{_settings.ChargerCount} chargers begin to charge in real time, and each owner opens the charger's page");
        await stage.AddChargersAsync(_settings.ChargerCount, random, cancelled);
        await stage.OpenPagesAsync(cancelled);
        await Task.Delay(Settling, cancelled);
        await SayAsync($"the residual-current device trips at {_settings.TripCount} of them, one after the other");
        long startedAt = Stopwatch.GetTimestamp();
        long loadsBefore = stage.Pages.Sum(page => page.LoadCount);
        Trip[] trips = await TripAsync(stage, random, cancelled);
        double pagesPerSecond = (stage.Pages.Sum(page => page.LoadCount) - loadsBefore) / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        if (mail != null)
        {
            await WaitForMailAsync(mail, trips, cancelled);
        }

        return await ReportAsync(trips, pagesPerSecond, mail != null);
    }

    private async Task<Trip[]> TripAsync(LatencyStage stage, Random random, CancellationToken cancelled)
    {
        int[] order = [.. Enumerable.Range(0, stage.Chargers.Count)];
        random.Shuffle(order);
        List<Task<Trip>> trips = [];
        foreach (int i in order.Take(_settings.TripCount))
        {
            trips.Add(TripAsync(stage.Chargers[i], stage.Pages[i], cancelled));
            await Task.Delay(random.Next(PauseMsMin, PauseMsMax), cancelled);
        }

        return await Task.WhenAll(trips);
    }

    private static async Task<Trip> TripAsync(LivingCharger charger, OwnerPage page, CancellationToken cancelled)
    {
        Trip trip = new() { ChargerId = charger.Id };
        await charger.DoAsync(virtualCharger =>
        {
            (trip.AtTimestamp, trip.AtUtc) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
            virtualCharger.Board.ConnectorInputs.Set(ConnectorInputs.ResidualCurrentTrip, true);
            virtualCharger.Board.ConnectorInputs.OpenContactor();
            virtualCharger.OnEdge();
        });
        trip.ToPage = await ToPageAsync(trip, page, cancelled);
        return trip;
    }

    private static async Task<TimeSpan?> ToPageAsync(Trip trip, OwnerPage page, CancellationToken cancelled)
    {
        try
        {
            return Stopwatch.GetElapsedTime(trip.AtTimestamp, await page.Said.WaitAsync(Patience, cancelled));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task WaitForMailAsync(MailServer mail, Trip[] trips, CancellationToken cancelled)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (mail.Count() < trips.Length && Stopwatch.GetElapsedTime(startedAt) < Patience)
        {
            await Task.Delay(MailPollInterval, cancelled);
        }

        IReadOnlyDictionary<string, DateTime> received = mail.FirstByRecipient();
        foreach (Trip trip in trips)
        {
            trip.ToMail = received.TryGetValue(LatencyStage.AddressOf(trip.ChargerId), out DateTime atUtc) ? atUtc - trip.AtUtc : null;
        }
    }

    private async Task<int> ReportAsync(Trip[] trips, double pagesPerSecond, bool hasMail)
    {
        LatencyFigures page = LatencyFigures.Of(trips.Select(trip => trip.ToPage).OfType<TimeSpan>());
        LatencyFigures mail = LatencyFigures.Of(trips.Select(trip => trip.ToMail).OfType<TimeSpan>());
        int unseen = trips.Length - page.Count;
        int unmailed = hasMail ? trips.Length - mail.Count : 0;
        await SayAsync($"from fault line to owner's page: {page.InWords()}");
        await SayAsync($"from fault line to received e-mail: {(hasMail ? mail.InWords() : "not measured")}");
        await SayAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"meanwhile {pagesPerSecond:F0} pages were made a second; load average of the machine: {LoadAverage()}"));
        string mailFigures = hasMail
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"mail_p50_ms={mail.MedianMs} mail_p99_ms={mail.Percentile99Ms} mail_max_ms={mail.LongestMs}")
            : "mail=none";
        await SayAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"latency seed={_settings.Seed} chargers={_settings.ChargerCount} faults={trips.Length} page_p50_ms={page.MedianMs} "
                    + $"page_p99_ms={page.Percentile99Ms} page_max_ms={page.LongestMs} {mailFigures} unseen={unseen} unmailed={unmailed}"));
        return unseen + unmailed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private Task SayAsync(string line)
    {
        return _output.WriteLineAsync(line);
    }

    // Only Linux keeps one.
    private static string LoadAverage()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? string.Join(' ', File.ReadAllText(Path).Split(' ').Take(3)) : "not known here";
    }
}
