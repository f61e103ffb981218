using CloudBridge.Tests.Stage;
using Firmware.Core.Ports;
using Hardware.Virtual.Vehicles;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>A residual-current device trips: what the operator sees on the board and takes in hand, and what a technician finds on the
/// charger's service page.</summary>
[TestClass]
public sealed class FaultStoryTests
{
    private const string Row = "#c-" + StoryStage.ChargerId;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task An_operator_takes_a_fault_in_hand_and_a_technician_finds_the_charger()
    {
        await using StoryStage stage = await StoryStage.SetAsync();
        await using Audience @operator = await Audience.SeatAsync(stage, Visitor.Operator, "/board", TestContext);
        await using Audience technician = await Audience.SeatAsync(
            stage,
            Visitor.Technician,
            "/service/" + StoryStage.ChargerId,
            TestContext);
        await @operator.SeesAsync("plug in, on the board", () => stage.PlugInAsync(new ConstantPowerVehicle(6900, 20000)), Row, "Charging");
        await technician.SeesAsync(".lamp.green.lit", "Green");
        // 5 minutes at 6.9 kW are 0.575 kWh.
        stage.Skip(TimeSpan.FromMinutes(5));
        await @operator.SeesAtLeastAsync(0.575m, Row + " [data-label='This session']");
        await @operator.SeesAsync(Row, "6.90\u00a0kW");

        await @operator.SeesAsync("fault, on the board", () => stage.FaultAsync(ConnectorInputs.ResidualCurrentTrip), Row, "Out of order");
        await @operator.LooksWellAsync("board-fault");
        await technician.SeesAsync(".fault", "GroundFailure");
        await technician.SeesAsync(".fault", "The residual-current device has tripped");
        await technician.SeesAsync(".lamp.red.lit", "Red");
        await technician.LooksWellAsync("service-fault");

        await @operator.EachAsync(page => page.GotoAsync("/alerts"));
        await @operator.EachAsync(page => page.Locator("main table a[href^='/alerts/']").First.ClickAsync());
        await @operator.SeesAsync(".pairs", "nobody");
        await @operator.RememberAsync();
        await @operator.SeesAsync("acknowledged", () => @operator.OnPhoneAsync(AcknowledgeAsync), ".pairs", Visitor.Operator);
        await @operator.LooksWellAsync("alert", isSamePage: false);

        await technician.OnPhoneAsync(page => page.GetByRole(AriaRole.Button, new() { Name = "Identify" }).ClickAsync());
        await Eventually(async () => await stage.Charger.AskAsync(charger => charger.Board.StatusLights.ChangedWithin(1000)) is var moving
            && moving.HasFlag(StatusOutputs.Green) && moving.HasFlag(StatusOutputs.Amber) && moving.HasFlag(StatusOutputs.Red));
        await technician.SeesAsync(".said", "Identify");
        await technician.LooksWellAsync("service-identify", isSamePage: false);

        // It stays until the plug is out and the device is reset for five seconds.
        await stage.MendAsync(ConnectorInputs.ResidualCurrentTrip);
        await stage.Charger.DoAsync(charger => charger.Unplug());
        await technician.SeesAsync("mended", () => Task.CompletedTask, "#live .heading .word", "Free");
        await technician.SeesNothingAsync(".fault");
    }

    private static async Task AcknowledgeAsync(IPage page)
    {
        await page.GetByLabel("Note for the others").FillAsync("Ben drives there.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
