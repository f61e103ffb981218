using System.Net;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Web.Live;

[TestClass]
public class LivePagesTests
{
    // 0.30 until 20:00 UTC and 0.60 after, both with 20 % VAT; parking 6.00 an hour.
    private const string EveningTariff = """
        {"country_code":"DE","party_id":"ALL","id":"simple","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[
          {"price_components":[{"type":"ENERGY","price":0.60,"vat":20.0,"step_size":1}],"restrictions":{"start_time":"20:00",
           "end_time":"23:59"}},
          {"price_components":[{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1},{"type":"PARKING_TIME","price":5.00,"vat":20.0,
           "step_size":1}]}]}
        """;

    [TestMethod]
    public async Task An_owner_sees_cost_power_prices_and_an_estimate_and_half_a_minute_later_that_they_are_old()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(EveningTariff);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using Browser anyone = new(bridge.Host.PagesAddress);
        await LiveStage.ChargeAsync(bridge, charger, 1);

        string page = await anyone.ReadAsync("/c/c1?kwh=10");
        // The next step at 20:00 UTC is 8 hours ahead. 8 kWh more at 0.36 are 2.88: 3.60 in all, in 3,891 s.
        foreach (
            string words in new[]
            {
                "0.72 EUR",
                "2.000\u00a0kWh",
                "7.40\u00a0kW",
                "16\u00a0min\u00a013\u00a0s",
                "0.36 EUR / kWh",
                "6.00 EUR / h",
                "Next price 20:00",
                "0.72 EUR / kWh",
                "8\u00a0h\u00a000\u00a0min",
                "About 3.60 EUR",
                "1\u00a0h\u00a004\u00a0min",
            })
        {
            StringAssert.Contains(page, words);
        }

