using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.HomeAssistant;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.HomeAssistant;

[TestClass]
public class HomeCommandTests
{
    [TestMethod]
    public async Task A_home_is_added_with_a_password_shown_once_listed_and_removed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string[] at = ["--database", bridge.DatabasePath];
        new AccountRegistry(new Database(bridge.DatabasePath), bridge.Clock).TryAdd(
            new Account
            {
                AccountId = "oak",
                Name = "Account oak",
                TimeZone = "UTC",
            });
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        new ChargerOwners(new Database(bridge.DatabasePath)).Assign("c1", "oak", 0);

        CommandRun added = CommandRun.Of(HomeCommand.Create(), ["add", "kitchen", "--account", "oak", .. at]);
        CommandRun acl = CommandRun.Of(HomeCommand.Create(), ["acl", .. at]);

        CollectionAssert.AreEqual(new[] { "Account    oak", "User       home@kitchen", "Client id  home@kitchen" }, added.Lines[..3]);
        string password = added.Lines[3]["Password   ".Length..];
        Assert.AreEqual(32, password.Length);
        Assert.AreEqual(0, bridge.Count($"SELECT COUNT(*) FROM home WHERE password_hash LIKE '%{password}%'"));
        Assert.IsTrue(
            PasswordHash.IsOf(
                new HomeCredentials(new Database(bridge.DatabasePath), bridge.Clock).Find("home@kitchen")!.PasswordHash,
                password));
        CollectionAssert.AreEqual(new[] { "kitchen  of oak", "1 home." }, CommandRun.Of(HomeCommand.Create(), ["list", .. at]).Lines);
        CollectionAssert.AreEqual(
            new[]
            {
                "user home@kitchen",
                "topic write homeassistant/status",
                "topic read homeassistant/device/chargeagent_c1/config",
                "topic read chargeagent/v1/c1/status",
                "topic read chargeagent/v1/c1/live",
            },
            acl.Lines);
        Assert.AreEqual(
            "There is a home kitchen already: choose another name, or remove it first with cloud-bridge home remove kitchen",
            CommandRun.Of(HomeCommand.Create(), ["add", "kitchen", "--account", "oak", .. at]).Output);
        StringAssert.StartsWith(
            CommandRun.Of(HomeCommand.Create(), ["add", "Kitchen#", "--account", "oak", .. at]).Output,
            "'Kitchen#' cannot be a home's name");
        Assert.AreEqual("kitchen is removed.", CommandRun.Of(HomeCommand.Create(), ["remove", "kitchen", .. at]).Lines[0]);
        StringAssert.StartsWith(CommandRun.Of(HomeCommand.Create(), ["remove", "kitchen", .. at]).Output, "There is no home kitchen");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("home/#")]
    [DataRow("/home")]
    [DataRow("chargeagent/v1")]
    public void A_prefix_that_could_reach_chargers_is_refused(string prefix)
    {
        StringAssert.StartsWith(
            new BridgeSettings { Home = { HomeAssistantPrefix = prefix } }.FindDefect(),
            $"HomeAssistantPrefix is '{prefix}'");
    }
}
