using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class FlapTests
{
    private const int ChargerCount = 50;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_network_that_is_away_for_twenty_seconds_in_each_minute_of_an_hour_tells_nothing()
    {
        LongRun.OrSkip();
        await using JudgeStage stage = new();
        string[] ids = await stage.AddManyAsync(ChargerCount);
        for (int minute = 0; minute < 60; minute++)
        {
            stage.Offline(ids);
            await stage.WaitAsync(20);
            Return(stage, ids);
            await stage.WaitAsync(40);
        }

        Assert.AreEqual("", stage.Summary(), "every outage is within the grace of two minutes");
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_network_that_is_away_for_three_of_five_minutes_for_an_hour_is_one_incident_with_two_raises_and_two_clears()
    {
        LongRun.OrSkip();
        await using JudgeStage stage = new();
        string[] ids = await stage.AddManyAsync(ChargerCount);
        for (int time = 0; time < 12; time++)
        {
            stage.Offline(ids);
            await stage.WaitAsync(180);
            Return(stage, ids);
            await stage.WaitAsync(120);
        }

        // The first return of two minutes is long enough to be told; after it has come again, only five quiet minutes are.
        await stage.WaitAsync(300);
        Assert.AreEqual("2 Cleared SiteOffline; 2 Raised SiteOffline", stage.Summary());
        Incident site = stage.Only(IncidentKind.SiteOffline);
        Assert.AreEqual(12, site.Occurrences);
        Assert.IsFalse(site.IsOpen);
    }

    private static void Return(JudgeStage stage, string[] ids)
    {
        foreach (string id in ids)
        {
            stage.Online(id);
        }
    }
}
