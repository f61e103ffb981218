using System.Net;
using System.Text;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Web.Pages;

[TestClass]
public class PagesTests
{
    [TestMethod]
    public async Task The_start_page_lists_the_bill_and_the_bill_page_says_everything()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(zone: "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();

        string list = WebUtility.HtmlDecode(await http.GetStringAsync("/"));
        StringAssert.Contains(list, "/bills/2026-000001");
        // 12:00 UTC in March is 13:00 in Berlin.
        StringAssert.Contains(list, "2026-03-02 13:00:00 UTC+01:00");

        string bill = WebUtility.HtmlDecode(await http.GetStringAsync("/bills/2026-000001"));
        foreach (
            string fact in new[]
            {
                "2.65 EUR",
                "2.21",
                "0.44",
                "7.360\u00a0kWh",
                "0.30 / kWh",
                "20\u00a0%",
                "c1-1",
                "Test Energy",
                "synchronised",
                tariff.Hash,
                "plug pulled",
            })
        {
            StringAssert.Contains(bill, fact);
        }
    }

    [TestMethod]
    public async Task Held_and_quarantined_are_counted_on_every_page_and_listed_with_their_reasons()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));
        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        using HttpClient http = bridge.Http();

        StringAssert.Contains(await http.GetStringAsync("/held"), "The charger had no tariff");
        string quarantine = await http.GetStringAsync("/quarantine");
        StringAssert.Contains(quarantine, "The message cannot be read.");
        StringAssert.Contains(quarantine, "&lt;script&gt;");
        Assert.IsFalse(quarantine.Contains("<script>alert", StringComparison.Ordinal));
        StringAssert.Contains(await http.GetStringAsync("/alerts/log"), "c1-1 is not billed");
        StringAssert.Contains(await http.GetStringAsync("/chargers"), "Not seen yet");
    }

    [TestMethod]
    [DataRow("/bills/2026-999999", "There is no bill 2026-999999")]
    [DataRow("/nothing", "There is no such page")]
    public async Task What_is_not_there_is_said_in_plain_words(string path, string words)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage answer = await http.GetAsync(path);

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), words);
    }
}