        Assert.IsFalse(page.Contains("Last known", StringComparison.Ordinal));
        bridge.Clock.Now += TimeSpan.FromSeconds(31);
        string later = await anyone.ReadAsync("/c/c1?kwh=10");
        StringAssert.Contains(later, "Last known, 31\u00a0s ago.");
        StringAssert.Contains(later, "Power then");
        Assert.IsFalse(later.Contains("About 3.60", StringComparison.Ordinal));
        StringAssert.Contains(await anyone.ReadAsync("/c/c1?kwh=many"), "Energy is a number of kWh from 0.1 to 1000");
    }

    [TestMethod]
    public async Task After_unplugging_the_bill_stands_there_or_the_reason_why_not_and_later_not_for_everybody()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using Browser anyone = new(bridge.Host.PagesAddress);
        await LiveStage.ChargeAsync(bridge, charger, 1);
        await LiveStage.StatusAsync(charger, "Available");
        StringAssert.Contains(await anyone.ReadAsync("/c/c1"), "its bill is being made");

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        string billed = await anyone.ReadAsync("/c/c1");
        StringAssert.Contains(billed, "2.65 EUR");
        Assert.IsFalse(billed.Contains("/bills/", StringComparison.Ordinal), "a bill opens for whoever may open it");
        using HttpClient operatorHttp = bridge.Http();
        StringAssert.Contains(await operatorHttp.GetStringAsync("/c/c1"), "/bills/2026-000001");

        bridge.Clock.Now += TimeSpan.FromMinutes(16);
        Assert.IsFalse((await anyone.ReadAsync("/c/c1")).Contains("2.65 EUR", StringComparison.Ordinal));
        // No tariff in the record, and another number than the charger counted: held.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000, 7360000, tariff)));
        StringAssert.Contains(await anyone.ReadAsync("/c/c1"), "its bill waits for the operator");
    }

    [TestMethod]
    public async Task A_bill_of_an_account_is_shown_to_nobody_else()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        new AccountRegistry(new Database(bridge.DatabasePath), bridge.Clock).TryAdd(
            new Account
            {
                AccountId = "oak",
                Name = "Oak",
                TimeZone = "UTC",
            });
        bridge.AddPerson("olga", Role.Owner, "a password for tests", "oak");
        new ChargerOwners(new Database(bridge.DatabasePath)).Assign("c1", "oak", 0);
        using Browser anyone = new(bridge.Host.PagesAddress);
        using Browser olga = new(bridge.Host.PagesAddress);
        await olga.SignInAsync("olga", "a password for tests");

        await LiveStage.ChargeAsync(bridge, charger, 1);
        await LiveStage.StatusAsync(charger, "Available");
        Assert.IsFalse((await anyone.ReadAsync("/c/c1")).Contains("being made", StringComparison.Ordinal));
        StringAssert.Contains(await olga.ReadAsync("/c/c1"), "being made");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        string strangers = await anyone.ReadAsync("/c/c1");
        Assert.IsFalse(
            strangers.Contains("2.65", StringComparison.Ordinal) || strangers.Contains("Last session", StringComparison.Ordinal));
        bridge.Clock.Now += TimeSpan.FromHours(2);
        StringAssert.Contains(await olga.ReadAsync("/c/c1"), "/bills/2026-000001");
    }

    [TestMethod]
    public async Task A_page_that_listens_hears_a_change_and_then_shows_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await LiveStage.StatusAsync(charger, "Available");
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        using StreamReader events = new(await http.GetStreamAsync("/live/c1"));
        await LiveStage.ChangedAsync(events);
        StringAssert.Contains(await http.GetStringAsync("/c/c1"), ">Free</span>");

        Task heard = LiveStage.ChangedAsync(events);
        await LiveStage.StatusAsync(charger, "Charging");
        await heard;

        StringAssert.Contains(await http.GetStringAsync("/c/c1"), ">Charging</span>");
        Assert.AreEqual(
            HttpStatusCode.NotFound,
            (await http.GetAsync("/live/unknown", HttpCompletionOption.ResponseHeadersRead)).StatusCode);
    }

    [TestMethod]
    public async Task While_a_page_is_open_its_charger_is_asked_for_a_value_each_second()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.SubscribeAsync(Topics.Of("c1", Topic.Command));
        using HttpClient http = bridge.Http();

        using StreamReader board = new(await http.GetStreamAsync("/live"));
        await LiveStage.ChangedAsync(board);
        Assert.IsFalse(charger.Tariffs.Any(IsWatch));
        using StreamReader page = new(await http.GetStreamAsync("/live/c1"));
        await LiveStage.ChangedAsync(page);

        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Any(IsWatch));
    }

    [TestMethod]
    public async Task More_pages_than_an_address_may_have_are_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        List<HttpResponseMessage> open = [];
        for (int i = 0; i < LiveViewers.CountPerAddressMax; i++)
        {
            open.Add(await http.GetAsync("/live/c1", HttpCompletionOption.ResponseHeadersRead));
        }

        Assert.IsTrue(open.All(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.AreEqual(
            HttpStatusCode.TooManyRequests,
            (await http.GetAsync("/live/c1", HttpCompletionOption.ResponseHeadersRead)).StatusCode);
        open[0].Dispose();
        await Eventually.BecomesTrueAsync(() =>
            http.GetAsync("/live/c1", HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult().StatusCode == HttpStatusCode.OK);
        open.ForEach(answer => answer.Dispose());
    }

    [TestMethod]
    public async Task A_chargers_page_draws_the_session_and_says_all_that_its_status_told()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await LiveStage.ChargeAsync(bridge, charger, 2);
        bridge.Clock.Now += TimeSpan.FromSeconds(10);
        await LiveStage.ChargeAsync(bridge, charger, 2);
        await charger.PublishAsync(
            Topic.Status,
            """
            {"version":1,"online":true,"status":"Charging","errorCode":"NoError","faultMask":2,"firmware":"0.9.1",
             "bootCount":12,"uptimeMs":3900000,"clockQuality":"S","contactorCycles":4711}
            """u8.ToArray());
        LiveStage.Raise(new Database(bridge.DatabasePath), "c1");
        using HttpClient operators = bridge.Http();
        using HttpClient technicians = bridge.Http(Role.Technician);

        string page = WebUtility.HtmlDecode(await operators.GetStringAsync("/chargers/c1"));
        string forTechnicians = WebUtility.HtmlDecode(await technicians.GetStringAsync("/chargers/c1"));

        foreach (
            string words in new[]
            {
                "aria-label=\"Power from",
                "aria-label=\"Cost including VAT from",
                "The same in figures",
                "/bills/2026-000001",
                "2.65 EUR",
                "0.9.1",
                "1\u00a0h\u00a005\u00a0min",
                "synchronised",
                "Contactor cycles",
                "4\u202f711",
                "230.0 V",
                "/alerts/1",
                "HighTemperature",
            })
        {
            StringAssert.Contains(page, words);
        }

        StringAssert.Contains(forTechnicians, "aria-label=\"Power from");
        Assert.IsFalse(
            forTechnicians.Contains("Cost", StringComparison.Ordinal) || forTechnicians.Contains("2.65", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_charger_that_is_gone_is_offline_since_then_and_its_session_the_last_known()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        ScriptedCharger charger = await bridge.ConnectAsync();
        await LiveStage.ChargeAsync(bridge, charger, 1);
        charger.Vanish();
        using Browser anyone = new(bridge.Host.PagesAddress);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT is_online FROM charger_status") == 0);
        bridge.Clock.Now += TimeSpan.FromMinutes(5);

        string page = await anyone.ReadAsync("/c/c1");

        StringAssert.Contains(page, ">Offline</span> since 12:00 (5\u00a0min ago)");
        StringAssert.Contains(page, "Last known, 5\u00a0min ago.");
        StringAssert.Contains(page, "Session as last heard of");
    }

    [TestMethod]
    public async Task What_was_told_before_the_bridge_was_restarted_is_not_said_as_of_now()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        ScriptedCharger charger = await bridge.ConnectAsync();
        await LiveStage.StatusAsync(charger, "Charging");
        await bridge.Host.DisposeAsync();
        charger.Vanish();
        // As after a power cut of the bridge: its broker had no time to say that the charger is gone.
        bridge.Run(
            $"UPDATE charger_status SET is_online = 1, connector_status = 'Charging', at_utc_ms = "
                + $"{bridge.Clock.Now.ToUnixTimeMilliseconds()}");
        bridge.Clock.Now += TimeSpan.FromMinutes(5);
        await bridge.RestartAsync();
        using Browser anyone = new(bridge.Host.PagesAddress);

        using HttpClient http = bridge.Http();
        StringAssert.Contains(await http.GetStringAsync("/board"), "Last known: Charging");
        StringAssert.Contains(await anyone.ReadAsync("/c/c1"), "as of 12:00 (5\u00a0min ago), not heard of since");
        bridge.Clock.Now += TimeSpan.FromMinutes(1);
        await using ScriptedCharger back = await bridge.ConnectAsync();
        await LiveStage.StatusAsync(back, "Charging");
        Assert.IsFalse((await anyone.ReadAsync("/c/c1")).Contains("not heard of since", StringComparison.Ordinal));
    }

    private static bool IsWatch(byte[] payload)
    {
        return Encoding.UTF8.GetString(payload).Contains("\"watch\"", StringComparison.Ordinal);
    }
}
