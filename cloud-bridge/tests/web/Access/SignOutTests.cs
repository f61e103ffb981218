using System.Net;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Host;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

/// <summary>How a session ends.</summary>
[TestClass]
public class SignOutTests
{
    private const string Password = "correct horse battery";

    [TestMethod]
    public async Task Signing_out_ends_the_session_of_a_copied_cookie_too_on_every_bridge_and_after_a_restart()
    {
        await using RunningBridge bridge = await StartAsync();
        await using BridgeHost second = await BridgeHost.StartAsync(
            bridge.Settings(),
            CancellationToken.None,
            bridge.Clock,
            bridge.Clock.Wall);
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann@example.org", Password);
        string copied = "Cookie: " + browser.Cookies.GetCookieHeader(bridge.Host.PagesAddress);
        using Browser other = new(bridge.Host.PagesAddress);
        await other.SignInAsync("ann@example.org", Password);
        using Browser thief = new(bridge.Host.PagesAddress);
        using Browser thiefAtSecond = new(second.PagesAddress);
        Assert.AreEqual(HttpStatusCode.OK, (await thief.GetAsync("/held", copied)).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await thiefAtSecond.GetAsync("/held", copied)).StatusCode);

        await browser.SubmitAsync("/held", []);

        Assert.AreEqual(HttpStatusCode.Redirect, (await thief.GetAsync("/held", copied)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await thiefAtSecond.GetAsync("/held", copied)).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await other.GetAsync("/held")).StatusCode, "her other browser stays signed in");
        await bridge.RestartAsync();
        using Browser later = new(bridge.Host.PagesAddress);
        Assert.AreEqual(HttpStatusCode.Redirect, (await later.GetAsync("/held", copied)).StatusCode);
    }

    [TestMethod]
    public async Task What_is_kept_of_a_session_that_was_signed_out_goes_when_the_session_would_be_over()
    {
        await using RunningBridge bridge = await StartAsync();
        foreach (int daysLater in new[] { 0, 29, 2 })
        {
            bridge.Clock.Now += TimeSpan.FromDays(daysLater);
            using Browser browser = new(bridge.Host.PagesAddress);
            await browser.SignInAsync("ann@example.org", Password);
            await browser.SubmitAsync("/held", []);
        }

        // The first ended on day 30; the others of day 29 and 31 would last on.
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM signed_out"));
    }

    [TestMethod]
    public async Task A_session_that_is_used_every_day_ends_after_thirty_days()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann@example.org", Password);
        // 65 times 11 hours are 715, and 30 days are 720.
        for (int i = 0; i < 65; i++)
        {
            bridge.Clock.Now += TimeSpan.FromHours(11);
            Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/held")).StatusCode);
        }

        bridge.Clock.Now += TimeSpan.FromHours(5);
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/held")).StatusCode);
    }

    private static async Task<RunningBridge> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.People.TryAdd("ann@example.org", Role.Operator, Password);
        return bridge;
    }
}
