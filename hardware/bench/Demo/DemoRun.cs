using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Host;
using CloudBridge.Settings;
using Firmware.Core.Config;
using Firmware.Core.Promises;
using Hardware.Bench.Chargers;
using Hardware.Bench.CommandLine;
using Hardware.Bench.Tariffs;
using Hardware.Virtual;
using NodaTime;

namespace Hardware.Bench.Demo;

/// <summary>The demo: a bridge and three chargers in this process, from plug to bill, until it is stopped.</summary>
public sealed class DemoRun
{
    private const string ZoneName = TimeOfUseTariff.ZoneName;

    private const string PersonName = "demo";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    private readonly DemoSettings _settings;
    private readonly IDemoScreen _screen;
    private readonly TextWriter _errors;

    /// <summary>A demo with settings that are without defect.</summary>
    public DemoRun(DemoSettings settings, IDemoScreen screen, TextWriter errors)
    {
        _settings = settings;
        _screen = screen;
        _errors = errors;
    }

    /// <summary>Runs until it is cancelled or has its bills; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        if (IsTaken(_settings.PagesPort))
        {
            await _errors.WriteLineAsync(
                $"Port {_settings.PagesPort} on this machine is in use by another program: stop that one, or choose another port with "
                    + $"--pages-port, e.g. --pages-port {_settings.PagesPort + 1}.");
            return ExitCode.BadInput;
        }

        string directory = Directory.CreateTempSubdirectory("chargeagent-demo-").FullName;
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[ZoneName];
        DemoClock clock = new(Afternoon(zone), _settings.Speed);
        BridgeSettings bridgeSettings = new()
        {
            Database = Path.Combine(directory, "demo.db"),
            Mqtt = { MqttPort = 0, AllowAnonymous = true, MqttPacketsPerSecondMax = 0 },
            Pages = { PagesUrl = $"http://localhost:{_settings.PagesPort}" },
            Operator = { TimeZone = ZoneName, IssuerName = "ChargeAgent demo", BillNumberPrefix = "DEMO-" },
        };
        try
        {
            await using BridgeHost bridge = await BridgeHost.StartAsync(bridgeSettings, cancelled, clock);
            return await RunAsync(bridge, bridgeSettings.Database, zone, clock, cancelled);
        }
        catch (RefusedException exception)
        {
            await _errors.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Success;
        }
    }

    private async Task<int> RunAsync(BridgeHost bridge, string database, DateTimeZone zone, DemoClock clock, CancellationToken cancelled)
    {
        using BillFeed.Subscription feed = bridge.Feed.Subscribe();
        TariffPublication published = await bridge.PublishTariffAsync(
            TimeOfUseTariff.Read(),
            ZoneName,
            Instant.FromDateTimeOffset(clock.GetUtcNow()),
            cancellationToken: cancelled);
        Guard.IsTrue(published.Tariff != null, "the demo's own tariff is without defect");

        DemoState? state = null;
        List<DemoCharger> chargers = [];
        foreach (DemoVehicle vehicle in DemoVehicle.All())
        {
            string chargerId = $"demo-{chargers.Count + 1}";
            chargers.Add(await AddAsync(bridge, chargerId, vehicle, clock, line => OnLogLine(state, $"{chargerId}  {line}")));
        }

        string pagesUrl = bridge.PagesAddress.ToString().TrimEnd('/');
        string password = PersonRegistry.NewPassword();
        Guard.IsTrue(bridge.People.TryAdd(PersonName, Role.Operator, password), "nobody is in a fresh database");
        state = new DemoState
        {
            SignInUrl = pagesUrl + bridge.SignInLinks.Create(PersonName),
            SignInWords = $"{PersonName}, password {password}",
            LinkTo = bill => pagesUrl + bridge.BillLinks.PathOf(bill.Number),
            Database = database,
            Speed = _settings.Speed,
            Zone = zone,
            Views = () => [.. chargers.Select(charger => charger.View)],
        };
        await _screen.ShowAsync(state, () => RunAsync(state, chargers, feed, cancelled));
        foreach (DemoCharger charger in chargers)
        {
            await charger.DisposeAsync();
        }

        return ExitCode.Success;
    }

    private async Task RunAsync(DemoState state, List<DemoCharger> chargers, BillFeed.Subscription feed, CancellationToken cancelled)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        List<Task> tasks = [FollowBillsAsync(state, feed, over), RefreshAsync(state, over.Token)];
        for (int i = 0; i < chargers.Count; i++)
        {
            // The vehicles come some minutes after one another.
            DemoCharger charger = chargers[i];
            long leadMs = ((i * 7) + 3) * 60000L;
            tasks.Add(Task.Run(() => charger.RunAsync(leadMs, over.Token), CancellationToken.None));
        }

        // Whatever ends first ends all; what ended by a defect is told.
        await Task.WhenAny(tasks);
        await over.CancelAsync();
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _screen.Refresh(state);
        foreach (Task task in tasks.Where(task => task.IsFaulted))
        {
            await task;
        }
    }

    private async Task FollowBillsAsync(DemoState state, BillFeed.Subscription feed, CancellationTokenSource over)
    {
        await foreach (BillEvent happened in feed.ReadAllAsync(over.Token))
        {
            if (happened.Held != null)
            {
                OnLogLine(state, $"bridge  held {happened.Held.SessionId}: {happened.Held.Reason}, {happened.Held.Detail}");
                continue;
            }

            state.Bills = [.. state.Bills.TakeLast(99), happened.Bill!];
            state.BillCount++;
            _screen.OnBill(state, happened.Bill!);
            if (state.BillCount == _settings.SessionCount)
            {
                return;
            }
        }
    }

    private async Task RefreshAsync(DemoState state, CancellationToken stop)
    {
        using PeriodicTimer timer = new(RefreshInterval);
        while (await timer.WaitForNextTickAsync(stop))
        {
            _screen.Refresh(state);
        }
    }

    private void OnLogLine(DemoState? state, string line)
    {
        state?.AddLogLine(line);
        _screen.OnLogLine(line);
    }

    private static async Task<DemoCharger> AddAsync(
        BridgeHost bridge,
        string chargerId,
        DemoVehicle vehicle,
        DemoClock clock,
        Action<string> onLogLine)
    {
        byte[] deviceKey = RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength);
        await bridge.AddChargerAsync(chargerId, deviceKey);
        ChargerAccess access = new(bridge.Broker.Host, bridge.Broker.Port, deviceKey);
        VirtualCharger charger = ChargerFactory.Create(new AgentConfig { ChargerId = chargerId }, access, clock.UtcUnixMs, onLogLine);
        return new DemoCharger(chargerId, charger, vehicle, clock);
    }

    /// <summary>Today at 16:15 there: the evening's price is near, so that the first sessions see it change.</summary>
    private static DateTimeOffset Afternoon(DateTimeZone zone)
    {
        LocalDate today = SystemClock.Instance.GetCurrentInstant().InZone(zone).Date;
        return today.At(new LocalTime(16, 15)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
