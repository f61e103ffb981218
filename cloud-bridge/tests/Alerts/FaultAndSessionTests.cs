using CloudBridge.Alerts;
using CloudBridge.Ingest;
using CloudBridge.Tests.Ingest;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Alerts;

[TestClass]
public class FaultAndSessionTests
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
    public async Task An_alert_that_meets_a_defect_does_not_keep_the_others_waiting()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Tell("c1", (int)FaultCode.OverVoltage);
        stage.Run("UPDATE alert SET message = 'no json', received_utc_ms = received_utc_ms - 1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);
        stage.Judge.Start();
        await Eventually.BecomesTrueAsync(() => stage.Told().Count > 0);

        CollectionAssert.AreEqual(new[] { "Raised ConnectorFault charger/c1 GroundFailure" }, stage.Told().ToArray());
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));
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
    public async Task A_charge_is_complete_once_for_whoever_claimed_the_session()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "otto");
        stage.AddOwner("c2", "olga");
        stage.Run("INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms) VALUES ('c1', 7, 'olga', 0)");
        stage.Online("c1", "SuspendedEV");
        stage.Live("c1");
        await stage.PassAsync();
        stage.Tell("c1", Alert.ChargeComplete, sessionNumber: 7);
        stage.Tell("c1", Alert.ChargeComplete, sessionNumber: 7);
        await stage.PassAsync();

        CollectionAssert.AreEqual(new[] { "Raised ChargeComplete session/c1-7" }, stage.Told().ToArray());
        Incident incident = stage.Only(IncidentKind.ChargeComplete);
        Assert.AreEqual("olga", incident.AccountId);
        Assert.AreEqual(2100000, incident.Facts.EnergyMilliwattHours);
        Assert.AreEqual(720000, incident.Facts.CostInclMicros);
        Assert.IsFalse(incident.IsOpen);
    }

    [TestMethod]
    public async Task A_vehicle_that_stops_out_of_full_current_is_told_as_stopped()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", "SuspendedEV");
        stage.Live("c1");
        stage.Tell("c1", Alert.ChargeComplete, sessionNumber: 7, snapshot: JudgeStage.Snapshot([.. Enumerable.Repeat(32000, 19), .. Enumerable.Repeat(0, 11)]));
        await stage.PassAsync();

        CollectionAssert.AreEqual(new[] { "Raised StoppedByVehicle session/c1-7" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_step_of_the_price_is_told_a_quarter_of_an_hour_ahead_once()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "olga");
        long stepUtcMs = stage.Clock.Now.AddMinutes(20).ToUnixTimeMilliseconds();
        stage.Online("c1", "Charging");
        stage.Live("c1", price: FormattableString.Invariant($",\"energyPriceMicros\":300000,\"nextEnergyPriceMicros\":450000,\"nextPriceUtcMs\":{stepUtcMs}"));
        await stage.WaitAsync(290);
        Assert.IsEmpty(stage.Told());
        await stage.WaitAsync(900);

        CollectionAssert.AreEqual(new[] { FormattableString.Invariant($"Raised PriceStepAhead session/c1-7 {stepUtcMs}") }, stage.Told().ToArray());
        Incident incident = stage.Only(IncidentKind.PriceStepAhead);
        Assert.AreEqual(300000, incident.Facts.PriceMicros);
        Assert.AreEqual(450000, incident.Facts.NextPriceMicros);
        Assert.AreEqual(900000, stepUtcMs - incident.RaisedUtcMs, "15 minutes");
    }

    [TestMethod]
    public async Task A_held_session_is_told_until_it_is_released()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Sum("c1", 3, "NoTariff");
        stage.Find("c1", BridgeAlertCode.SessionHeld, "3", severity: "Critical");
        await stage.PassAsync();
        CollectionAssert.AreEqual(new[] { "Raised SessionHeld session/c1-3" }, stage.Told().ToArray());

        stage.Run("UPDATE charging_session SET hold_reason = NULL");
        stage.Find("c1", BridgeAlertCode.SessionHeld, "3/cleared", false, "Notice");
        await stage.PassAsync();
        CollectionAssert.AreEqual(new[] { "Raised SessionHeld session/c1-3", "Cleared SessionHeld session/c1-3" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task Messages_in_quarantine_are_one_incident_until_quarantine_is_empty()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Run("INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen) VALUES ('c1', 'session', 'aa', 'WrongMac', '', '', 0, 0, 1)");
        stage.Find("c1", BridgeAlertCode.Quarantined, "session/aa");
        stage.Find("c1", BridgeAlertCode.Quarantined, "session/bb");
        await stage.PassAsync();
        Assert.AreEqual(2, stage.Only(IncidentKind.MessagesQuarantined).Occurrences);
        stage.Run("DELETE FROM quarantine");
        await stage.PassAsync();
        Assert.AreEqual("1 Cleared MessagesQuarantined; 1 Raised MessagesQuarantined", stage.Summary());
    }

    [TestMethod]
    public async Task A_record_that_is_overtaken_tells_nothing_and_one_that_is_missing_for_a_minute_does()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Find("c1", BridgeAlertCode.SequenceGap, "5");
        await stage.WaitAsync(30);
        stage.Find("c1", BridgeAlertCode.SequenceGap, "5/cleared", false);
        await stage.WaitAsync(120);
        Assert.IsEmpty(stage.Told());

        stage.Find("c1", BridgeAlertCode.SequenceGap, "9");
        await stage.WaitAsync(60);
        CollectionAssert.AreEqual(new[] { "Raised RecordsMissing charger/c1 gap" }, stage.Told().ToArray());
        stage.Find("c1", BridgeAlertCode.SequenceGap, "9/cleared", false);
        await stage.PassAsync();
        Assert.AreEqual("1 Cleared RecordsMissing; 1 Raised RecordsMissing", stage.Summary());
    }

    [TestMethod]
    public async Task Missing_energy_has_no_end_but_that_somebody_has_taken_note()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Find("c1", BridgeAlertCode.EnergyMissing, "4");
        await stage.WaitAsync(600);
        Incident incident = stage.Only(IncidentKind.RecordsMissing);
        Assert.IsTrue(incident.IsOpen);

        long nowUtcMs = stage.Clock.Now.ToUnixTimeMilliseconds();
        Assert.IsTrue(stage.Database.Write(connection => IncidentLog.TryAcknowledge(connection, incident.IncidentId, "ann", "meter exchanged", nowUtcMs)));
        Assert.IsFalse(stage.Database.Write(connection => IncidentLog.TryAcknowledge(connection, incident.IncidentId, "ben", "", nowUtcMs)), "ann has it");
        await stage.PassAsync();
        CollectionAssert.AreEqual(
            new[] { "Raised RecordsMissing charger/c1 energy", "Acknowledged RecordsMissing charger/c1 energy", "Cleared RecordsMissing charger/c1 energy" }, stage.Told().ToArray());
        Assert.AreEqual("meter exchanged", stage.Only(IncidentKind.RecordsMissing).AcknowledgeNote);
    }

    [TestMethod]
    public async Task What_is_older_than_a_day_raises_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        for (int i = 0; i < 300; i++)
        {
            stage.Tell("c1", (int)FaultCode.OverVoltage, i % 2 == 0);
        }

        stage.Clock.Now += TimeSpan.FromHours(25);
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));

        // A charger that was away tells late that a vehicle was full: nobody goes there any more.
        stage.Tell("c1", Alert.ChargeComplete, sessionNumber: 7, atUtcMs: stage.Clock.Now.AddHours(-7).ToUnixTimeMilliseconds());
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());
    }

    [TestMethod]
    public async Task Three_months_of_alerts_from_before_the_upgrade_raise_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);

        // As migration 13 left what was there before.
        stage.Run("UPDATE alert SET judged_utc_ms = received_utc_ms");
        await stage.WaitAsync(60);
        Assert.IsEmpty(stage.Told());
    }

    [TestMethod]
    public async Task A_pass_that_fails_in_its_middle_leaves_nothing_and_the_next_one_makes_all_of_it_once()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddCharger("c2");
        stage.Online("c1");
        stage.Tell("c1", (int)FaultCode.GroundFailure);
        stage.Tell("c2", (int)FaultCode.GroundFailure);

        // The second event of the pass meets a refusal of the database.
        stage.Run("CREATE UNIQUE INDEX only_one ON incident_event (action)");
        await Assert.ThrowsAsync<System.Data.Common.DbException>(stage.Judge.PassAsync);
        stage.Run("DROP INDEX only_one");
        Assert.AreEqual(0, stage.Number("SELECT COUNT(*) FROM incident"));
        Assert.AreEqual(2, stage.Number("SELECT COUNT(*) FROM alert WHERE judged_utc_ms IS NULL"));
        Assert.IsEmpty(stage.Told());

        stage.Kill();
        await stage.PassAsync();
        stage.Kill();
        await stage.WaitAsync(60);
        Assert.AreEqual("2 Raised ConnectorFault", stage.Summary());
    }

    [TestMethod]
    public async Task A_kill_between_any_two_passes_of_an_outage_doubles_nothing_and_loses_nothing()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", "Charging");
        stage.Live("c1");
        await stage.PassAsync();
        stage.Kill();
        stage.Offline("c1");
        for (int i = 0; i < 40; i++)
        {
            await stage.WaitAsync(5);
            stage.Kill();
        }

        stage.Online("c1", "Charging");
        stage.Live("c1");
        for (int i = 0; i < 40; i++)
        {
            await stage.WaitAsync(5);
            stage.Kill();
        }

        Assert.AreEqual("1 Cleared ChargerOffline; 1 Cleared SessionInterrupted; 1 Raised ChargerOffline; 1 Raised SessionInterrupted", stage.Summary());
    }

    [TestMethod]
    public async Task Two_judges_on_one_database_tell_everything_once()
    {
        await using JudgeStage stage = new();
        for (int i = 0; i < 40; i++)
        {
            stage.AddCharger($"c{i}");
            stage.Online($"c{i}");
        }

        await using IncidentJudge other = stage.NewJudge();
        await stage.PassAsync();
        for (int i = 0; i < 40; i++)
        {
            stage.Tell($"c{i}", (int)FaultCode.GroundFailure);
            stage.Offline($"c{i}");
        }

        // Both begin with the same work before them, again and again.
        for (int i = 0; i < 30; i++)
        {
            stage.Clock.Now += TimeSpan.FromSeconds(5);
            await Task.WhenAll(Task.Run(stage.Judge.PassAsync), Task.Run(other.PassAsync));
        }

        Assert.AreEqual("40 Raised ChargerOffline; 40 Raised ConnectorFault", stage.Summary());
    }
}
