using System.Net;
using System.Text;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Previews;

[TestClass]
public class WhatIfTests
{
    // 0.20 until 12:30 UTC, 0.50 after; 20 % VAT.
    private const string Draft = """
        {"country_code":"DE","party_id":"ALL","id":"split","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[{"price_components":[{"type":"ENERGY","price":0.20,"vat":20.0,"step_size":1}],"restrictions":{"end_time":"12:30"}},
                     {"price_components":[{"type":"ENERGY","price":0.50,"vat":20.0,"step_size":1}]}]}
        """;

    [TestMethod]
    public async Task A_month_is_priced_again_and_cut_where_the_draft_changes_and_its_csv_adds_up()
    {
        await using RunningBridge bridge = await BilledAsync();
        using HttpClient http = bridge.Http();
        long number = (await PostAsync(http, "/api/v1/tariff-drafts?zone=UTC", Draft)).GetProperty("number").GetInt64();

        JsonElement answer = JsonDocument
            .Parse(await http.GetStringAsync($"/api/v1/tariff-drafts/{number}/what-if?month=2026-03"))
            .RootElement;

        // Session 1, 12:00 to 13:00, 7.36 kWh: 3.68 x 0.20 + 3.68 x 0.50 = 2.576 -> 2.58, 20 % of it 0.516 -> 0.52: 3.10; billed 2.21 and
        // 2.65.
        // Session 2, 14:00 to 15:00, 10 kWh: 5.00 and 6.00; billed 3.00 and 3.60.
        Assert.AreEqual((521L, 625L), (answer.GetProperty("billedExclMinor").GetInt64(), answer.GetProperty("billedInclMinor").GetInt64()));
        Assert.AreEqual((758L, 910L), (answer.GetProperty("draftExclMinor").GetInt64(), answer.GetProperty("draftInclMinor").GetInt64()));
        CollectionAssert.AreEqual(
            new[] { "c1-2", "c1-1" },
            answer.GetProperty("bills").EnumerateArray().Select(row => row.GetProperty("sessionId").GetString()).ToArray());
        string[] csv = (await http.GetStringAsync($"/api/v1/tariff-drafts/{number}/what-if.csv?month=2026-03")).Split(
            "\r\n",
            StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(3, csv.Length);
        Assert.AreEqual("2026-000002,c1-2,c1,2026-03-02T14:00:00+00:00,10.000000,EUR,3.00,5.00,2.00,3.60,6.00,2.40", csv[1]);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM tariff WHERE tariff_id = 'split'"), "nothing was published");
    }

    [TestMethod]
    public async Task Under_the_tariff_that_was_billed_nothing_changes_and_other_months_and_chargers_are_left_out()
    {
        await using RunningBridge bridge = await BilledAsync();
        using HttpClient http = bridge.Http();
        string renamed = RunningBridge.SimpleTariff.Replace("\"simple\"", "\"same-prices\"", StringComparison.Ordinal);
        long number = (await PostAsync(http, "/api/v1/tariff-drafts?zone=UTC", renamed)).GetProperty("number").GetInt64();
        await bridge.Host.AddChargerAsync("c9", RunningBridge.DeviceKey);

        JsonElement all = JsonDocument
            .Parse(await http.GetStringAsync($"/api/v1/tariff-drafts/{number}/what-if?month=2026-03"))
            .RootElement;
        Assert.AreEqual(
            (625L, 625L, 0),
            (
                all.GetProperty("billedInclMinor").GetInt64(),
                all.GetProperty("draftInclMinor").GetInt64(),
                all.GetProperty("dearerCount").GetInt32()));
        foreach (string query in new[] { "month=2026-02", "month=2026-03&charger=c9", "month=2026-03&connector=CHADEMO" })
        {
            JsonElement none = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/tariff-drafts/{number}/what-if?{query}")).RootElement;
            Assert.AreEqual(0, none.GetProperty("bills").GetArrayLength(), query);
        }

        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await http.GetAsync($"/api/v1/tariff-drafts/{number}/what-if?month=March")).StatusCode);
    }

    [TestMethod]
    public async Task The_same_tariff_by_another_clock_is_another_price()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(Draft);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 0, 10000000, tariff)));
        using HttpClient http = bridge.Http();
        long number = (await PostAsync(http, "/api/v1/tariff-drafts?zone=America/New_York", Draft)).GetProperty("number").GetInt64();

        JsonElement answer = JsonDocument
            .Parse(await http.GetStringAsync($"/api/v1/tariff-drafts/{number}/what-if?month=2026-03"))
            .RootElement;

        // 14:00 to 15:00 UTC, after 12:30: 10 x 0.50 = 5.00. In New York (UTC-5 until 8 March) it is 9:00, before 12:30: 10 x 0.20 = 2.00.
        Assert.AreEqual((500L, 200L), (answer.GetProperty("billedExclMinor").GetInt64(), answer.GetProperty("draftExclMinor").GetInt64()));
    }

    [TestMethod]
    public async Task The_command_says_the_same_in_words()
    {
        await using RunningBridge bridge = await BilledAsync();
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Draft);

        CommandRun run = CommandRun.Of(
            TariffCommand.Create(),
            "what-if",
            file,
            "--month",
            "2026-03",
            "--zone",
            "UTC",
            "--database",
            bridge.DatabasePath);
        File.Delete(file);

        Assert.AreEqual("2 bills of 2026-03, 17.360\u00a0kWh", run.Lines[0]);
        Assert.AreEqual("billed 6.25, under the draft 9.10, change +2.85 EUR with VAT", run.Lines[2]);
        Assert.AreEqual("2 bills higher, 0 lower, 0 the same", run.Lines[3]);
    }

    [TestMethod]
    public async Task A_draft_is_pasted_mended_looked_at_and_published_with_pages_alone()
    {
        await using RunningBridge bridge = await BilledAsync();
        bridge.AddPerson("ann", Role.Operator, "correct horse battery");
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann", "correct horse battery");

        string address = (
            await SendAsync(
                browser,
                "/tariffs/new",
                "/tariffs/forms/save",
                new()
                {
                    ["text"] = Draft.Replace("0.50", "-0.50", StringComparison.Ordinal),
                    ["zone"] = "UTC",
                    ["number"] = "0",
                })
        ).Headers.Location!.ToString();
        StringAssert.Contains(await browser.ReadAsync(address), "$.elements[1].price_components[0].price");
        await SendAsync(browser, address, "/tariffs/forms/save", new() { ["text"] = Draft, ["zone"] = "UTC", ["number"] = "1" });
        string page = await browser.ReadAsync(address + "?month=2026-03&kwh=10&kw=10&start=2026-06-02T12:00");
        // 5 kWh at 0.20 and 5 kWh at 0.50, with 20 %: 4.20.
        foreach (string fact in new[] { "no defects", "4.20 EUR", "change +2.85 EUR with VAT", "<svg", "00:00–12:30" })
        {
            StringAssert.Contains(page, fact);
        }

        string changed = System.Text.RegularExpressions.Regex.Match(page, "name=\"changed\" value=\"(\\d+)\"").Groups[1].Value;
        HttpResponseMessage published = await SendAsync(
            browser,
            address,
            "/tariffs/forms/publish",
            new()
            {
                ["number"] = "1",
                ["changed"] = changed,
                ["charger"] = "c1",
                ["from"] = "2026-07-01T00:00",
            });
        Assert.AreEqual("/tariffs/split?version=1", published.Headers.Location!.ToString());
        StringAssert.Contains(await browser.ReadAsync("/tariffs/split?version=1"), "by ann");
        StringAssert.Contains(await browser.ReadAsync("/tariffs"), "charger c1");
        Assert.AreEqual("simple", bridge.Host.Tariffs.CurrentOf("c1")!.Device.Id, "it is planned for July");
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM tariff_draft"));
    }

    private static async Task<RunningBridge> BilledAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 10000000, tariff)));
        return bridge;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string text)
    {
        using StringContent content = new(text, Encoding.UTF8, "application/json");
        HttpResponseMessage answer = await http.PostAsync(path, content);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    // The page has several forms: the token is the same in all.
    private static async Task<HttpResponseMessage> SendAsync(Browser browser, string page, string path, Dictionary<string, string> fields)
    {
        string text = await browser.ReadAsync(page);
        fields["__RequestVerificationToken"] = System
            .Text.RegularExpressions.Regex.Match(text, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")
            .Groups[1]
            .Value;
        HttpResponseMessage answer = await browser.PostAsync(path, fields);
        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }
}
