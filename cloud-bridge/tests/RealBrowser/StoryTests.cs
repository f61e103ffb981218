using Firmware.Core.Connector;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;
using Microsoft.Playwright;

namespace CloudBridge.Tests.RealBrowser;

/// <summary>
/// From plug to bill as its owner sees it: a real charger on the virtual board, a real bridge, a real browser, in real time; only the long
/// stretches in between are skipped. What takes how long is printed; that it comes is what is tested.
/// </summary>
[TestClass]
public sealed class StoryTests
{
    private const string Status = ".where .word";
    private const string Figures = ".headline.running";
    private const string Cost = ".headline.running .big";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task An_owner_watches_a_session_from_plug_to_bill_on_four_screens()
    {
        await using StoryStage stage = await StoryStage.SetAsync();
        await using Audience owner = await Audience.SeatAsync(stage, Visitor.Owner, "/c/" + StoryStage.ChargerId, TestContext);
        await owner.SeesAsync(Status, "Free");

        await owner.SeesAsync("plug in", () => stage.Charger.DoAsync(charger => charger.PlugIn(new ConstantPowerVehicle(6900, 20000))), Status, "Charging");
        await owner.SeesAsync(Figures, "6.90\u00a0kW");
        decimal early = await owner.AmountAsync(Cost);

        // 12 minutes at 6.9 kW are 1.38 kWh: 0.35 EUR each, 0.50 for the session, plus 19 % VAT make 1.17 EUR.
        await owner.SeesAsync("12 minutes later", () => Skip(stage, 12), Figures, "1.38");
        await owner.SeesAsync(Cost, "1.17");
        Assert.IsLessThan(1.17m, early);
        await owner.LooksWellAsync("owner-charging");

        // 0.35 and 0.49 EUR per kWh, plus 19 % VAT.
        await owner.SeesAsync(".pairs", "0.4165");
        await owner.SeesAsync("price step", () => SkipTo(stage, StoryStage.Start.AddMinutes(20).AddSeconds(-3)), ".pairs div:first-child dd", "0.5831");

        await owner.SeesAsync("fault", () => stage.Charger.DoAsync(Trip), Status, "Out of order");
        await owner.LooksWellAsync("owner-fault");

        await owner.SeesAsync("fault cleared", () => stage.Charger.DoAsync(Mend), Status, "Charging");

        await stage.StopBridgeAsync();
        owner.Forgive();
        await owner.SeesAsync("bridge restarted", stage.StartBridgeAsync, Figures, "6.90\u00a0kW");
        owner.Forgive();
        await owner.SeesAsync("10 minutes later", () => Skip(stage, 10), Figures, "6.90\u00a0kW");

        decimal late = await owner.AmountAsync(Cost);
        await owner.SeesAsync("unplugged", () => stage.Charger.DoAsync(charger => charger.Unplug()), ".past", "The bill is made.");
        Assert.IsGreaterThanOrEqualTo(late, await owner.AmountAsync(".past .big"));
        await owner.LooksWellAsync("owner-bill");

        await owner.EachAsync(page => page.Locator(".past a.button").ClickAsync());
        await owner.SeesAsync("h1", "Bill");
        await owner.LooksWellAsync("owner-bill-opened", isSamePage: false);
    }

    private static Task Skip(StoryStage stage, int minutes)
    {
        return SkipTo(stage, stage.Clock.GetUtcNow().AddMinutes(minutes));
    }

    private static Task SkipTo(StoryStage stage, DateTimeOffset instant)
    {
        stage.Clock.SkipTo(instant);
        return Task.CompletedTask;
    }

    // The residual-current device trips, and the charger's safety chain opens the contactor.
    private static void Trip(VirtualCharger charger)
    {
        charger.Board.ConnectorInputs.Set(ConnectorInputs.ResidualCurrentTrip, true);
        charger.Board.ConnectorInputs.OpenContactor();
        charger.OnEdge();
    }

    private static void Mend(VirtualCharger charger)
    {
        charger.Board.ConnectorInputs.Set(ConnectorInputs.ResidualCurrentTrip, false);
        charger.Board.ConnectorInputs.CloseContactor();
        charger.OnEdge();
    }
}
