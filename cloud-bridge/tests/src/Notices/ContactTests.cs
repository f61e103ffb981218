using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;

namespace CloudBridge.Tests.Src.Notices;

[TestClass]
public class ContactTests
{
    [TestMethod]
    [DataRow("email", "olga example.org", "is no e-mail address")]
    [DataRow("email", "olga@example.org, otto@example.org", "is no e-mail address")]
    [DataRow("email", "olga@example.org\r\nBcc: all@example.org", "is no e-mail address")]
    [DataRow("email", "olga@.", "is no e-mail address")]
    [DataRow("email", "olga..o@", "is no e-mail address")]
    [DataRow("email", "olga@example..org", "is no e-mail address")]
    [DataRow("webhook", "http://example.org/hook", "goes bare over the network")]
    [DataRow("webhook", "file:///etc/passwd", "is no address of a webhook")]
    [DataRow("webhook", "https://user:password@example.org/", "no user name, password")]
    [DataRow("push", "https://ntfy.sh/", "a server with a topic")]
    [DataRow("pigeon", "the roof", "is no channel")]
    public void An_address_that_cannot_be_used_is_refused_with_what_to_do(string channel, string address, string words)
    {
        StringAssert.Contains(new Contact { Channel = channel, Address = address }.FindDefect(new NoticeSettings()), words);
    }

    [TestMethod]
    public async Task People_look_after_their_own_contacts_and_nobody_elses()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Contact foreign = bridge.AddSystem(NoticeChannel.Push, "https://ntfy.sh/desk");
        using Browser tom = await bridge.SignInAsync("tom", Role.Technician);

