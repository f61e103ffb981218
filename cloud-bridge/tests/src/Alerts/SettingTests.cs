using CloudBridge.Core.Operations.Incidents;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class SettingTests
{
    private const int RatedCurrent = 4;
    private const int CurrentGain = 12;

    [TestMethod]
    public async Task A_changed_setting_is_told_once_and_stands_until_somebody_has_looked_into_it()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1");
        stage.Tell("c1", Alert.SettingChanged, setting: RatedCurrent);
        await stage.WaitAsync(600);
        stage.Tell("c1", Alert.SettingChanged, setting: RatedCurrent);
        await stage.PassAsync();

        Incident incident = stage.Only(IncidentKind.SettingChanged);
        Assert.IsTrue(incident.IsOpen);
        Assert.AreEqual(2, incident.Occurrences);
        Assert.AreEqual("Charger c1: agent.ratedCurrentMilliamps was changed", IncidentWords.Title(incident));
        long nowUtcMs = stage.Clock.Now.ToUnixTimeMilliseconds();
        Assert.IsTrue(
            stage.Database.Write(connection =>
                IncidentLog.TryAcknowledge(connection, incident.IncidentId, "ann", "smaller fuse", nowUtcMs)));
        await stage.PassAsync();
        CollectionAssert.AreEqual(
            new[]
            {
                "Raised SettingChanged charger/c1 agent.ratedCurrentMilliamps",
                "Acknowledged SettingChanged charger/c1 agent.ratedCurrentMilliamps",
                "Cleared SettingChanged charger/c1 agent.ratedCurrentMilliamps",
            },
            stage.Told().ToArray());
    }

    [TestMethod]
    public async Task A_charger_that_tells_all_its_settings_anew_is_told_unless_it_is_the_first_time()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.AddCharger("c2");
        stage.Tell("c1", Alert.SettingChanged, setting: SettingName.All);
        stage.Tell("c2", Alert.SettingChanged, setting: SettingName.All);
        await stage.PassAsync();
        Assert.IsEmpty(stage.Told());

        stage.Tell("c1", Alert.SettingChanged, setting: SettingName.All);
        await stage.PassAsync();
        CollectionAssert.AreEqual(new[] { "Raised SettingChanged charger/c1 all" }, stage.Told().ToArray());
    }

    [TestMethod]
    public async Task Each_setting_has_an_incident_of_its_own_also_one_that_this_bridge_does_not_know()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Tell("c1", Alert.SettingChanged, setting: CurrentGain);
        stage.Tell("c1", Alert.SettingChanged, setting: 200);
        await stage.PassAsync();

        CollectionAssert.AreEquivalent(
            new[]
            {
                "Raised SettingChanged charger/c1 agent.calibration.currentGainPpm",
                "Raised SettingChanged charger/c1 setting 200",
            },
            stage.Told().ToArray());
    }
}
