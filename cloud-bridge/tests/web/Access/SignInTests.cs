using System.Net;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public class SignInTests
{
    private const string Password = "correct horse battery";

    [TestMethod]
    public async Task Before_there_is_anybody_the_page_says_which_command_to_type()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);

        StringAssert.Contains(await browser.ReadAsync("/sign-in"), "cloud-bridge person add YOUR-NAME --role operator");
    }

    [TestMethod]
    public async Task The_right_password_opens_the_page_that_was_asked_for_and_the_cookie_is_kept_from_scripts_and_other_sites()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        string signIn = (await browser.GetAsync("/held")).Headers.Location!.ToString();

        HttpResponseMessage answer = await browser.SignInAsync(" Ann@Example.org ", Password, signIn);

        Assert.AreEqual("/held", answer.Headers.Location!.ToString());
        string cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(header => header.StartsWith("chargeagent=", StringComparison.Ordinal));
        StringAssert.Contains(cookie, "; path=/; samesite=lax; httponly");
        Assert.IsFalse(cookie.Contains("secure", StringComparison.OrdinalIgnoreCase), "this request came by http");
        StringAssert.Contains(await browser.ReadAsync("/held"), "Held sessions");
    }

    [TestMethod]
    public async Task Behind_a_proxy_with_https_the_cookie_is_for_https_only()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);

        HttpResponseMessage answer = await browser.SignInAsync("ann@example.org", Password, headers: "X-Forwarded-Proto: https");

        StringAssert.Contains(
            answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("chargeagent=", StringComparison.Ordinal)),
            "; secure;");
    }

    [TestMethod]
    [DataRow("ann@example.org", "wrong")]
    [DataRow("nobody", Password)]
    [DataRow("", "")]
    public async Task A_wrong_name_or_password_opens_nothing_and_both_are_told_in_the_same_words(string name, string password)
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);

        HttpResponseMessage answer = await browser.SignInAsync(name, password);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "role=\"alert\">Name or password is wrong.");
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/")).StatusCode);
    }

    [TestMethod]
    public async Task After_five_wrong_passwords_a_name_waits_five_minutes()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        for (int i = 0; i < 5; i++)
        {
            await browser.SignInAsync("ann@example.org", "wrong");
        }

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await browser.SignInAsync("ann@example.org", Password)).StatusCode);
        bridge.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.SignInAsync("ann@example.org", Password)).StatusCode);
    }

    [TestMethod]
    public async Task An_address_may_try_twenty_times_in_a_minute()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        Dictionary<string, string> nothing = [];

        for (int i = 0; i < 20; i++)
        {
            Assert.AreEqual(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-in", nothing)).StatusCode);
        }

        HttpResponseMessage answer = await browser.PostAsync("/sign-in", nothing);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "Too many tries");
    }

    [TestMethod]
    [DataRow("/sign-in")]
    [DataRow("/sign-out")]
    [DataRow("/held")]
    public async Task A_form_without_its_token_is_refused_and_changes_nothing(string path)
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann@example.org", Password);

        HttpResponseMessage answer = await browser.PostAsync(
            path,
            new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["Form.Name"] = "ann@example.org",
                ["Form.Password"] = Password,
            });

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "This form was not taken");
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/held")).StatusCode);
    }

    [TestMethod]
    [DataRow("//elsewhere.example")]
    [DataRow("https://elsewhere.example")]
    [DataRow("/\\elsewhere.example")]
    public async Task A_sign_in_never_leads_to_another_site(string wanted)
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser browser = new(bridge.Host.PagesAddress);

        HttpResponseMessage answer = await browser.SignInAsync(
            "ann@example.org",
            Password,
            "/sign-in?return=" + Uri.EscapeDataString(wanted));

        Assert.AreEqual("/board", answer.Headers.Location!.ToString());
    }

    [TestMethod]
    public async Task Signing_out_a_new_password_and_removal_each_close_the_pages()
    {
        await using RunningBridge bridge = await StartAsync();
        Func<Browser, Task>[] ways =
        [
            browser => browser.SubmitAsync("/held", []),
            _ => Task.FromResult(bridge.Host.People.TrySetPassword("ann@example.org", Password)),
            _ => Task.FromResult(bridge.Host.People.TryRemove("ann@example.org")),
        ];
        foreach (Func<Browser, Task> close in ways)
        {
            using Browser browser = new(bridge.Host.PagesAddress);
            await browser.SignInAsync("ann@example.org", Password);
            Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/held")).StatusCode);

            await close(browser);

            Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/held")).StatusCode);
        }
    }

    [TestMethod]
    public async Task A_restart_signs_nobody_out()
    {
        await using RunningBridge bridge = await StartAsync();
        using Browser before = new(bridge.Host.PagesAddress);
        await before.SignInAsync("ann@example.org", Password);
        string cookies = before.Cookies.GetCookieHeader(bridge.Host.PagesAddress);

        await bridge.RestartAsync();

        using Browser after = new(bridge.Host.PagesAddress);
        Assert.AreEqual(HttpStatusCode.OK, (await after.GetAsync("/held", "Cookie: " + cookies)).StatusCode);
    }

    [TestMethod]
    public async Task A_one_time_link_opens_the_pages_once_and_for_a_quarter_of_an_hour()
    {
        await using RunningBridge bridge = await StartAsync();
        string first = bridge.Host.SignInLinks.Create("ann@example.org")!;
        string second = bridge.Host.SignInLinks.Create("ann@example.org")!;
        using Browser browser = new(bridge.Host.PagesAddress);

        Assert.AreEqual("/board", (await browser.GetAsync(first)).Headers.Location!.ToString());
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);

        using Browser other = new(bridge.Host.PagesAddress);
        Assert.AreEqual("/sign-in?problem=link", (await other.GetAsync(first)).Headers.Location!.ToString());
        bridge.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.AreEqual("/sign-in?problem=link", (await other.GetAsync(second)).Headers.Location!.ToString());
        Assert.AreEqual(HttpStatusCode.Redirect, (await other.GetAsync("/")).StatusCode);
        Assert.IsNull(bridge.Host.SignInLinks.Create("nobody"));
    }

    [TestMethod]
    public async Task A_technician_sees_chargers_and_is_told_that_bills_are_not_for_the_role()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.People.TryAdd("tim", Role.Technician, Password);
        using Browser browser = new(bridge.Host.PagesAddress);
        Assert.AreEqual("/board", (await browser.SignInAsync("tim", Password, "/sign-in?return=/")).Headers.Location!.ToString());

        HttpResponseMessage bills = await browser.GetAsync("/");

        Assert.AreEqual(HttpStatusCode.Forbidden, bills.StatusCode);
        StringAssert.Contains(await bills.Content.ReadAsStringAsync(), "This page is not for your role");
        StringAssert.Contains(await browser.ReadAsync("/chargers"), "There are no chargers yet");
    }

    [TestMethod]
    public async Task No_password_token_or_link_stands_in_the_database()
    {
        await using RunningBridge bridge = await StartAsync();
        string token = new ApiTokens(new Database(bridge.DatabasePath), bridge.Clock).Add("ci", Role.Operator)!;
        string link = bridge.Host.SignInLinks.Create("ann@example.org")!;

        string stored = string.Join(
            ' ',
            bridge.Texts(
                "SELECT password_hash FROM person UNION ALL SELECT token_hash FROM api_token UNION ALL SELECT token_hash "
                    + "FROM sign_in_link"));

        foreach (string secret in new[] { Password, token, token[ApiTokens.Start.Length..], link[SignInLinks.Path.Length..] })
        {
            Assert.IsFalse(stored.Contains(secret, StringComparison.Ordinal));
        }

        // PBKDF2 with SHA-512 and OWASP's 210,000 rounds.
        StringAssert.StartsWith(stored, "$7$210000$");
    }

    private static async Task<RunningBridge> StartAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.People.TryAdd("ann@example.org", Role.Operator, Password);
        return bridge;
    }
}