        HttpResponseMessage added = await Submit(
            tom,
            ("Form.Do", "add"),
            ("Form.Channel", "webhook"),
            ("Form.Address", "https://example.org/hook"),
            ("Form.TimeZone", "Europe/Berlin"),
            ("Form.QuietFrom", "22:00"),
            ("Form.QuietUntil", "06:00"),
            ("kinds", "MeterLost"));
        string page = WebUtility.HtmlDecode(await added.Content.ReadAsStringAsync());
        string key = bridge.Texts("SELECT secret FROM contact WHERE person_name = 'tom'").Single();
        StringAssert.Contains(page, key);
        Assert.IsFalse((await tom.ReadAsync("/my/notices")).Contains(key, StringComparison.Ordinal), "the key is shown once");
        Assert.AreEqual(
            1,
            bridge.Count(
                "SELECT COUNT(*) FROM contact WHERE person_name = 'tom' AND kinds = 'MeterLost' AND quiet_from_minutes = 1320 "
                    + "AND quiet_until_minutes = 360 AND time_zone = 'Europe/Berlin'"));

        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await Submit(tom, ("Form.Do", "remove"), ("Form.ContactId", $"{foreign.ContactId}"))).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (
                await Submit(
                    tom,
                    ("Form.Do", "add"),
                    ("Form.Channel", "webhook"),
                    ("Form.Address", "https://10.0.0.1/"),
                    ("Form.TimeZone", "UTC"))
            ).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (
                await Submit(
                    tom,
                    ("Form.Do", "add"),
                    ("Form.Channel", "push"),
                    ("Form.Address", "https://ntfy.sh/t"),
                    ("Form.TimeZone", "UTC"),
                    ("kinds", "SessionHeld"))
            ).StatusCode,
            "money is no technician's");
        Assert.AreEqual(HttpStatusCode.Redirect, (await Submit(tom, ("Form.Do", "remove"), ("Form.ContactId", "2"))).StatusCode);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM contact"));
    }

    [TestMethod]
    public async Task Contacts_and_questions_for_a_confirmation_have_bounds()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddPerson("olga", Role.Owner, "a password for tests");
        Contact contact = new() { PersonName = "olga", Role = Role.Owner };
        ContactBook contacts = bridge.Host.Notices.Contacts;
        for (int i = 0; i < NoticeLimits.QuestionsPerDay; i++)
        {
            (Contact? added, string? defect) = contacts.Add(contact with { Address = $"stranger{i}@example.org" }, isConfirmed: false);
            Assert.IsNull(defect);
            Assert.IsTrue(contacts.TryRemove(added!.ContactId));
        }

        StringAssert.Contains(contacts.Add(contact with { Address = "one.more@example.org" }, isConfirmed: false).Defect, "tomorrow");
        bridge.Clock.Now = bridge.Clock.Now.AddDays(1).AddSeconds(1);
        Assert.IsNull(contacts.Add(contact with { Address = "one.more@example.org" }, isConfirmed: false).Defect);
        for (int i = 1; i < NoticeLimits.ContactsPerPerson; i++)
        {
            Assert.IsNull(
                contacts.Add(contact with { Channel = NoticeChannel.Push, Address = $"https://ntfy.sh/t{i}" }, isConfirmed: false).Defect);
        }

        Assert.AreEqual(
            "There is room for 10 contacts: remove one first",
            contacts.Add(contact with { Channel = NoticeChannel.Push, Address = "https://ntfy.sh/more" }, isConfirmed: false).Defect);
    }

    [TestMethod]
    public async Task A_program_adds_lists_and_removes_contacts_and_never_sees_a_secret_again()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage added = await http.PostAsJsonAsync(
            "/api/v1/contacts",
            new
            {
                channel = "webhook",
                address = "https://example.org/hook",
                kinds = "*",
            });
        Assert.AreEqual(HttpStatusCode.Created, added.StatusCode);
        string key = JsonDocument.Parse(await added.Content.ReadAsStringAsync()).RootElement.GetProperty("webhookKey").GetString()!;
        StringAssert.StartsWith(key, "whsec_");
        Assert.IsFalse((await http.GetStringAsync("/api/v1/contacts")).Contains(key, StringComparison.Ordinal));
        HttpResponseMessage refused = await http.PostAsJsonAsync(
            "/api/v1/contacts",
            new { channel = "webhook", address = "http://example.org/hook" });
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.AreEqual(HttpStatusCode.NoContent, (await http.DeleteAsync("/api/v1/contacts/1")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.DeleteAsync("/api/v1/contacts/1")).StatusCode);
    }

    [TestMethod]
    public async Task The_command_adds_lists_tests_and_removes_contacts()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string[] database = ["--database", bridge.DatabasePath];

        CommandRun added = CommandRun.Of(
            ContactCommand.Create(),
            ["add", "webhook", server.Address + "hook", "--quiet", "22:00-06:00", .. database]);
        Assert.AreEqual(0, added.ExitCode, added.Output);
        StringAssert.Contains(added.Output, "whsec_");
        StringAssert.Contains(CommandRun.Of(ContactCommand.Create(), ["list", .. database]).Output, "(operator)  from Notice  in use");
        StringAssert.Contains(CommandRun.Of(ContactCommand.Create(), ["test", "1", .. database]).Output, "has taken the test message");
        StringAssert.Contains(server.Calls.Single().Body, "chargeagent.test");
        server.Answer("/hook", 404);
        CommandRun failed = CommandRun.Of(ContactCommand.Create(), ["test", "1", .. database]);
        Assert.AreEqual((ExitCode.NotWell, "The receiver answered 404"), (failed.ExitCode, failed.Output.Trim()));
        Assert.AreEqual(0, CommandRun.Of(ContactCommand.Create(), ["remove", "1", .. database]).ExitCode);
        StringAssert.Contains(CommandRun.Of(ContactCommand.Create(), ["remove", "1", .. database]).Output, "There is no contact 1");
    }

    private static Task<HttpResponseMessage> Submit(Browser browser, params (string Name, string Value)[] fields)
    {
        return browser.SubmitFormAsync("/my/notices", "contact", fields.ToDictionary(field => field.Name, field => field.Value));
    }
}
