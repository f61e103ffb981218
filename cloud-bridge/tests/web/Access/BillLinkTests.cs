using System.Net;
using System.Text.Json;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public class BillLinkTests
{
    private const string Number = "2026-000001";

    [TestMethod]
    public async Task A_bill_opens_by_its_link_for_everyone_and_is_kept_out_of_caches_and_search()
    {
        await using RunningBridge bridge = await BillAsync();
        using Browser stranger = new(bridge.Host.PagesAddress);

        HttpResponseMessage answer = await stranger.GetAsync(bridge.Host.BillLinks.PathOf(Number));

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        string page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        StringAssert.Contains(page, "2.65 EUR");
        Assert.IsFalse(page.Contains("href=\"/held\"", StringComparison.Ordinal), "it leads nowhere else");
        Assert.AreEqual("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.AreEqual("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        StringAssert.Contains(answer.Headers.CacheControl!.ToString(), "no-store");
        StringAssert.Contains(answer.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'");
        Assert.AreEqual(
            HttpStatusCode.Redirect,
            (await stranger.GetAsync("/bills/" + Number)).StatusCode,
            "the number alone opens nothing");
    }

    [TestMethod]
    public async Task A_link_that_differs_in_any_character_opens_nothing()
    {
        await using RunningBridge bridge = await BillAsync();
        using Browser stranger = new(bridge.Host.PagesAddress);
        string link = bridge.Host.BillLinks.PathOf(Number);
        // /b/ and number, a dot, 128 bits in base64url: 3 + 11 + 1 + 22.
        Assert.AreEqual(37, link.Length);

        for (int i = "/b/".Length; i < link.Length; i++)
        {
            string other = link[..i] + (link[i] == '2' ? '3' : '2') + link[(i + 1)..];
            Assert.AreEqual(HttpStatusCode.NotFound, (await stranger.GetAsync(other)).StatusCode, other);
        }

        HttpResponseMessage cut = await stranger.GetAsync(link[..^1]);
        StringAssert.Contains(await cut.Content.ReadAsStringAsync(), "This link opens no bill");
    }

    [TestMethod]
    public async Task The_link_is_the_same_after_a_restart_and_in_the_api_and_another_in_another_database()
    {
        await using RunningBridge bridge = await BillAsync();
        string link = bridge.Host.BillLinks.PathOf(Number);

        await bridge.RestartAsync();

        using HttpClient http = bridge.Http();
        JsonElement told = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/bills/{Number}/link")).RootElement;
        Assert.AreEqual(link, told.GetProperty("path").GetString());
        StringAssert.Contains(await http.GetStringAsync("/bills/" + Number), link);
        await using RunningBridge other = await RunningBridge.StartAsync();
        Assert.AreNotEqual(link, other.Host.BillLinks.PathOf(Number));
    }

    private static async Task<RunningBridge> BillAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Firmware.Core.Tariffs.Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        return bridge;
    }
}
