using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.RealBrowser;
using CloudBridge.Tests.Stage.Storage;
using Firmware.Core.Config;
using Firmware.Core.Ports;
using Hardware.Bench.Latency;
using Hardware.Bench.Tariffs;
using Hardware.Virtual.Vehicles;
using NodaTime;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// A bridge in real time with one charger on the virtual board, which belongs to an owner, and the bench's tariff by time of day. It can be
/// stopped and started again on the same ports.
/// </summary>
internal sealed class StoryStage : IAsyncDisposable
{
    /// <summary>The charger.</summary>
    public const string ChargerId = "garage-1";

    /// <summary>Password of all people.</summary>
    public const string Password = "a password for tests";

    /// <summary>When the story begins: in Berlin it is 16:40, and at 17:00 the price of energy goes from 0.35 to 0.49 EUR per kWh, plus 19
    /// % VAT.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 40, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");
    private readonly BridgeSettings _settings;

    private StoryStage()
    {
        _settings = new BridgeSettings
        {
            Database = Path.Combine(_directory.FullName, "story.db"),
            Mqtt = { MqttPort = 0, AllowAnonymous = true, MqttPacketsPerSecondMax = 0 },
            Pages = { PagesUrl = "http://127.0.0.1:0" },
            Operator = { TimeZone = TimeOfUseTariff.ZoneName, IssuerName = "Stadtstrom" },
        };
    }

    /// <summary>The bridge.</summary>
    public BridgeHost Bridge { get; private set; } = null!;

    /// <summary>The charger.</summary>
    public LivingCharger Charger { get; private set; } = null!;

    /// <summary>Time, for bridge and charger alike.</summary>
    public RunningClock Clock { get; } = new(Start);

    /// <summary>Sets everything up; the charger is connected and has its tariff.</summary>
    public static async Task<StoryStage> SetAsync()
    {
        StoryStage stage = new();
        await stage.StartBridgeAsync();
        (stage._settings.Mqtt.MqttPort, stage._settings.Pages.PagesUrl) = (stage.Bridge.Broker.Port, stage.Bridge.PagesAddress.ToString());
        Database database = new(stage._settings.Database);
        new SiteRegistry(database, stage.Clock).TryAdd(
            new Site
            {
                SiteId = "yard",
                Name = "Station yard",
                Address = "Ladestrasse 1|04109 Leipzig",
                TimeZone = TimeOfUseTariff.ZoneName,
            });
        new AccountRegistry(database, stage.Clock).TryAdd(
            new Account
            {
                AccountId = "oak",
                Name = "Olga Oak",
                TimeZone = TimeOfUseTariff.ZoneName,
            });
        QuickPeople.Add(database, stage.Clock, Visitor.Owner, Role.Owner, Password, "oak");
        QuickPeople.Add(database, stage.Clock, Visitor.Operator, Role.Operator, Password);
        QuickPeople.Add(database, stage.Clock, Visitor.Technician, Role.Technician, Password);
        await stage.Bridge.PublishTariffAsync(TimeOfUseTariff.Read(), TimeOfUseTariff.ZoneName, Instant.FromDateTimeOffset(Start));
        stage.Charger = await LivingCharger.StartAsync(stage.Bridge, new AgentConfig { ChargerId = ChargerId }, stage.Clock);
        new ChargerPlaces(database, new Hearing(stage.Clock)).SetSite(ChargerId, "yard");
        new ChargerOwners(database).Assign(ChargerId, "oak", Start.ToUnixTimeMilliseconds());
        return stage;
    }

    /// <summary>A screen of somebody.</summary>
    public Task<Screen> ScreenAsync(string visitor, Look look)
    {
        return Screen.SignInAsync(look, Bridge.PagesAddress, visitor, Password);
    }

    /// <summary>Lets time pass at once, for bridge and charger.</summary>
    public void Skip(TimeSpan time)
    {
        Clock.SkipTo(Clock.GetUtcNow() + time);
    }

    /// <summary>A vehicle is plugged in, and the charger closes its contactor.</summary>
    public Task PlugInAsync(VehicleModel vehicle)
    {
        return Charger.DoAsync(charger => charger.PlugIn(vehicle));
    }

    /// <summary>A fault line comes, and the charger's own safety chain opens the contactor.</summary>
    public Task FaultAsync(ConnectorInputs line)
    {
        return Charger.DoAsync(charger =>
        {
            charger.Board.ConnectorInputs.Set(line, true);
            charger.Board.ConnectorInputs.OpenContactor();
            charger.OnEdge();
        });
    }

    /// <summary>The fault line goes, and the contactor is closed again.</summary>
    public Task MendAsync(ConnectorInputs line)
    {
        return Charger.DoAsync(charger =>
        {
            charger.Board.ConnectorInputs.Set(line, false);
            charger.Board.ConnectorInputs.CloseContactor();
            charger.OnEdge();
        });
    }

    /// <summary>Stops the bridge.</summary>
    public ValueTask StopBridgeAsync()
    {
        return Bridge.DisposeAsync();
    }

    /// <summary>Starts the bridge, after the first time on the same ports.</summary>
    public async Task StartBridgeAsync()
    {
        Bridge = await BridgeHost.StartAsync(_settings, CancellationToken.None, Clock);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Charger.DisposeAsync();
        await Bridge.DisposeAsync();
        TestDatabase.CloseIdle(_settings.Database);
        _directory.Delete(true);
    }
}
