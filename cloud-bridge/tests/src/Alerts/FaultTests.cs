using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class FaultTests
{
    [TestMethod]
    public async Task A_fault_is_raised_at_once_and_its_end_is_told_when_it_has_stayed_away_for_a_minute()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "olga");
        stage.Online("c1", "Charging");
        stage.Live("c1");
        stage.Tell("c1", (int)FaultCode.GroundFailure, sessionNumber: 7);
        await stage.PassAsync();

        Incident incident = stage.Only(IncidentKind.ConnectorFault);
        Assert.AreEqual("GroundFailure", incident.Cause);
        Assert.AreEqual("GroundFailure", incident.Facts.VendorCode);
        Assert.AreEqual(IncidentSeverity.Critical, incident.Severity);
        Assert.AreEqual("olga", incident.AccountId);
        Assert.AreEqual("c1-7", incident.Facts.SessionId);
        Assert.AreEqual(2100000, incident.Facts.EnergyMilliwattHours, "what the charger counted at the fault, not the last live value");

        await stage.WaitAsync(30);
        stage.Tell("c1", (int)FaultCode.GroundFailure, false);
        await stage.WaitAsync(55);
        Assert.HasCount(1, stage.Told());
        await stage.WaitAsync(5);
        Assert.AreEqual("1 Cleared ConnectorFault; 1 Raised ConnectorFault", stage.Summary());
        Assert.AreEqual(30000, stage.Only(IncidentKind.ConnectorFault).DurationMs(0));
    }

    [TestMethod]
    public async Task A_fault_that_flaps_for_an_hour_is_one_raise_and_one_clear()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");

        // Ten seconds there and twenty away, 120 times.
        for (int i = 0; i < 120; i++)
        {
            stage.Tell("c1", (int)FaultCode.HighTemperature);
            await stage.WaitAsync(10);
            stage.Tell("c1", (int)FaultCode.HighTemperature, false);
            await stage.WaitAsync(20);
        }

        await stage.WaitAsync(300);
        Assert.AreEqual("1 Cleared ConnectorFault; 1 Raised ConnectorFault", stage.Summary());
        Assert.AreEqual(120, stage.Only(IncidentKind.ConnectorFault).Occurrences);
    }

    [TestMethod]
    public async Task A_fault_that_comes_again_after_its_end_was_told_is_the_same_incident_within_five_minutes_and_another_later()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        stage.Tell("c1", (int)FaultCode.EnclosureOpen);
        await stage.WaitAsync(10);
        stage.Tell("c1", (int)FaultCode.EnclosureOpen, false);
        await stage.WaitAsync(240);
        stage.Tell("c1", (int)FaultCode.EnclosureOpen);
        await stage.WaitAsync(10);
        Assert.AreEqual(2, stage.Only(IncidentKind.ConnectorFault).Occurrences);
        Assert.AreEqual("1 Cleared ConnectorFault; 2 Raised ConnectorFault", stage.Summary());

        stage.Tell("c1", (int)FaultCode.EnclosureOpen, false);
        await stage.WaitAsync(305);
        stage.Tell("c1", (int)FaultCode.EnclosureOpen);
        await stage.PassAsync();
        Assert.AreEqual(2, stage.Number("SELECT COUNT(*) FROM incident"));
    }

    [TestMethod]
    public async Task A_backlog_that_a_charger_tells_late_is_one_incident_with_the_times_of_then()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        long then = stage.Clock.Now.AddHours(-4).ToUnixTimeMilliseconds();
        stage.Tell("c1", (int)FaultCode.OverVoltage, atUtcMs: then);
        stage.Tell("c1", (int)FaultCode.OverVoltage, false, atUtcMs: then + 60000);
        stage.Tell("c1", (int)FaultCode.OverVoltage, atUtcMs: then + 180000);
        stage.Tell("c1", (int)FaultCode.OverVoltage, false, atUtcMs: then + 240000);
        await stage.WaitAsync(300);

        Assert.AreEqual("1 Cleared ConnectorFault; 1 Raised ConnectorFault", stage.Summary());
        Assert.AreEqual(240000, stage.Only(IncidentKind.ConnectorFault).DurationMs(0));
    }

    [TestMethod]
    public async Task A_fault_that_went_with_a_switch_off_is_over_when_the_charger_starts_without_it()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", more: "\"faultMask\":0");
        await stage.PassAsync();
        stage.Tell("c1", (int)FaultCode.EmergencyStop);
        stage.Tell("c1", (int)FaultCode.MainsLost);
        stage.Online("c1", "Faulted", more: "\"faultMask\":2052");
        await stage.WaitAsync(60);
        stage.Offline("c1");
        await stage.WaitAsync(30);

        // Bits 2 and 11 were set; after the start none is, and no alert will ever say so.
        stage.Online("c1", bootCount: 2, uptimeMs: 9000, more: "\"faultMask\":0");
        await stage.WaitAsync(60);
        Assert.AreEqual("1 Cleared ConnectorFault; 1 Cleared PowerOutage; 1 Raised ConnectorFault; 1 Raised PowerOutage", stage.Summary());
    }

    [TestMethod]
    public async Task A_lost_meter_with_the_charger_online_is_the_meter_only()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        stage.Tell("c1", (int)FaultCode.PowerMeterFailure);
        await stage.WaitAsync(300);

        CollectionAssert.AreEqual(new[] { "Raised MeterLost charger/c1" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_fault_that_is_told_late_by_a_charger_that_started_without_it_is_over()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");

        // It was switched off with the fault before it could tell it: its status comes first, then the record that waited.
        stage.Online("c1", bootCount: 2, more: "\"faultMask\":0");
        stage.Tell("c1", (int)FaultCode.GroundFailure, atUtcMs: stage.Clock.Now.AddMinutes(-20).ToUnixTimeMilliseconds());
        await stage.WaitAsync(70);

        CollectionAssert.AreEqual(
            new[] { "Raised ConnectorFault charger/c1 groundFailure", "Cleared ConnectorFault charger/c1 groundFailure" },
            stage.Told().Select(told => told.Replace("GroundFailure", "groundFailure", StringComparison.Ordinal)).ToArray());
    }
}
