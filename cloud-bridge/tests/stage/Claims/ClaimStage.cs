using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Stage.Claims;

/// <summary>A bridge with charger c1, the simple tariff, and the owners olga (account oak) and otto (account elm).</summary>
internal sealed class ClaimStage : IAsyncDisposable
{
    /// <summary>Password of both owners.</summary>
    public const string Password = "a password for tests";

    private readonly Database _database;

    private ClaimStage(RunningBridge bridge, Tariff tariff, ScriptedCharger charger)
    {
        Bridge = bridge;
        Tariff = tariff;
        Charger = charger;
        _database = new Database(bridge.DatabasePath);
        Owners = new ChargerOwners(_database);
        foreach ((string person, string account) in new[] { ("olga", "oak"), ("otto", "elm") })
        {
            new AccountRegistry(_database, bridge.Clock).TryAdd(
                new Account
                {
                    AccountId = account,
                    Name = $"Account {account}",
                    TimeZone = "UTC",
                });
            bridge.AddPerson(person, Role.Owner, Password, account);
        }
    }

    public RunningBridge Bridge { get; }

    public Tariff Tariff { get; }

    public ScriptedCharger Charger { get; }

    public ChargerOwners Owners { get; }

    /// <summary>The code on c1's first label.</summary>
    public string Code => new LabelCode(new ServerKeys(_database)).Of("c1", 1);

    /// <summary>Starts the bridge and connects the charger.</summary>
    public static async Task<ClaimStage> SetAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        return new ClaimStage(bridge, tariff, await bridge.ConnectAsync());
    }

    /// <summary>A browser in which an owner is signed in.</summary>
    public async Task<Browser> BrowserAsync(string person)
    {
        Browser browser = new(Bridge.Host.PagesAddress);
        Assert.AreEqual("/my", (await browser.SignInAsync(person, Password)).Headers.Location!.ToString());
        return browser;
    }

    /// <summary>The charger tells that a session runs: 2 kWh and 0.72 EUR so far.</summary>
    public async Task RunAsync(long number)
    {
        long startUtcMs = ScriptedSession.StartUtcMs + (number * 7200000);
        string live = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"version":1,"atUtcMs":{{startUtcMs
                + 1000}},"status":"Charging","powerMilliwatts":7400000,"voltageMillivolts":230000,"currentMilliamps":32000,
                 "registerMilliwattHours":2000000,
             "session":{"sessionNumber":{{number}},"startUtcMs":{{startUtcMs}},"durationMs":960000,"energyMilliwattHours":2000000,
              "costExclMicros":600000,"costInclMicros":720000,"currency":"EUR"} }
            """);
        await Charger.PublishAsync(Topic.Live, Encoding.UTF8.GetBytes(live));
        // Acknowledged after its commit, and in order: then the live value is on the board.
        await StatusAsync("Charging");
    }

    /// <summary>The charger tells its status.</summary>
    public Task StatusAsync(string status)
    {
        return Charger.PublishAsync(
            Topic.Status,
            Encoding.UTF8.GetBytes(
                $$"""{"version":1,"online":true,"status":"{{status}}","errorCode":"NoError","connectorType":"IEC_62196_T2"}"""));
    }

    /// <summary>A session of 7.36 kWh ends, 2.65 EUR with VAT, and is billed.</summary>
    public async Task EndAsync(long number, long registerStart)
    {
        await Charger.PublishAsync(Topic.Session, Charger.Record(ScriptedSession.OneHour(number, registerStart, 7360000, Tariff)));
        await StatusAsync("Available");
    }

    /// <summary>The bridge's claims.</summary>
    public SessionClaims Claims()
    {
        return Bridge.Host.Claims;
    }

    /// <summary>Charger c1 as it is now.</summary>
    public PlacedCharger Placed()
    {
        return new ChargerPlaces(_database, new Hearing(Bridge.Clock)).Find("c1")!;
    }

    /// <summary>Claims with the form of the charger's page and says where the browser is sent.</summary>
    public static async Task<string> ClaimAsync(Browser browser, string code)
    {
        Dictionary<string, string> fields = FieldsOf(await browser.ReadAsync("/c/c1"), code);
        return (await browser.PostAsync("/c/c1/claim", fields)).Headers.Location!.ToString();
    }

    /// <summary>What the form on the charger's page sends.</summary>
    public static Dictionary<string, string> FieldsOf(string page, string code)
    {
        StringAssert.Contains(page, "Claim this session");
        Dictionary<string, string> fields = Regex
            .Matches(page, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
            .ToDictionary(hidden => hidden.Groups[1].Value, hidden => hidden.Groups[2].Value);
        fields["code"] = code;
        return fields;
    }

    public async ValueTask DisposeAsync()
    {
        await Charger.DisposeAsync();
        await Bridge.DisposeAsync();
    }
}
