using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Tests.Stage;
using Hardware.Bench.Chaos;
using Hardware.Bench.Chaos.Relay;
using Hardware.Virtual.Vehicles;
using Spectre.Console;

namespace CloudBridge.Tests.Src.Chaos;

/// <summary>The chaos run itself: that a small one goes through, and that its judge sees what it is there to see.</summary>
[TestClass]
public class ChaosTests
{
    [TestMethod]
    public async Task A_small_run_kills_a_bridge_and_loses_nothing()
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        int exitCode = await new ChaosRun(
            new ChaosSettings
            {
                ChargerCount = 3,
                SessionCount = 20,
                Seed = 1,
            },
            console,
            output,
            errors
        ).RunAsync(CancellationToken.None);
        Assert.AreEqual(0, exitCode, errors.ToString());
        Assert.Contains("chaos seed=1 sessions=20 ", output.ToString());
        Assert.Contains("lost=0 double=0 overbilled=0 wrong_cents=0 unverified=0 kills=2 ", output.ToString());
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_small_run_kills_broker_database_and_bridges_and_loses_nothing()
    {
        LongRun.OrSkip();
        ChaosSettings settings = new()
        {
            ChargerCount = 3,
            SessionCount = 20,
            Seed = 1,
            Broker = ChaosSettings.Mosquitto,
            Database = ChaosSettings.Postgres,
            BridgeCount = 2,
        };
        using StringWriter output = new();
        using StringWriter errors = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        int exitCode = await new ChaosRun(settings, console, output, errors).RunAsync(CancellationToken.None);
        if (exitCode == 2)
        {
            Assert.Inconclusive($"SKIPPED: {errors}");
        }

        Assert.AreEqual(0, exitCode, errors.ToString());
        Assert.Contains("lost=0 double=0 overbilled=0 wrong_cents=0 unverified=0 ", output.ToString());
    }

    [TestMethod]
    public void The_relay_acknowledges_packet_ids_beyond_a_byte()
    {
        // 300 = 1 * 256 + 44.
        CollectionAssert.AreEqual(new byte[] { 0x40, 2, 1, 44 }, MqttPacket.AcknowledgementOf(300));
    }

    [TestMethod]
    public void A_setting_that_cannot_be_used_is_named_with_what_to_give_instead()
    {
        Assert.AreEqual("--database mysql: give sqlite or postgres", new ChaosSettings { Database = "mysql" }.FindDefect());
        Assert.AreEqual("--bridges 9: give 1 to 8", new ChaosSettings { BridgeCount = 9 }.FindDefect());
        Assert.AreEqual(
            "--bridges 2: several bridges need --broker mosquitto --database postgres",
            new ChaosSettings { BridgeCount = 2 }.FindDefect());
    }

    [TestMethod]
    public void A_session_that_is_billed_as_it_was_is_clean()
    {
        Assert.IsTrue(Judge([OneKilowattHour()], [BillOf("C-1", 1000000)]).IsClean);
    }

    [TestMethod]
    public void A_session_without_bill_or_hold_is_lost()
    {
        Assert.AreEqual(1, Judge([OneKilowattHour()], []).LostCount);
    }

    [TestMethod]
    public void A_session_with_two_bills_is_double()
    {
        Assert.AreEqual(1, Judge([OneKilowattHour()], [BillOf("C-1", 1000000), BillOf("C-1", 1000000)]).DoubleCount);
    }

    [TestMethod]
    public void A_bill_for_which_no_vehicle_came_is_double()
    {
        Assert.AreEqual(1, Judge([OneKilowattHour()], [BillOf("C-1", 1000000), BillOf("C-2", 5000)]).DoubleCount);
    }

    [TestMethod]
    public void A_bill_of_more_than_the_meters_error_above_the_truth_is_overbilled()
    {
        // 30 mWh are the meter's.
        Assert.AreEqual(0, Judge([OneKilowattHour()], [BillOf("C-1", 1000030)]).OverbilledCount);
        Assert.AreEqual(1, Judge([OneKilowattHour()], [BillOf("C-1", 1000031)]).OverbilledCount);
    }

    [TestMethod]
    public void A_power_cut_may_cost_a_checkpoint_and_no_more()
    {
        Visit visit = OneKilowattHour();
        visit.PowerCutCount = 1;
        // 100 Wh, two ticks at 7.4 kW of 410 mWh, and the meter's 30 mWh.
        Assert.AreEqual(0, Judge([visit], [BillOf("C-1", 1000000 - 100440)]).LostCount);
        Assert.AreEqual(1, Judge([visit], [BillOf("C-1", 1000000 - 100441)]).LostCount);
    }

    [TestMethod]
    public void Sessions_that_cannot_have_been_are_held_each_and_billed_never()
    {
        HeldRow[] held =
        [
            new() { ChargerId = "chaos-absurd", SessionId = "chaos-absurd-1" },
            new() { ChargerId = "chaos-absurd", SessionId = "chaos-absurd-2" },
        ];

        ChaosOutcome all = ChaosOutcome.Of([], [], held, [], 2);
        Assert.AreEqual("2 0 0", $"{all.AbsurdHeldCount} {all.HeldCount} {all.Defects.Count}");
        Assert.AreEqual(1, ChaosOutcome.Of([], [], held, [], 3).LostCount);
        Assert.AreEqual(1, ChaosOutcome.Of([], [BillOf("chaos-absurd-3", 1000000000)], held, [], 2).DoubleCount);
    }

    /// <summary>1 kW for an hour.</summary>
    private static Visit OneKilowattHour()
    {
        ConstantPowerVehicle vehicle = new(1000, 1000);
        vehicle.Supply(3600000);
        Visit visit = new("C", 1, vehicle) { PluggedMs = 3600000 };
        visit.SessionNumbers.Add(1);
        return visit;
    }

    private static BillSummary BillOf(string sessionId, long energyMilliwattHours)
    {
        return new BillSummary { SessionId = sessionId, EnergyMilliwattHours = energyMilliwattHours, EndUtcMs = 3600000 };
    }

    private static ChaosOutcome Judge(IReadOnlyList<Visit> visits, IReadOnlyList<BillSummary> bills)
    {
        return ChaosOutcome.Of(visits, bills, [], []);
    }
}
