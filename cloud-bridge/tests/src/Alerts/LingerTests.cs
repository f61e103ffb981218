using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class LingerTests
{
    private const string Bad = "\"clockQuality\":\"U\",\"recordsWaiting\":0";
    private const string Full = "\"clockQuality\":\"S\",\"recordsWaiting\":51";

    [TestMethod]
    public async Task A_clock_that_is_not_synchronised_for_a_quarter_of_an_hour_is_told_after_the_charger_was_asked()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", more: Bad);
        await stage.WaitAsync(895);
        Assert.IsEmpty(stage.Asked);
        await stage.WaitAsync(5);
        CollectionAssert.AreEqual(new[] { "c1" }, stage.Asked);
        stage.Online("c1", more: Bad);
        await stage.WaitAsync(30);
        CollectionAssert.AreEqual(new[] { "Raised ClockNotSynchronised charger/c1" }, stage.Told().ToArray());

        await stage.WaitAsync(3600);
        stage.Online("c1");
        await stage.PassAsync();
        Assert.AreEqual("1 Cleared ClockNotSynchronised; 1 Raised ClockNotSynchronised", stage.Summary());
    }

    [TestMethod]
    public async Task A_charger_that_answers_that_its_clock_is_set_is_not_told()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", more: Bad);
        await stage.WaitAsync(900);
        stage.Online("c1");
        await stage.WaitAsync(3600);
        Assert.IsEmpty(stage.Told());
        Assert.HasCount(1, stage.Asked);
    }

    [TestMethod]
    public async Task Records_that_wait_for_ten_minutes_online_are_told_and_those_of_an_outage_are_not()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", more: Full);
        await stage.WaitAsync(300);
        stage.Offline("c1");
        await stage.WaitAsync(60);
        stage.Online("c1", more: Full);
        await stage.WaitAsync(595);
        Assert.IsEmpty(stage.Told());
        await stage.WaitAsync(35);
        CollectionAssert.AreEqual(new[] { "Raised StorageFilling charger/c1" }, stage.Told().ToArray());
        Assert.AreEqual(51, stage.Only(IncidentKind.StorageFilling).Facts.RecordsWaiting);
    }

    [TestMethod]
    public async Task Five_boots_within_a_day_ask_for_a_technician_until_they_are_a_day_ago()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", bootCount: 10);
        await stage.PassAsync();
        for (int boot = 11; boot <= 15; boot++)
        {
            await stage.WaitAsync(600);
            stage.Offline("c1");
            await stage.WaitAsync(20);
            Assert.IsEmpty(stage.Told());
            stage.Online("c1", bootCount: boot, uptimeMs: 5000);
            await stage.PassAsync();
        }

        CollectionAssert.AreEqual(new[] { "Raised MaintenanceDue charger/c1 reboots" }, stage.Told().ToArray());
        Assert.AreEqual(5, stage.Only(IncidentKind.MaintenanceDue).Facts.Measured);

        // Well again below 80 % of 5: when only three are left, after a day and twenty minutes.
        for (int hour = 1; hour <= 23; hour++)
        {
            stage.Clock.Now += TimeSpan.FromHours(1);
            stage.Online("c1", bootCount: 15);
            await stage.PassAsync();
        }

        await stage.WaitAsync(60);
        Assert.HasCount(1, stage.Told());
        stage.Clock.Now += TimeSpan.FromMinutes(40);
        await stage.PassAsync();
        Assert.AreEqual("1 Cleared MaintenanceDue; 1 Raised MaintenanceDue", stage.Summary());
    }

    [TestMethod]
    public async Task Each_figure_over_its_limit_is_its_own_incident_and_a_figure_that_is_not_told_is_silent()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", more: "\"contactorCycles\":49999,\"hotOpenings\":100,\"zeroOffsetMilliamps\":-100");
        await stage.PassAsync();
        stage.Online("c1", more: "\"contactorCycles\":50000,\"hotOpenings\":101,\"zeroOffsetMilliamps\":-99");
        await stage.PassAsync();
        CollectionAssert.AreEquivalent(
            new[]
            {
                "Raised MaintenanceDue charger/c1 hotOpenings",
                "Raised MaintenanceDue charger/c1 zeroOffset",
                "Raised MaintenanceDue charger/c1 contactorCycles",
            },
            stage.Told().ToArray());

        // A new contactor counts from nothing; 79 mA are below four fifths of the limit, 99 were not.
        stage.Online("c1", more: "\"contactorCycles\":12,\"hotOpenings\":0,\"zeroOffsetMilliamps\":79");
        await stage.PassAsync();
        Assert.AreEqual("3 Cleared MaintenanceDue; 3 Raised MaintenanceDue", stage.Summary());
    }

    [TestMethod]
    public async Task A_charger_that_is_away_keeps_the_last_message_that_it_sent_itself()
    {
        await using JudgeStage stage = new();
        stage.AddCharger("c1");
        stage.Online("c1", bootCount: 42);
        stage.Offline("c1");
        Assert.AreEqual(
            1,
            stage.Number("SELECT COUNT(*) FROM charger_status WHERE is_online = 0 AND message LIKE '%\"bootCount\":42%' AND revision = 2"));
    }
}
