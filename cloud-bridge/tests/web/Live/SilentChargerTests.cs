using System.Net.Http.Json;
using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Live;

/// <summary>Nothing old is shown as now: a charger that is not heard of is grey and says since when, wherever it is shown.</summary>
[TestClass]
public class SilentChargerTests
{
    private const string Password = "a password for tests";

    [TestMethod]
    [DataRow("/c/c1")]
    [DataRow("/my")]
    [DataRow("/board")]
    [DataRow("/chargers")]
    [DataRow("/chargers/c1")]
    [DataRow("/sites/yard")]
    [DataRow("/service")]
    [DataRow("/service/c1")]
    public async Task A_charger_that_told_nothing_for_its_limit_is_grey_and_says_since_when(string path)
    {
        await using RunningBridge bridge = await StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        Place(bridge);
        await LiveStage.ChargeAsync(bridge, charger, 1);
        using Browser browser = await SignInAsync(bridge, path);
        StringAssert.Contains(await browser.ReadAsync(path), "word good");

        // A charger tells its status each hour; two are missing, and ten minutes more.
        bridge.Clock.Now += TimeSpan.FromMinutes(131);

        IsGreySinceNoon(await browser.ReadAsync(path));
    }

    [TestMethod]
    [DataRow("/c/c1")]
    [DataRow("/my")]
    [DataRow("/board")]
    [DataRow("/chargers")]
    [DataRow("/chargers/c1")]
    [DataRow("/sites/yard")]
    [DataRow("/service")]
    [DataRow("/service/c1")]
    public async Task A_charger_that_does_not_come_back_after_a_restart_is_grey_at_once_and_offline_after_two_minutes(string path)
    {
        await using RunningBridge bridge = await StartAsync();
        await LoseAsync(bridge, "Available");
        using Browser browser = await SignInAsync(bridge, path);

        string atOnce = await browser.ReadAsync(path);
        StringAssert.Contains(atOnce, "word silent\">Last known: Free");
        Assert.IsFalse(atOnce.Contains("word good", StringComparison.Ordinal));
        bridge.Clock.Now += TimeSpan.FromMinutes(2);

        IsGreySinceNoon(await browser.ReadAsync(path));
    }

    [TestMethod]
    public async Task A_page_of_a_silent_charger_does_not_call_itself_live()
    {
        await using RunningBridge bridge = await StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        Place(bridge);
        await LiveStage.StatusAsync(charger, "Available");
        using Browser olga = await SignInAsync(bridge, "/c/c1");
        Assert.IsFalse((await olga.ReadAsync("/c/c1")).Contains("data-silent", StringComparison.Ordinal));

        bridge.Clock.Now += TimeSpan.FromMinutes(131);

        StringAssert.Contains(await olga.ReadAsync("/c/c1"), "data-silent=\"Not live: the charger is not heard of.\"");
    }

    [TestMethod]
    public async Task The_api_says_offline_since_when_and_when_it_was_last_heard_of()
    {
        await using RunningBridge bridge = await StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        Place(bridge);
        await LiveStage.StatusAsync(charger, "Charging");
        using HttpClient http = bridge.Http();
        JsonElement heard = (await http.GetFromJsonAsync<JsonElement>("/api/v1/chargers"))[0];
        Assert.AreEqual("Charging", heard.GetProperty("status").GetString());
        Assert.AreEqual(JsonValueKind.Null, heard.GetProperty("silentSinceUtcMs").ValueKind);

        bridge.Clock.Now += TimeSpan.FromMinutes(131);
        JsonElement silent = (await http.GetFromJsonAsync<JsonElement>("/api/v1/chargers"))[0];

        Assert.AreEqual("Offline", silent.GetProperty("status").GetString());
        Assert.IsFalse(silent.GetProperty("isOnline").GetBoolean());
        Assert.AreEqual("", silent.GetProperty("connectorStatus").GetString());
        // 2026-06-01 12:00 UTC.
        Assert.AreEqual(1780315200000, silent.GetProperty("silentSinceUtcMs").GetInt64());
        Assert.AreEqual(1780315200000, silent.GetProperty("lastHeardUtcMs").GetInt64());
    }

