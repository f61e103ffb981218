using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.HomeAssistant;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>A bridge that tells Home Assistant, with charger c1 of account oak and c2 of account elm, and a home of each.</summary>
internal sealed class HomeStage : IAsyncDisposable
{
    public const string Config1 = "homeassistant/device/chargeagent_c1/config";
    public const string Config2 = "homeassistant/device/chargeagent_c2/config";
    public const string Status1 = "chargeagent/v1/c1/status";
    public const string Status2 = "chargeagent/v1/c2/status";

    private HomeStage(RunningBridge bridge)
    {
        Bridge = bridge;
        Database database = new(bridge.DatabasePath);
        Owners = new ChargerOwners(database);
        Credentials = new HomeCredentials(database, bridge.Clock);
        foreach ((string account, string charger) in new[] { ("oak", "c1"), ("elm", "c2") })
        {
            new AccountRegistry(database, bridge.Clock).TryAdd(
                new Account
                {
                    AccountId = account,
                    Name = $"Account {account}",
                    TimeZone = "UTC",
                });
            Owners.Assign(charger, account, 0);
            Passwords[account] = Credentials.Add(account, account)!;
        }
    }

    public RunningBridge Bridge { get; }

    public ChargerOwners Owners { get; }

    public HomeCredentials Credentials { get; }

    public Dictionary<string, string> Passwords { get; } = [];

    /// <summary>Starts it with the embedded broker, or with mosquitto.</summary>
    public static async Task<HomeStage> SetAsync(MosquittoBroker? mosquitto = null)
    {
        return new HomeStage(mosquitto == null
            ? await RunningBridge.StartAsync(settings => settings.Home.HomeAssistant = true)
            : await RunningBridge.StartAsync(mosquitto, settings => settings.Home.HomeAssistant = true));
    }

    /// <summary>Connects the home of an account to the embedded broker.</summary>
    public async Task<HomeClient> ConnectAsync(string account)
    {
        HomeClient? home = await HomeClient.TryConnectAsync(Bridge.Host.Broker.Port, "home@" + account, Passwords[account]);
        Assert.IsNotNull(home);
        return home;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return Bridge.DisposeAsync();
    }
}
