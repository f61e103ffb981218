using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using CloudBridge.Commands;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Claims;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Web.Access;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Accounts;

[TestClass]
public class AccountTests
{
    [TestMethod]
    public async Task A_home_chargers_sessions_are_the_owners_from_the_day_on_and_the_operators_before_and_after()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        // Sessions n begin n x 2 h after 10:00 of 2026-03-02: the third at 16:00, the fourth at 18:00.
        stage.Owners.Assign("c1", "elm", ScriptedSession.StartUtcMs + (3 * 7200000));
        stage.Owners.Assign("c1", null, ScriptedSession.StartUtcMs + (4 * 7200000));
        for (int n = 1; n <= 4; n++)
        {
            await stage.EndAsync(n, (n - 1) * 7360000);
        }

        CollectionAssert.AreEqual(
            new[] { "-", "-", "elm", "-" },
            stage.Bridge.Texts("SELECT COALESCE(account_id, '-') FROM bill ORDER BY bill_number").ToArray());
        using Browser otto = await stage.BrowserAsync("otto");
        Assert.AreEqual(HttpStatusCode.OK, (await otto.GetAsync("/bills/2026-000003")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await otto.GetAsync("/bills/2026-000002")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await otto.GetAsync("/bills/2026-000004")).StatusCode);
    }

    [TestMethod]
    public async Task The_list_of_bills_is_filtered_by_account_charger_site_and_month_and_says_nobodys()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.EndAsync(1, 0);
        using HttpClient http = stage.Bridge.Http();
        Assert.AreEqual(
            HttpStatusCode.OK,
            (await http.PutAsJsonAsync("/api/v1/sites/yard", new { name = "Yard", timeZone = "Europe/Berlin" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.NoContent,
            (await http.PutAsJsonAsync("/api/v1/chargers/c1/place", new { siteId = "yard", connectorType = "CHADEMO" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.NoContent,
            (await http.PutAsJsonAsync("/api/v1/chargers/c1/owner", new { accountId = "oak", fromUtcMs = 0 })).StatusCode);
        await stage.EndAsync(2, 7360000);

        foreach (
            (string query, bool hasFirst, bool hasSecond) in new[]
            {
                ("", true, true),
                ("?account=oak", false, true),
                ("?account=-", true, false),
                ("?account=elm", false, false),
                ("?site=yard", false, true),
                ("?charger=c1", true, true),
                ("?charger=c2", false, false),
                ("?month=2026-03", true, true),
                ("?month=2026-02", false, false),
                ("?account=oak&month=2026-03&charger=c1&site=yard", false, true),
            })
        {
            string page = await http.GetStringAsync("/" + query);
            Assert.AreEqual(hasFirst, page.Contains("/bills/2026-000001", StringComparison.Ordinal), query);
            Assert.AreEqual(hasSecond, page.Contains("/bills/2026-000002", StringComparison.Ordinal), query);
        }

        StringAssert.Contains(WebUtility.HtmlDecode(await http.GetStringAsync("/?account=-")), "nobody's");
        StringAssert.Contains(await http.GetStringAsync("/bills/2026-000002"), "2026-000002");
    }

    [TestMethod]
    public async Task A_connector_is_learned_from_the_status_and_what_the_operator_sets_stays()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        Assert.AreEqual(1, stage.Bridge.Count("SELECT COUNT(*) FROM charger WHERE connector_type IS NULL"));

        await stage.StatusAsync("Available");
        Assert.AreEqual("IEC_62196_T2", stage.Bridge.Texts("SELECT connector_type FROM charger").Single());
        Assert.AreEqual(0, Charger(stage, "set", "c1", "--connector-type", "CHADEMO").ExitCode);
        await stage.StatusAsync("Available");
        Assert.AreEqual("CHADEMO", stage.Bridge.Texts("SELECT connector_type FROM charger").Single());

        CommandRun wrong = Charger(stage, "set", "c1", "--connector-type", "TYPE2");
        Assert.AreEqual(CommandLine.Refused, wrong.ExitCode);
        StringAssert.Contains(wrong.Output, "'TYPE2' is no connector type: give one of OCPI 2.2.1");
        await stage.Charger.PublishAsync(
            Topic.Status,
            """{"version":1,"online":true,"status":"Available","errorCode":"NoError","connectorType":{}}"""u8.ToArray());
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM quarantine"), "a status is worth more than its connector");
    }

    [TestMethod]
    public async Task The_label_is_an_image_with_the_code_and_another_one_when_it_is_renewed()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        using HttpClient http = stage.Bridge.Http(Role.Technician);

        HttpResponseMessage answer = await http.GetAsync("/chargers/c1/label.svg");

        Assert.AreEqual("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        string svg = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        StringAssert.Contains(svg, stage.Code);
        CommandRun printed = Charger(stage, "label", "c1", "--public-url", "https://charging.example.org");
        StringAssert.Contains(printed.Output, "charging.example.org/c/c1");
        StringAssert.Contains(printed.Output, stage.Code);
        CommandRun renewed = Charger(stage, "label", "c1", "--renew");
        XDocument.Parse(renewed.Output);
        Assert.IsFalse(renewed.Output.Contains(stage.Code, StringComparison.Ordinal));
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/chargers/c9/label.svg")).StatusCode);
    }

    [TestMethod]
    public async Task Commands_add_change_and_show_an_account_with_its_people_and_chargers()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        string[] database = ["--database", stage.Bridge.DatabasePath];

        Assert.AreEqual(
            0,
            CommandRun
                .Of(
                    AccountCommand.Create(),
                    ["add", "fleet", "--name", "Fleet Ltd", "--address", "Way 1|12345 Town", "--zone", "Europe/Berlin", .. database])
                .ExitCode);
        Assert.AreEqual(
            0,
            CommandRun.Of(AccountCommand.Create(), ["set", "fleet", "--email", "bills@fleet.example", .. database]).ExitCode);
        Assert.AreEqual(
            0,
            CommandRun.Of(PersonCommand.Create(), ["add", "fred", "--role", "owner", "--account", "fleet", .. database]).ExitCode);
        Assert.AreEqual(
            0,
            CommandRun.Of(AccountCommand.Create(), ["assign", "fleet", "--charger", "c1", "--from", "2026-03-01", .. database]).ExitCode);

        CommandRun shown = CommandRun.Of(AccountCommand.Create(), ["show", "fleet", .. database]);
        foreach (
            string words in new[]
            {
                "Fleet Ltd",
                "Way 1, 12345 Town",
                "bills@fleet.example",
                "fred",
                "c1 from 2026-03-01 00:00:00 UTC+01:00",
            })
        {
            StringAssert.Contains(shown.Output, words);
        }

        StringAssert.Contains(
            CommandRun.Of(AccountCommand.Create(), ["list", .. database]).Output,
            "fleet  Fleet Ltd  1 chargers  1 people  0 bills");
        foreach (
            (string[] arguments, string words) in new (string[], string)[]
            {
                (["add", "fleet", "--name", "Again"], "There is an account fleet already"),
                (["add", "..", "--name", "Dots"], "'..' is no account id"),
                (["add", "x", "--name", "X", "--zone", "Europe/Berlim"], "did you mean Europe/Berlin"),
                (["set", "x", "--name", "X"], "There is no account 'x'"),
                (["assign", "fleet", "--charger", "c9"], "There is no charger 'c9'"),
                (["assign", "fleet", "--charger", "c1", "--from", "tomorrow"], "'tomorrow' is no day"),
            })
        {
            CommandRun refused = CommandRun.Of(AccountCommand.Create(), [.. arguments, .. database]);
            Assert.AreEqual(CommandLine.Refused, refused.ExitCode);
            StringAssert.Contains(refused.Output, words);
        }

        Assert.AreEqual(0, CommandRun.Of(SiteCommand.Create(), ["add", "yard", "--name", "Yard", .. database]).ExitCode);
        StringAssert.Contains(Charger(stage, "set", "c1", "--site", "yard").Output, "site yard");
        StringAssert.Contains(CommandRun.Of(SiteCommand.Create(), ["list", .. database]).Output, "yard  Yard    UTC  1 chargers");
    }

    [TestMethod]
    public async Task Operators_keep_accounts_sites_and_chargers_with_forms_and_technicians_only_look()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        stage.Bridge.AddPerson("ann", Role.Operator, ClaimStage.Password);
        stage.Bridge.AddPerson("tom", Role.Technician, ClaimStage.Password);
        using Browser ann = new(stage.Bridge.Host.PagesAddress);
        await ann.SignInAsync("ann", ClaimStage.Password);

        HttpResponseMessage added = await ann.SubmitFormAsync(
            "/accounts",
            "add-account",
            new()
            {
                ["Form.Id"] = "ash",
                ["Form.Name"] = "Ash <b>",
                ["Form.Address"] = "Way 1\r\nTown",
                ["Form.TimeZone"] = "Europe/Berlin",
            });
        Assert.AreEqual("/accounts/ash", added.Headers.Location!.ToString());
        Assert.AreEqual("Way 1|Town", stage.Bridge.Texts("SELECT address FROM account WHERE account_id = 'ash'").Single());
        HttpResponseMessage refused = await ann.SubmitFormAsync(
            "/accounts/ash",
            "set-account",
            new() { ["Form.Name"] = "Ash", ["Form.TimeZone"] = "Nowhere" });
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.AreEqual(
            "Ash <b>",
            stage.Bridge.Texts("SELECT name FROM account WHERE account_id = 'ash'").Single(),
            "a refused form changes nothing");
        await ann.SubmitFormAsync("/accounts/ash", "assign", new() { ["Assignment.ChargerId"] = "c1", ["Assignment.From"] = "2026-03-01" });
        // Midnight of Berlin is 23:00 UTC of the day before.
        Assert.AreEqual(
            1772319600000,
            stage.Bridge.Count("SELECT from_utc_ms FROM account_charger WHERE charger_id = 'c1' AND account_id = 'ash'"));
        await ann.SubmitFormAsync(
            "/sites",
            "add-site",
            new()
            {
                ["Form.Id"] = "yard",
                ["Form.Name"] = "Yard",
                ["Form.TimeZone"] = "UTC",
            });
        await ann.SubmitFormAsync("/sites/yard", "place", new() { ["Placing.ChargerId"] = "c1" });
        StringAssert.Contains(await ann.ReadAsync("/chargers/c1"), "Yard");

        using Browser tom = new(stage.Bridge.Host.PagesAddress);
        await tom.SignInAsync("tom", ClaimStage.Password);
        string page = await tom.ReadAsync("/chargers/c1");
        Assert.IsFalse(page.Contains("ash", StringComparison.Ordinal), "whose the charger is, is not a technician's matter");
        string token = System
            .Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")
            .Groups[1]
            .Value;
        await tom.PostAsync("/chargers/c1", new() { ["_handler"] = "renew", ["__RequestVerificationToken"] = token });
        Assert.AreEqual(1, stage.Bridge.Count("SELECT label_number FROM charger"), "a form he makes himself is refused");
    }

    [TestMethod]
    public async Task A_person_changes_the_own_password_and_other_browsers_are_signed_out()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        using Browser here = await stage.BrowserAsync("olga");
        using Browser there = await stage.BrowserAsync("olga");

        HttpResponseMessage wrong = await here.SubmitFormAsync(
            "/my/password",
            "password",
            new()
            {
                ["Form.Old"] = "not it",
                ["Form.New"] = "a longer new one",
                ["Form.Again"] = "a longer new one",
            });
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        HttpResponseMessage right = await here.SubmitFormAsync(
            "/my/password",
            "password",
            new()
            {
                ["Form.Old"] = ClaimStage.Password,
                ["Form.New"] = "a longer new one",
                ["Form.Again"] = "a longer new one",
            });

        Assert.AreEqual("/my", right.Headers.Location!.ToString());
        Assert.AreEqual(HttpStatusCode.OK, (await here.GetAsync("/my")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await there.GetAsync("/my")).StatusCode);
        Assert.IsNull(stage.Bridge.Host.People.FindByPassword("olga", ClaimStage.Password));
    }

    [TestMethod]
    public async Task A_program_or_a_person_of_the_provider_that_is_called_like_an_owner_is_not_the_owner()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        PersonOwnership ownership = new(stage.Bridge.Host.People);
        System.Security.Claims.Claim fromProvider = new("source", OidcSignIn.Scheme);

        Assert.AreEqual("oak", ownership.AccountOf(stage.Bridge.Host.People.Find("olga")!.ToPrincipal()));
        Assert.IsNull(ownership.AccountOf(Person.PrincipalOf("olga", Role.Owner, ApiTokenHandler.Name)));
        Assert.IsNull(ownership.AccountOf(Person.PrincipalOf("olga", Role.Owner, OidcSignIn.Scheme, fromProvider)));
        Assert.AreEqual(
            "oak",
            ownership.AccountOf(
                Person.PrincipalOf(
                    "Olga S.",
                    Role.Owner,
                    OidcSignIn.Scheme,
                    fromProvider,
                    new(ProviderClaims.VerifiedEmailClaim, "olga"))));
    }

    private static CommandRun Charger(ClaimStage stage, params string[] arguments)
    {
        return CommandRun.Of(ChargerCommand.Create(), [.. arguments, "--database", stage.Bridge.DatabasePath]);
    }
}
