using CloudBridge.Tests.Stage;
using Firmware.Core.Ports;
using Hardware.Virtual.Vehicles;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// From plug to bill as its owner sees it: a real charger on the virtual board, a real bridge, a real browser, in real time; only the long
/// stretches in between are skipped. What takes how long is printed; that it comes is what is tested.
/// </summary>
[TestClass]
public sealed class OwnerStoryTests
{
    private const string Part = "#live";
    private const string Status = ".where .word";
    private const string Figures = ".headline.running";
    private const string Cost = ".headline.running .big";
    private const string Energy = ".headline.running > div:nth-child(2) .figure";
    private const string Prices = ".pairs";
    private const string Trouble = ".trouble";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task An_owner_watches_a_session_from_plug_to_bill_on_phone_and_desk()
    {
        await using StoryStage stage = await StoryStage.SetAsync();
        await using Audience owner = await Audience.SeatAsync(stage, Visitor.Owner, "/c/" + StoryStage.ChargerId, TestContext);
        await owner.SeesAsync(Status, "Free");

        await owner.SeesAsync("plug in", () => stage.PlugInAsync(new ConstantPowerVehicle(6900, 20000)), Status, "Charging");
        await owner.SeesAsync(Figures, "6.90\u00a0kW");
        decimal early = await owner.AmountAsync(Cost);

        // 12 minutes at 6.9 kW are 1.38 kWh: 0.35 EUR each, 0.50 for the session, plus 19 % VAT make 1.17 EUR. The vehicle charges on while
        // a slow machine draws the page.
        stage.Skip(TimeSpan.FromMinutes(12));
        await owner.SeesAtLeastAsync(1.38m, Energy);
        await owner.SeesAtLeastAsync(1.17m, Cost);
        Assert.IsLessThan(1.17m, early);
        // Five minutes more at that power would be 0.24 EUR.
        Assert.IsLessThan(1.41m, await owner.AmountAsync(Cost));
        await owner.LooksWellAsync("owner-charging");

        // 0.35 and then 0.49 EUR per kWh, plus 19 % VAT.
        await owner.SeesAsync(Prices, "0.4165");
        stage.Clock.SkipTo(StoryStage.Start.AddMinutes(20).AddSeconds(-3));
        await owner.SeesAsync("price step, 3 s ahead", () => Task.CompletedTask, Prices + " div:first-child dd", "0.5831");

        await owner.SeesAsync("fault", () => stage.FaultAsync(ConnectorInputs.OverTemperature), Status, "Out of order");
        await owner.SeesAsync(Trouble, "The charger is too hot and waits until it has cooled down.");
        await owner.LooksWellAsync("owner-fault");

        // It must be cool for a minute, and the incident is told as over when it has stayed away for another, counted from when the bridge
        // knew.
        await stage.MendAsync(ConnectorInputs.OverTemperature);
        stage.Skip(TimeSpan.FromMinutes(2));
        await owner.SeesAsync(Status, "Charging");
        await owner.SeesNothingAsync(Trouble, () => stage.Skip(TimeSpan.FromSeconds(20)));

        await stage.StopBridgeAsync();
        await owner.SeesAsync(".live-line[data-state='off']", "Connection lost");
        decimal before = await owner.AmountAsync(Cost);
        await owner.SeesAsync("bridge started again", stage.StartBridgeAsync, ".live-line[data-state='on']", "Live");
        owner.Forgive();
        stage.Skip(TimeSpan.FromMinutes(10));
        // 10 minutes at 6.9 kW are 1.15 kWh, 0.67 EUR at 0.5831 EUR each.
        await owner.SeesAtLeastAsync(before + 0.67m, Cost);

        await owner.SeesAsync("unplugged", () => stage.Charger.DoAsync(charger => charger.Unplug()), Part, "The bill is made.");
        Assert.IsGreaterThanOrEqualTo(before + 0.67m, await owner.AmountAsync(Part + " .big"));
        await owner.LooksWellAsync("owner-bill");

        await owner.EachAsync(page => page.Locator(Part + " a.button").ClickAsync());
        await owner.SeesAsync("main", "Total");
        await owner.LooksWellAsync("owner-bill-opened", isSamePage: false);
    }
}
