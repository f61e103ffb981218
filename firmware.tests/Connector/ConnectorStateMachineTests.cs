using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Ports;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Connector;

[TestClass]
public class ConnectorStateMachineTests
{
    private const ConnectorInputs PluggedAndOpen = ConnectorInputs.MainsPresent | ConnectorInputs.PlugPresent;

    private static ConnectorStateMachine _machine = null!;
    private static long _nowMs;

    [TestMethod]
    public void A_plug_counts_after_250_ms()
    {
        Begin();
        Expect(ConnectorStatus.Available, PluggedAndOpen, 0, 300);
        Expect(ConnectorStatus.Preparing, PluggedAndOpen, 0, 100);
    }

    [TestMethod]
    public void A_vehicle_charges_after_a_second_of_current()
    {
        Begin();
        Expect(ConnectorStatus.Preparing, TestCharger.PluggedAndClosed, 0, 500);
        Expect(ConnectorStatus.Preparing, TestCharger.PluggedAndClosed, 500, 1000);
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 500, 100);
    }

    [TestMethod]
    public void A_vehicle_is_suspended_after_ten_seconds_without_current()
    {
        BeginCharging();
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 499, 10000);
        Expect(ConnectorStatus.SuspendedEV, TestCharger.PluggedAndClosed, 499, 100);
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 6000, 1100);
    }

    [TestMethod]
    public void An_open_contactor_suspends_by_the_charger()
    {
        BeginCharging();
        Expect(ConnectorStatus.SuspendedEVSE, PluggedAndOpen, 0, 100);
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 6000, 1200);
    }

    [TestMethod]
    public void A_vehicle_that_stopped_first_stays_suspended_by_itself()
    {
        BeginCharging();
        Expect(ConnectorStatus.SuspendedEV, TestCharger.PluggedAndClosed, 0, 10200);
        Expect(ConnectorStatus.SuspendedEV, PluggedAndOpen, 0, 5000);
    }

    [TestMethod]
    public void A_fault_stands_above_all_and_leaves_the_session_where_it_was()
    {
        BeginCharging();
        _nowMs += 100;
        Assert.AreEqual("Faulted", ConnectorStatusName.Of(_machine.Step(TestCharger.PluggedAndClosed, 6000, true, false, _nowMs)));
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 6000, 1100);
    }

    [TestMethod]
    public void Out_of_service_shows_only_without_a_plug()
    {
        Begin();
        _nowMs += 100;
        Assert.AreEqual("Unavailable", ConnectorStatusName.Of(_machine.Step(ConnectorInputs.MainsPresent, 0, false, true, _nowMs)));
    }

    private static void Begin()
    {
        _machine = new ConnectorStateMachine(new AgentConfig());
        _nowMs = 0;
        Expect(ConnectorStatus.Available, ConnectorInputs.MainsPresent, 0, 100);
    }

    private static void BeginCharging()
    {
        Begin();
        Expect(ConnectorStatus.Charging, TestCharger.PluggedAndClosed, 6000, 2000);
    }

    private static void Expect(ConnectorStatus expected, ConnectorInputs inputs, int currentMilliamps, int durationMs)
    {
        for (int passedMs = 0; passedMs < durationMs; passedMs += 100)
        {
            _nowMs += 100;
            _machine.Step(inputs, currentMilliamps, false, false, _nowMs);
        }

        Assert.AreEqual(ConnectorStatusName.Of(expected), ConnectorStatusName.Of(_machine.Status));
    }
}
