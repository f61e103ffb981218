using System.Net;
using System.Net.Http.Json;
using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Releases;

/// <summary>What is discarded from quarantine goes with name and reason, leaves its hash and count, and makes room.</summary>
[TestClass]
public class DiscardTests
{
    private const string Noted =
        "SELECT charger_id || '/' || topic || ' ' || times_seen || ' ' || was_reason || ' ' || discarded_by || ': ' || reason "
        + "FROM quarantine_discard ORDER BY charger_id, topic, content_hash";

    [TestMethod]
    public async Task A_message_is_discarded_with_name_and_reason_and_its_count_and_hash_stay()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, "{\"version\":2}"u8.ToArray());
        await charger.PublishAsync(Topic.Session, "{\"version\":2}"u8.ToArray());
        await charger.PublishAsync(Topic.Session, "{\"version\":3}"u8.ToArray());
        string hash = bridge.Texts("SELECT content_hash FROM quarantine WHERE times_seen = 2").Single();

        CommandRun run = Quarantine(bridge, "discard", hash[..8], "--reason", "a test bench", "--by", "anna");

        Assert.AreEqual(0, run.ExitCode, run.Output);
        Assert.AreEqual("The message of charger c1 was discarded from quarantine.", run.Lines.Single());
        CollectionAssert.AreEqual(new[] { "c1/session 2 UnknownVersion anna: a test bench" }, bridge.Texts(Noted).ToArray());
        Assert.AreEqual(hash, bridge.Texts("SELECT content_hash FROM quarantine_discard").Single());
        CollectionAssert.AreEqual(new[] { "{\"version\":3}" }, bridge.Texts("SELECT payload FROM quarantine").ToArray());
        Assert.AreEqual(1, Quarantine(bridge, "discarded").Lines.Count(line => line.StartsWith(hash, StringComparison.Ordinal)));
        Assert.AreEqual(2, Quarantine(bridge, "discard", hash, "--reason", "again").ExitCode);

        // It may come again, and is kept again.
        await charger.PublishAsync(Topic.Session, "{\"version\":2}"u8.ToArray());
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        Assert.AreEqual(0, new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects.Count);
    }

    [TestMethod]
    public async Task All_of_a_charger_is_discarded_at_once_and_makes_room_for_what_comes_then()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await using ScriptedCharger other = await bridge.ConnectAsync("other");
        await other.PublishAsync(Topic.Alert, "[]"u8.ToArray());
        for (int i = 0; i < 502; i++)
        {
            await charger.PublishAsync(Topic.Alert, Encoding.UTF8.GetBytes($"[{i}]"));
        }

        string full = Quarantine(bridge, "list").Lines.Single(line => line.StartsWith("overflow", StringComparison.Ordinal));
        StringAssert.Contains(full, "  2 times since 2026-06-01 12:00:00 UTC+00:00  Full: 500 messages are kept: ");

        CommandRun run = Quarantine(bridge, "discard", "--all", "--charger", "c1", "--reason", "a firmware that went mad");

        Assert.AreEqual("501 rows of charger c1 were discarded from quarantine.", run.Lines.Single());
        Assert.AreEqual(2, bridge.Count("SELECT times_seen FROM quarantine_discard WHERE topic = '*'"));
        CollectionAssert.AreEqual(new[] { "other" }, bridge.Texts("SELECT charger_id FROM quarantine").ToArray());
        await charger.PublishAsync(Topic.Alert, "[501]"u8.ToArray());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine WHERE payload = '[501]'"));
    }

    [TestMethod]
    public async Task All_that_nobody_has_added_is_discarded_under_a_star()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Run(
            """
            INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen,
                quota_of)
            VALUES ('x1', 'alert', 'h', 'UnknownCharger', '', '', 1, 1, 1, '*'),
                ('x2', 'alert', 'h', 'UnknownCharger', '', '', 1, 1, 1, '*'),
                ('*', '*', 'overflow', 'UnknownCharger', '', '', 1, 1, 7, ''), ('c1', 'alert', 'h', 'Malformed', '', '', 1, 1, 1, 'c1')
            """);

        CommandRun run = Quarantine(bridge, "discard", "--all", "--charger", "*", "--reason", "a scan");

        Assert.AreEqual("3 rows of chargers that nobody has added were discarded from quarantine.", run.Lines.Single());
        CollectionAssert.AreEqual(new[] { "c1" }, bridge.Texts("SELECT charger_id FROM quarantine").ToArray());
    }

    [TestMethod]
    [DataRow("discard", "--reason", "x")]
    [DataRow("discard", "--all", "--reason", "x")]
    [DataRow("discard", "ab", "--all", "--charger", "c1", "--reason", "x")]
    [DataRow("discard", "ab", "--reason", " ")]
    public async Task Who_says_too_little_discards_nothing(params string[] arguments)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();

        Assert.AreEqual(2, Quarantine(bridge, arguments).ExitCode);
    }

    [TestMethod]
    public async Task An_id_that_is_empty_is_not_that_of_everybody()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Alert, "[1]"u8.ToArray());
        bridge.Run("UPDATE quarantine SET quota_of = ''");

        CommandRun run = Quarantine(bridge, "discard", "--all", "--charger", "", "--reason", "x");

        Assert.AreEqual("Nothing was discarded: say of which charger.", run.Lines.Single());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task The_page_discards_for_an_operator_and_for_nobody_else()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Alert, "[1]"u8.ToArray());
        await charger.PublishAsync(Topic.Alert, "[2]"u8.ToArray());
        using Browser technician = await bridge.SignInAsync("tim", Role.Technician);
        using Browser anna = await bridge.SignInAsync("anna", Role.Operator);
        Dictionary<string, string> one = new() { ["Form.Reason"] = "noise", ["Form.Act"] = "one" };
        string page = await anna.ReadAsync("/quarantine");
        StringAssert.Contains(page, "Discard all of c1");
        Assert.IsFalse((await technician.ReadAsync("/quarantine")).Contains("Discard", StringComparison.Ordinal));

        HttpResponseMessage bare = await anna.PostAsync("/quarantine", new() { ["_handler"] = "discard", ["Form.Charger"] = "c1" });
        HttpResponseMessage silent = await anna.SubmitFormAsync("/quarantine", "discard", new() { ["Form.Act"] = "all" });
        HttpResponseMessage done = await anna.SubmitFormAsync("/quarantine", "discard", one);

        Assert.AreEqual(HttpStatusCode.BadRequest, bare.StatusCode, "without its token");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, silent.StatusCode, "without a reason");
        Assert.AreEqual(HttpStatusCode.OK, done.StatusCode);
        StringAssert.Contains(await done.Content.ReadAsStringAsync(), "The message of charger c1 was discarded from quarantine.");
        CollectionAssert.AreEqual(new[] { "c1/alert 1 Malformed anna: noise" }, bridge.Texts(Noted).ToArray());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task The_api_discards_for_an_operator_and_lists_what_was()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Alert, "[1]"u8.ToArray());
        using HttpClient http = bridge.Http();
        using HttpClient technician = bridge.Http(Role.Technician);
        object all = new { chargerId = "c1", isAll = true, reason = "noise" };

        Assert.AreEqual(HttpStatusCode.Forbidden, (await technician.PostAsJsonAsync("/api/v1/quarantine/discard", all)).StatusCode);
        HttpResponseMessage unclear = await http.PostAsJsonAsync("/api/v1/quarantine/discard", new { chargerId = "c1", reason = "noise" });
        HttpResponseMessage silent = await http.PostAsJsonAsync("/api/v1/quarantine/discard", new { chargerId = "c1", isAll = true });
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        HttpResponseMessage done = await http.PostAsJsonAsync("/api/v1/quarantine/discard", all);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unclear.StatusCode);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, done.StatusCode);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        StringAssert.Contains(await http.GetStringAsync("/api/v1/quarantine/discarded"), "\"reason\":\"noise\"");
    }

    private static CommandRun Quarantine(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(QuarantineCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }
}
