using System.Net;
using System.Text;
using System.Text.Json;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Web.Api;

[TestClass]
public class ApiTests
{
    [TestMethod]
    public async Task A_bill_is_one_json_with_lines_that_add_up()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();

        JsonElement list = await JsonAsync(http, "/api/v1/bills");
        Assert.AreEqual(1, list.GetProperty("count").GetInt64());
        JsonElement bill = await JsonAsync(http, "/api/v1/bills/" + list.GetProperty("bills")[0].GetProperty("number").GetString());
        Assert.AreEqual(221, bill.GetProperty("totalExclMinor").GetInt64());
        Assert.AreEqual(44, bill.GetProperty("totalVatMinor").GetInt64());
        Assert.AreEqual(221, bill.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("exclMinor").GetInt64()));
        Assert.AreEqual("2026-03-02T12:00:00+00:00", bill.GetProperty("session").GetProperty("start").GetString());
    }

    [TestMethod]
    public async Task A_good_tariff_is_published_and_a_bad_one_is_refused_with_its_path_and_the_old_one_stays()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        using HttpClient http = bridge.Http();

        HttpResponseMessage good = await http.PutAsync("/api/v1/tariffs/simple?zone=Europe/Berlin", Json(RunningBridge.SimpleTariff));
        Assert.AreEqual(HttpStatusCode.OK, good.StatusCode, await good.Content.ReadAsStringAsync());

        HttpResponseMessage bad = await http.PutAsync(
            "/api/v1/tariffs/simple",
            Json(RunningBridge.SimpleTariff.Replace("0.30", "-0.30", StringComparison.Ordinal)));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        JsonElement problem = JsonDocument.Parse(await bad.Content.ReadAsStringAsync()).RootElement;
        Assert.AreEqual("$.elements[0].price_components[0].price", problem.GetProperty("defects")[0].GetProperty("jsonPath").GetString());
        Assert.AreEqual("Europe/Berlin", bridge.Host.Tariffs.CurrentOf("c1")!.TimeZone);
        Assert.AreEqual(1, (await JsonAsync(http, "/api/v1/tariffs")).GetArrayLength());
    }

    [TestMethod]
    [DataRow("/api/v1/tariffs/other", "the address says 'other'")]
    [DataRow("/api/v1/tariffs/simple?zone=Mars/Base", "\"Mars/Base\" is not a time zone")]
    public async Task A_tariff_that_does_not_fit_its_address_or_zone_is_refused(string path, string reason)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage answer = await http.PutAsync(path, Json(RunningBridge.SimpleTariff));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        StringAssert.Contains(
            JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(),
            reason);
    }

    [TestMethod]
    public async Task The_api_describes_itself_and_says_what_it_does_not_have()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        JsonElement paths = (await JsonAsync(http, "/openapi/v1.json")).GetProperty("paths");
        foreach (
            string path in new[]
            {
                "/healthz",
                "/api/v1/bills",
                "/api/v1/bills/{number}",
                "/api/v1/held",
                "/api/v1/quarantine",
                "/api/v1/chargers",
                "/api/v1/tariffs",
            })
        {
            Assert.IsTrue(paths.TryGetProperty(path, out _), path);
        }

        Assert.AreEqual("healthy", (await JsonAsync(http, "/healthz")).GetProperty("status").GetString());
        HttpResponseMessage missing = await http.GetAsync("/api/v1/bills/none");
        Assert.AreEqual(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.AreEqual("application/problem+json", missing.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient http, string path)
    {
        return JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
    }

    private static StringContent Json(string text)
    {
        return new StringContent(text, Encoding.UTF8, "application/json");
    }
}
