using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;

namespace CloudBridge.Tests.Src.Notices;

[TestClass]
public class WebhookTests
{
    [TestMethod]
    public async Task A_webhook_is_signed_so_that_its_receiver_can_check_it_with_nothing_but_the_key()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Contact contact = bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        HookServer.Call call = server.Calls.Single();
        string id = call.Headers["webhook-id"];
        string timestamp = call.Headers["webhook-timestamp"];
        // Standard Webhooks: HMAC-SHA256 over id.timestamp.body, under the bytes behind whsec_.
        byte[] mac = HMACSHA256.HashData(
            Convert.FromBase64String(contact.Secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{id}.{timestamp}.{call.Body}"));
        Assert.AreEqual("v1," + Convert.ToBase64String(mac), call.Headers["webhook-signature"]);
        Assert.AreEqual(bridge.Clock.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), timestamp);
        Assert.AreEqual(id, bridge.Texts("SELECT public_id FROM notice").Single());
        JsonElement content = JsonDocument.Parse(call.Body).RootElement;
        Assert.AreEqual("chargeagent.incidents", content.GetProperty("type").GetString());
        JsonElement told = content.GetProperty("data").GetProperty("events")[0];
        Assert.AreEqual("ChargerOffline", told.GetProperty("kind").GetString());
        Assert.AreEqual("Raised", told.GetProperty("action").GetString());
        Assert.AreEqual("Warning: c1 is not heard of", told.GetProperty("title").GetString());
    }

    [TestMethod]
    public async Task A_later_message_waits_for_the_earlier_one_and_a_repeat_carries_the_same_id()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        server.Answer("/hook", 500);
        server.Answer("/hook", 502);
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 1 AND claimed_by IS NULL") == 1);
        await bridge.TellAsync("c2");

        // The second try comes 40 s after the first and at most a tenth later, the third 80 s after that.
        bridge.Pass(44 - 10);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 2 AND claimed_by IS NULL") == 1);
        bridge.Pass(79);
        Assert.HasCount(2, server.Calls);
        bridge.Pass(9);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 2);

        Assert.HasCount(4, server.Calls);
        Assert.AreEqual(1, server.Calls.Take(3).Select(call => call.Headers["webhook-id"]).Distinct().Count());
        Assert.AreEqual(1, server.Calls.Take(3).Select(call => call.Body).Distinct().Count());
        StringAssert.Contains(server.Calls[3].Body, "c2 is not heard of");
    }

    [TestMethod]
    public async Task What_the_receiver_refuses_is_given_up_at_once_shown_and_tried_again_when_asked_for()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        server.Answer("/hook", 410);
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Dead) == 1);

        using Browser browser = await bridge.SignInAsync("oda", Role.Operator);
        string page = await browser.ReadAsync("/notices");
        StringAssert.Contains(page, "The receiver answered 410");
        StringAssert.Contains(page, "<span class=\"count warn\" title=\"given up\">1</span>");
        await browser.SubmitFormAsync("/notices", "outbox", new Dictionary<string, string> { ["Form.Do"] = "again" });
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);
        Assert.HasCount(2, server.Calls);
        Assert.AreEqual(server.Calls[0].Headers["webhook-id"], server.Calls[1].Headers["webhook-id"]);
    }

    [TestMethod]
    public async Task The_receivers_wish_to_be_left_alone_is_granted()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        server.Answer("/hook", 429, "600");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 1 AND claimed_by IS NULL") == 1);
        long triedMs = bridge.Clock.Now.ToUnixTimeMilliseconds();

        Assert.AreEqual(triedMs + 600000, bridge.Count("SELECT due_utc_ms FROM notice"));
        bridge.Pass(600);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);
    }

    [TestMethod]
    public async Task A_push_message_has_what_ntfy_shows()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
            settings.Pages.PublicUrl = "https://charging.example.org");
        (Contact? added, string? defect) = bridge.Host.Notices.Contacts.Add(
            new Contact
            {
                Channel = NoticeChannel.Push,
                Address = server.Address + "topic",
                Secret = "tk_secret",
                Kinds = ContactKinds.All,
            },
            isConfirmed: true);
        Assert.IsNull(defect);
        bridge.Raise("c1", IncidentKind.ConnectorFault, IncidentSeverity.Critical);
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 1);
        bridge.Pass(2);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        IReadOnlyDictionary<string, string> headers = server.Calls.Single().Headers;
        Assert.AreEqual("Critical: ConnectorFault at c1", headers["title"]);
        Assert.AreEqual("urgent", headers["priority"]);
        Assert.AreEqual("rotating_light", headers["tags"]);
        Assert.AreEqual("https://charging.example.org/alerts/1", headers["click"]);
        Assert.AreEqual("Bearer tk_secret", headers["authorization"]);
        Assert.AreEqual(bridge.Texts("SELECT public_id FROM notice").Single(), headers["x-sequence-id"]);
        StringAssert.Contains(server.Calls.Single().Body, "Charger c1 reports this fault");
    }

    [TestMethod]
    public async Task Messages_of_owners_do_not_go_into_the_operators_network_even_if_a_name_leads_there()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Notices.NoticesPlainHttp = true);
        bridge.Run(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + "VALUES ('olga', 'Olga', '', '', '', 'UTC', 0)");
        bridge.AddPerson("olga", Role.Owner, "a password for tests", "olga");
        Contact contact = new() { PersonName = "olga", Role = Role.Owner, AccountId = "olga", Channel = NoticeChannel.Webhook };
        ContactBook contacts = bridge.Host.Notices.Contacts;

        foreach (
            string inside in new[]
            {
                server.Address,
                "https://10.1.2.3/",
                "https://192.168.1.1/",
                "https://169.254.169.254/",
                "https://[::1]/",
                "https://[fd00::1]/",
                "https://localhost/",
                "https://[::ffff:10.1.2.3]/",
            })
        {
            StringAssert.Contains(
                contacts.Add(contact with { Address = inside }, isConfirmed: true).Defect,
                "inside a private network",
                inside);
        }

        // A name that leads inside is seen when it is used: so the row is made as if it had led elsewhere when it was added.
        Contact added = contacts.Add(contact with { Address = "https://example.org/hook" }, isConfirmed: true).Added!;
        bridge.Run(
            $"UPDATE contact SET address = 'http://localhost:{new Uri(server.Address).Port}/hook' WHERE contact_id = {added.ContactId}");
        bridge.Raise("c1", accountId: "olga");
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 1);
        bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Dead) == 1);

        StringAssert.Contains(bridge.Texts("SELECT last_error FROM notice").Single(), "leads into a private network");
        Assert.IsEmpty(server.Calls);
    }

    [TestMethod]
    public async Task What_waits_is_sent_by_the_bridge_that_is_started_next()
    {
        using HookServer server = new();
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddSystem(NoticeChannel.Webhook, server.Address + "hook");
        server.Answer("/hook", 503);
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 1 AND claimed_by IS NULL") == 1);
        await bridge.Host.DisposeAsync();
        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(5);
        await bridge.RestartAsync();
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        Assert.HasCount(2, server.Calls);
    }
}
