using CloudBridge.Alerts;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Alerts;

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
}
