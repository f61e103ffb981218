using System.Net;
using System.Text.RegularExpressions;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Live;

/// <summary>What the page of a charger that belongs to an account tells others.</summary>
[TestClass]
public class PrivateChargerTests
{
    [TestMethod]
    public async Task At_a_private_charger_only_its_account_and_the_operators_people_learn_whether_it_charges()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        AccountRegistry accounts = new(new Database(bridge.DatabasePath), bridge.Clock);
        foreach (string id in new[] { "oak", "elm" })
        {
            accounts.TryAdd(new Account { AccountId = id, Name = id, TimeZone = "UTC" });
        }

        bridge.AddPerson("olga", Role.Owner, "a password for tests", "oak");
        bridge.AddPerson("emil", Role.Owner, "a password for tests", "elm");
        new ChargerOwners(new Database(bridge.DatabasePath)).Assign("c1", "oak", 0);
        using Browser anyone = new(bridge.Host.PagesAddress);
        using Browser olga = new(bridge.Host.PagesAddress);
        using Browser emil = new(bridge.Host.PagesAddress);
        await olga.SignInAsync("olga", "a password for tests");
        await emil.SignInAsync("emil", "a password for tests");
        await LiveStage.StatusAsync(charger, "Available");
        string[] idle = [await anyone.ReadAsync("/c/c1"), await emil.ReadAsync("/c/c1")];

        await LiveStage.ChargeAsync(bridge, charger, 1);

        StringAssert.Contains(await olga.ReadAsync("/c/c1"), "Running session");
        using HttpClient technician = bridge.Http(Role.Technician);
        StringAssert.Contains(await technician.GetStringAsync("/c/c1"), "Running session");
        StringAssert.Contains(idle[0], "This charger is private");
        Assert.AreEqual(idle[0], await anyone.ReadAsync("/c/c1"), "a page that charging changes tells that it charges");
        Assert.AreEqual(FormTokensOut(idle[1]), FormTokensOut(await emil.ReadAsync("/c/c1")));
        Assert.AreEqual(HttpStatusCode.NotFound, (await anyone.GetAsync("/live/c1")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await emil.GetAsync("/live/c1")).StatusCode);
    }

    private static string FormTokensOut(string page)
    {
        return Regex.Replace(page, "name=\"__RequestVerificationToken\" value=\"[^\"]*\"", "");
    }
}