    [TestMethod]
    public async Task The_list_of_incidents_never_says_that_nothing_is_wrong_while_a_charger_is_silent()
    {
        await using RunningBridge bridge = await StartAsync();
        await LoseAsync(bridge, "Available");
        using HttpClient http = bridge.Http();

        string waiting = await http.GetStringAsync("/alerts");
        Assert.IsFalse(waiting.Contains("Nothing is wrong", StringComparison.Ordinal));
        StringAssert.Contains(waiting, "1 charger is not heard of");
        StringAssert.Contains(waiting, "href=\"/service/c1\"");

        bridge.Clock.Now += TimeSpan.FromMinutes(2);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident WHERE cleared_utc_ms IS NULL") == 1);
        string told = await http.GetStringAsync("/alerts");
        StringAssert.Contains(told, "Charger c1: not heard of");
        Assert.IsFalse(told.Contains("1 charger is not heard of", StringComparison.Ordinal), "it is told once");
        string critical = await http.GetStringAsync("/alerts?severity=Critical");
        StringAssert.Contains(critical, "Nothing of this kind is open.");
    }

    [TestMethod]
    public async Task A_list_of_one_severity_says_no_more_than_it_has_looked_at()
    {
        await using RunningBridge bridge = await StartAsync();
        using HttpClient http = bridge.Http();

        StringAssert.Contains(await http.GetStringAsync("/alerts"), "Nothing is wrong.");
        string critical = await http.GetStringAsync("/alerts?severity=Critical");
        Assert.IsFalse(critical.Contains("Nothing is wrong", StringComparison.Ordinal));
        StringAssert.Contains(critical, "Nothing of this kind is open.");
    }

    private static async Task<RunningBridge> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        new SiteRegistry(new Database(bridge.DatabasePath), bridge.Clock).TryAdd(
            new Site { SiteId = "yard", Name = "Yard", TimeZone = "UTC" });
        new AccountRegistry(new Database(bridge.DatabasePath), bridge.Clock).TryAdd(
            new Account { AccountId = "oak", Name = "Oak", TimeZone = "UTC" });
        bridge.AddPerson("olga", Role.Owner, Password, "oak");
        bridge.AddPerson("olaf", Role.Operator, Password);
        return bridge;
    }

    private static void Place(RunningBridge bridge)
    {
        bridge.Run("UPDATE charger SET site_id = 'yard'");
        new ChargerOwners(new Database(bridge.DatabasePath)).Assign("c1", "oak", 0);
    }

    // As after a power cut of the bridge: its broker had no time to say that the charger is gone.
    private static async Task LoseAsync(RunningBridge bridge, string status)
    {
        ScriptedCharger charger = await bridge.ConnectAsync();
        Place(bridge);
        await LiveStage.StatusAsync(charger, status);
        await bridge.Host.DisposeAsync();
        charger.Vanish();
        bridge.Run(
            $"UPDATE charger_status SET is_online = 1, connector_status = '{status}', at_utc_ms = "
                + $"{bridge.Clock.Now.ToUnixTimeMilliseconds()}");
        bridge.Clock.Now += TimeSpan.FromMinutes(5);
        await bridge.RestartAsync();
    }

    private static async Task<Browser> SignInAsync(RunningBridge bridge, string path)
    {
        Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync(path is "/my" or "/c/c1" ? "olga" : "olaf", Password);
        return browser;
    }

    private static void IsGreySinceNoon(string page)
    {
        StringAssert.Contains(page, "word silent\">Offline");
        StringAssert.Contains(page, "12:00");
        Assert.IsFalse(page.Contains("word good", StringComparison.Ordinal), page);
    }
}
