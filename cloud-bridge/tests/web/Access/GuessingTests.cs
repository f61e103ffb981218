using System.Net;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

/// <summary>Who waits after wrong passwords, and whom they keep out.</summary>
[TestClass]
public class GuessingTests
{
    private const string Password = "correct horse battery";

    [TestMethod]
    public async Task Five_wrong_passwords_of_a_stranger_keep_neither_the_person_elsewhere_nor_her_known_browser_out()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser known = new(bridge.Host.PagesAddress);
        await known.SignInAsync("ann@example.org", Password, headers: "X-Forwarded-For: 198.51.100.7");
        await known.SubmitAsync("/held", []);
        using Browser stranger = new(bridge.Host.PagesAddress);
        for (int i = 0; i < 5; i++)
        {
            await stranger.SignInAsync("ann@example.org", "wrong", headers: "X-Forwarded-For: 203.0.113.9");
        }

        using Browser elsewhere = new(bridge.Host.PagesAddress);

        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await stranger.SignInAsync("ann@example.org", Password, headers: "X-Forwarded-For: 203.0.113.9")).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.Redirect,
            (await elsewhere.SignInAsync("ann@example.org", Password, headers: "X-Forwarded-For: 198.51.100.8")).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.Redirect,
            (await known.SignInAsync("ann@example.org", Password, headers: "X-Forwarded-For: 203.0.113.9")).StatusCode);
    }

    [TestMethod]
    public async Task A_known_browser_waits_after_five_wrong_passwords_of_its_own_and_speaks_for_its_person_alone()
    {
        await using RunningBridge bridge = await StartAsync();
        bridge.Host.People.TryAdd("ben", Role.Operator, Password);
        using Browser known = new(bridge.Host.PagesAddress);
        await known.SignInAsync("ann@example.org", Password);
        await known.SubmitAsync("/held", []);
        for (int i = 0; i < 5; i++)
        {
            await known.SignInAsync("ben", "wrong");
        }

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await known.SignInAsync("ben", Password)).StatusCode);
        for (int i = 0; i < 5; i++)
        {
            await known.SignInAsync("ann@example.org", "wrong");
        }

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await known.SignInAsync("ann@example.org", Password)).StatusCode);
    }

    [TestMethod]
    public async Task Six_addresses_that_try_all_they_may_leave_room_for_a_seventh()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        Dictionary<string, string> nothing = [];
        for (int i = 0; i < 120; i++)
        {
            await browser.PostAsync("/sign-in", nothing, $"X-Forwarded-For: 203.0.113.{i / 20}");
        }

        Assert.AreEqual(
            HttpStatusCode.BadRequest,
            (await browser.PostAsync("/sign-in", nothing, "X-Forwarded-For: 203.0.113.6")).StatusCode);
    }

    private static async Task<RunningBridge> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.People.TryAdd("ann@example.org", Role.Operator, Password);
        return bridge;
    }
}
