using System.Net;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

/// <summary>What the public address makes of cookies and headers.</summary>
[TestClass]
public class HttpsTests
{
    private const string Password = "correct horse battery";

    [TestMethod]
    public async Task Where_the_public_address_is_https_cookies_are_bound_to_the_host_and_browsers_stay_with_https()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(
            settings => settings.Pages.PublicUrl = "https://charging.example.org");
        bridge.Host.People.TryAdd("ann@example.org", Role.Operator, Password);
        string link = bridge.Host.SignInLinks.Create("ann@example.org")!;
        using Browser browser = new(bridge.Host.PagesAddress);

        HttpResponseMessage page = await browser.GetAsync("/sign-in");
        HttpResponseMessage answer = await browser.GetAsync(link);

        foreach (string cookie in page.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")))
        {
            StringAssert.StartsWith(cookie, "__Host-chargeagent");
            StringAssert.Contains(cookie, "; path=/; secure;");
        }

        Assert.AreEqual("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single());
        string session = answer
            .Headers.GetValues("Set-Cookie")
            .Single(header => header.StartsWith("__Host-chargeagent=", StringComparison.Ordinal))
            .Split(';')[0];
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/held", "Cookie: " + session)).StatusCode);
    }

    [TestMethod]
    public async Task Where_the_public_address_is_http_nothing_is_bound_to_https()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);

        HttpResponseMessage page = await browser.GetAsync("/sign-in");

        StringAssert.StartsWith(page.Headers.GetValues("Set-Cookie").Single(), "chargeagent-form=");
        Assert.IsFalse(page.Headers.Contains("Strict-Transport-Security"));
    }

    private static async Task<RunningBridge> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.People.TryAdd("ann@example.org", Role.Operator, Password);
        return bridge;
    }
}
