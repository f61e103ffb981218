using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public class TokenTests
{
    [TestMethod]
    public async Task A_token_opens_the_api_until_it_is_revoked()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        CommandRun added = CommandRun.Of(TokenCommand.Create(), "add", "ci", "--database", bridge.DatabasePath);
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", added.Lines[2].Split(' ')[^1]);
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/api/v1/bills")).StatusCode);

        Assert.AreEqual("ci is revoked.", CommandRun.Of(TokenCommand.Create(), "revoke", "ci", "--database", bridge.DatabasePath).Lines[0]);

        HttpResponseMessage answer = await http.GetAsync("/api/v1/bills");
        Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.AreEqual("Bearer", answer.Headers.WwwAuthenticate.ToString());
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        StringAssert.Contains(problem.GetProperty("detail").GetString(), "cloud-bridge token add NAME");
    }

    [TestMethod]
    public async Task A_technicians_token_is_refused_for_bills_as_a_problem()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http(Role.Technician);

        HttpResponseMessage answer = await http.GetAsync("/api/v1/bills");

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/api/v1/chargers")).StatusCode);
    }

    [TestMethod]
    public async Task A_browser_reads_the_api_with_its_cookie_and_changes_nothing_with_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddPerson("ann", Role.Operator, "correct horse battery");
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann", "correct horse battery");
        using HttpClient http = new(new SocketsHttpHandler { CookieContainer = browser.Cookies })
        {
            BaseAddress = bridge.Host.PagesAddress,
        };

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/api/v1/bills")).StatusCode);
        using StringContent tariff = new(RunningBridge.SimpleTariff);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.PutAsync("/api/v1/tariffs/simple", tariff)).StatusCode);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM tariff"));
    }

    [TestMethod]
    public async Task People_are_added_listed_given_a_new_password_and_removed_by_commands()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        CommandRun added = Person(bridge, "add", "Ann@Example.org", "--role", "operator");
        string password = added.Lines[2].Split(' ')[^1];
        Assert.IsNotNull(bridge.Host.People.FindByPassword("ann@example.org", password));

        StringAssert.Contains(Person(bridge, "add", "ann@example.org", "--role", "operator").Output, "ann@example.org is there already");
        StringAssert.Contains(
            Person(bridge, "add", "ben", "--role", "king").Output,
            "'king' is no role: give operator, technician or owner");
        StringAssert.Contains(Person(bridge, "remove", "ben").Output, "There is nobody called ben");
        StringAssert.StartsWith(Person(bridge, "list").Lines[0], "ann@example.org  operator  since ");
        string renewed = Person(bridge, "password", "ann@example.org").Lines[0].Split(' ')[^1];
        Assert.IsNull(bridge.Host.People.FindByPassword("ann@example.org", password));
        Assert.IsNotNull(bridge.Host.People.FindByPassword("ann@example.org", renewed));
        StringAssert.StartsWith(
            Person(bridge, "link", "ann@example.org", "--pages-url", "http://localhost:5080").Lines[0],
            "http://localhost:5080/sign-in/once/");
        Person(bridge, "remove", "ann@example.org");
        Assert.AreEqual("0 people may sign in.", Person(bridge, "list").Lines[0]);
    }

    private static CommandRun Person(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(PersonCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }
}
