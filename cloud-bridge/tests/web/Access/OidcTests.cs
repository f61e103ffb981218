using System.Net;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public sealed class OidcTests
{
    [TestMethod]
    public async Task Somebody_with_a_role_signs_in_through_the_provider()
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        provider.Claims["sub"] = "1";
        provider.Claims["email"] = "Tim@Example.org";
        provider.Claims["email_verified"] = true;
        await using RunningBridge bridge = await StartAsync(provider);
        using Browser browser = new(bridge.Host.PagesAddress);
        StringAssert.Contains(await browser.ReadAsync("/sign-in?return=/held"), "/sign-in/provider?return=%2Fheld");

        Assert.AreEqual("/held", await GoAsync(browser, "/sign-in/provider?return=/held"));

        StringAssert.Contains(await browser.ReadAsync("/held"), "Tim@Example.org");
        // Mapped to technician, so bills stay closed.
        Assert.AreEqual(HttpStatusCode.Forbidden, (await browser.GetAsync("/")).StatusCode);
    }

    [TestMethod]
    [DataRow("stranger@example.org", true)]
    [DataRow("tim@example.org", false)]
    public async Task Whoever_has_no_role_or_an_address_that_nobody_verified_stays_out(string email, bool isVerified)
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        provider.Claims["sub"] = "1";
        provider.Claims["email"] = email;
        provider.Claims["email_verified"] = isVerified;
        await using RunningBridge bridge = await StartAsync(provider);
        using Browser browser = new(bridge.Host.PagesAddress);

        Assert.AreEqual("/sign-in?problem=role", await GoAsync(browser, "/sign-in/provider"));
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/held")).StatusCode);
        StringAssert.Contains(await browser.ReadAsync("/sign-in?problem=role"), "have no role here");
    }

    [TestMethod]
    public async Task Of_several_groups_the_one_that_may_do_most_counts()
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        provider.Claims["sub"] = "1";
        provider.Claims["groups"] = new[] { "fitters", "billing", "tennis" };
        await using RunningBridge bridge = await StartAsync(provider, settings =>
        {
            settings.Oidc.OidcRoleClaim = "groups";
            settings.Oidc.OidcRoles = "fitters=technician, billing=operator";
        });
        using Browser browser = new(bridge.Host.PagesAddress);

        Assert.AreEqual("/board", await GoAsync(browser, "/sign-in/provider"));
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    [TestMethod]
    public async Task A_token_that_the_provider_did_not_sign_is_refused()
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        provider.IsForging = true;
        provider.Claims["sub"] = "1";
        provider.Claims["email"] = "tim@example.org";
        provider.Claims["email_verified"] = true;
        await using RunningBridge bridge = await StartAsync(provider);
        using Browser browser = new(bridge.Host.PagesAddress);

        Assert.AreEqual("/sign-in?problem=provider", await GoAsync(browser, "/sign-in/provider"));
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/held")).StatusCode);
    }

    [TestMethod]
    [DataRow(
        "http://login.example.org",
        "bridge",
        "a@b=operator",
        "OidcAuthority is 'http://login.example.org': give the provider's address with https"
    )]
    [DataRow("https://login.example.org", "", "a@b=operator", "OidcClientId is empty")]
    [DataRow("https://login.example.org", "bridge", "", "OidcRoles is ''")]
    [DataRow("https://login.example.org", "bridge", "a@b=king", "OidcRoles is 'a@b=king': give VALUE=ROLE parted by commas")]
    public void A_bad_setting_is_named_with_how_to_mend_it(string authority, string clientId, string roles, string message)
    {
        BridgeSettings settings = new() { Oidc = { OidcAuthority = authority, OidcClientId = clientId, OidcRoles = roles } };

        StringAssert.StartsWith(settings.FindDefect(), message);
    }

    [TestMethod]
    public void A_secret_that_cannot_be_read_is_told_in_one_line()
    {
        OidcSettings settings = new() { OidcClientSecretFile = Path.Combine(Path.GetTempPath(), "chargeagent-no-such-secret") };

        StringAssert.Contains(Assert.Throws<RefusedException>(() => OidcRoles.ReadSecret(settings)).Message, "cannot be read");
    }

    // From one redirect to the next, to the provider and back, until it is a page of the bridge again.
    private static async Task<string> GoAsync(Browser browser, string path)
    {
        for (int i = 0; i < 3; i++)
        {
            HttpResponseMessage answer = await browser.GetAsync(path);
            Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode, path + " " + await answer.Content.ReadAsStringAsync());
            path = answer.Headers.Location!.ToString();
        }

        return path;
    }

    private static async Task<RunningBridge> StartAsync(OidcProvider provider, Action<BridgeSettings>? change = null)
    {
        string secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(secretFile, OidcProvider.ClientSecret + "\n");
        RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            settings.Oidc.OidcAuthority = provider.Address;
            settings.Oidc.OidcClientId = OidcProvider.ClientId;
            settings.Oidc.OidcClientSecretFile = secretFile;
            settings.Oidc.OidcRoles = "ann@example.org=operator,tim@example.org=technician";
            change?.Invoke(settings);
        });
        File.Delete(secretFile);
        // The protocol's cookies carry the time at which browsers drop them, and this browser knows the real one.
        bridge.Clock.Now = DateTimeOffset.UtcNow;
        return bridge;
    }
}
