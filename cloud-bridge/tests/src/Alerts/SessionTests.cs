using CloudBridge.Core.Operations.Incidents;
using Firmware.Core.Faults;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class SessionTests
{
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
        stage.Tell(
            "c1",
            Alert.ChargeComplete,
            sessionNumber: 7,
            snapshot: JudgeStage.Snapshot([.. Enumerable.Repeat(32000, 19), .. Enumerable.Repeat(0, 11)]));
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
        stage.Live(
            "c1",
            price: FormattableString.Invariant(
                $",\"energyPriceMicros\":300000,\"nextEnergyPriceMicros\":450000,\"nextPriceUtcMs\":{stepUtcMs}"));
        await stage.WaitAsync(290);
        Assert.IsEmpty(stage.Told());
        await stage.WaitAsync(900);

        CollectionAssert.AreEqual(
            new[] { FormattableString.Invariant($"Raised PriceStepAhead session/c1-7 {stepUtcMs}") },
            stage.Told().ToArray());
        Incident incident = stage.Only(IncidentKind.PriceStepAhead);
        Assert.AreEqual(300000, incident.Facts.PriceMicros);
        Assert.AreEqual(450000, incident.Facts.NextPriceMicros);
        Assert.AreEqual(900000, stepUtcMs - incident.RaisedUtcMs, "15 minutes");
    }

    [TestMethod]
    public async Task The_summary_of_a_session_does_not_end_the_next_one_that_is_heard_of_with_it()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c1", "olga");
        stage.Online("c1", "Charging");
        stage.Live("c1", 7);
        await stage.PassAsync();
        stage.Sum("c1", 7);
        stage.Live("c1", 8);
        await stage.WaitAsync(5);
        stage.Live("c1", 8);
        await stage.WaitAsync(5);
        stage.Offline("c1");
        await stage.WaitAsync(60);

        CollectionAssert.AreEqual(
            new[] { "Raised SessionInterrupted session/c1-8", "Raised ChargerOffline charger/c1" },
            stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_live_value_that_no_charger_sends_keeps_no_other_charger_waiting()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("bad");
        stage.AddCharger("c1");
        stage.Online("bad", "Charging");
        stage.Online("c1");
        await stage.PassAsync();
        string live = """
            {"version":1,"atUtcMs":1,"status":"Charging","powerMilliwatts":7360000,"voltageMillivolts":230000,"currentMilliamps":32000,
             "registerMilliwattHours":2000000,
             "session":{"sessionNumber":7,"startUtcMs":1,"durationMs":960000,"energyMilliwattHours":2000000,"costInclMicros":720000,
              "currency":"E\u0000R"}}
            """;
        stage.Board.Put(
            "bad",
            Firmware.Core.Ports.Topic.Live,
            System.Text.Encoding.UTF8.GetBytes(live),
            stage.Clock.Now.ToUnixTimeMilliseconds());
        stage.Offline("c1");
        await stage.WaitAsync(125);

        CollectionAssert.AreEqual(new[] { "Raised ChargerOffline charger/c1" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_fault_that_comes_again_in_somebody_elses_session_is_told_to_them_and_not_to_whoever_was_there_before()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddOwner("c2", "anna");
        stage.AddOwner("c3", "bert");
        stage.Run("INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms) VALUES ('c1', 7, 'anna', 0)");
        stage.Run("INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms) VALUES ('c1', 8, 'bert', 0)");
        stage.Online("c1", "Charging");
        await stage.PassAsync();
        stage.Tell("c1", (int)FaultCode.GroundFailure, true, 7);
        await stage.WaitAsync(5);
        stage.Tell("c1", (int)FaultCode.GroundFailure, false, 7);
        await stage.WaitAsync(120);
        stage.Tell("c1", (int)FaultCode.GroundFailure, true, 8);
        await stage.WaitAsync(5);

        string owners = string.Join(
            ' ',
            stage
                .Archive.List(new IncidentFilter(), 0, 10)
                .OrderBy(incident => incident.IncidentId)
                .Select(incident => incident.AccountId + ":" + incident.Facts.SessionId));
        Assert.AreEqual("anna:c1-7 bert:c1-8", owners);
    }
}
