using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class RecordTests
{
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
        stage.Run(
            "INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen) "
                + "VALUES ('c1', 'session', 'aa', 'WrongMac', '', '', 0, 0, 1)");
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
        Assert.IsTrue(
            stage.Database.Write(connection =>
                IncidentLog.TryAcknowledge(connection, incident.IncidentId, "ann", "meter exchanged", nowUtcMs)));
        Assert.IsFalse(
            stage.Database.Write(connection => IncidentLog.TryAcknowledge(connection, incident.IncidentId, "ben", "", nowUtcMs)),
            "ann has it");
        await stage.PassAsync();
        CollectionAssert.AreEqual(
            new[]
            {
                "Raised RecordsMissing charger/c1 energy",
                "Acknowledged RecordsMissing charger/c1 energy",
                "Cleared RecordsMissing charger/c1 energy",
            },
            stage.Told().ToArray());
        Assert.AreEqual("meter exchanged", stage.Only(IncidentKind.RecordsMissing).AcknowledgeNote);
    }
}
