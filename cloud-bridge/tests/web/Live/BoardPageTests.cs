using System.Net;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Web.Live;

[TestClass]
public class BoardPageTests
{
    [TestMethod]
    public async Task The_board_has_problems_first_totals_by_site_and_no_money_for_technicians()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger c2 = await bridge.ConnectAsync("garage-2");
        await using ScriptedCharger c10 = await bridge.ConnectAsync("garage-10");
        await using ScriptedCharger c3 = await bridge.ConnectAsync("garage-3");
        Database database = new(bridge.DatabasePath);
        new SiteRegistry(database, bridge.Clock).TryAdd(new Site { SiteId = "garage", Name = "Garage", TimeZone = "UTC" });
        bridge.Run("UPDATE charger SET site_id = 'garage'");
        await c2.PublishAsync(Topic.Session, c2.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await LiveStage.StatusAsync(c2, "Available");
        await LiveStage.ChargeAsync(bridge, c10, 1);
        await LiveStage.StatusAsync(c3, "Available");
        LiveStage.Raise(database, "garage-3");

        using HttpClient operators = bridge.Http();
        string board = WebUtility.HtmlDecode(await operators.GetStringAsync("/board"));
        using HttpClient technicians = bridge.Http(Role.Technician);
        string forTechnicians = WebUtility.HtmlDecode(await technicians.GetStringAsync("/board"));

        int[] places =
        [
            .. new[] { "garage-3", "garage-10", "garage-2" }.Select(id => board.IndexOf($"id=\"c-{id}\"", StringComparison.Ordinal)),
        ];
        Assert.IsTrue(places[0] > 0 && places[0] < places[1] && places[1] < places[2], string.Join(' ', places));
        StringAssert.Contains(board, "1 problem");
        StringAssert.Contains(board, "HighTemperature");
        // 7.36 kWh billed at 0.30 and 2 kWh running at 0.30, without VAT: 2.208 rounded to 2.21 on the bill, and 0.60.
        StringAssert.Contains(board, "3 chargers, 1 charging, 7.40\u00a0kW now; today 9.360\u00a0kWh, 2.81 EUR");
        StringAssert.Contains(board, "2.000\u00a0kWh, 0.72 EUR");
        StringAssert.Contains(forTechnicians, "9.360\u00a0kWh");
        Assert.IsFalse(forTechnicians.Contains("EUR", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_board_is_filtered_and_counts_today_only()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger first = await bridge.ConnectAsync("north-1");
        await using ScriptedCharger second = await bridge.ConnectAsync("south-1");
        await first.PublishAsync(Topic.Session, first.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await LiveStage.StatusAsync(second, "Faulted", "HighTemperature");
        using HttpClient http = bridge.Http();

        string filtered = WebUtility.HtmlDecode(await http.GetStringAsync("/board?q=NORTH"));
        Assert.IsTrue(
            filtered.Contains("c-north-1", StringComparison.Ordinal) && !filtered.Contains("c-south-1", StringComparison.Ordinal));
        string faulted = await http.GetStringAsync("/board?q=temperature&site=-");
        Assert.IsTrue(!faulted.Contains("c-north-1", StringComparison.Ordinal) && faulted.Contains("c-south-1", StringComparison.Ordinal));
        StringAssert.Contains(await http.GetStringAsync("/board?site=nowhere"), "No charger matches");
        StringAssert.Contains(filtered, "2.21 EUR");

        bridge.Clock.Now += TimeSpan.FromDays(1);
        Assert.IsFalse((await http.GetStringAsync("/board")).Contains("EUR", StringComparison.Ordinal));
    }
}
