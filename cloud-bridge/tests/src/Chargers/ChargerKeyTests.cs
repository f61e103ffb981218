using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Claims;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Chargers;

/// <summary>A stolen charger is shut out, a renewed one goes on, and its history stays proved; done in another process than the bridge's,
/// as commands are.</summary>
[TestClass]
public class ChargerKeyTests
{
    [TestMethod]
    public async Task A_charger_whose_keys_are_revoked_is_sent_away_and_nothing_is_taken_from_it_any_more()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await using ScriptedCharger other = await bridge.ConnectAsync("c2");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        Assert.IsTrue(Keys(bridge).TryRevoke("c1", "ann", "stolen"));

        await Eventually.BecomesTrueAsync(() => !charger.IsConnected);
        await Assert.ThrowsAsync<Exception>(() => charger.ConnectAsync(bridge.Host.Broker.Port));
        Assert.IsTrue(other.IsConnected);
        byte[] late = charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff));
        TakeBehindAnotherBroker(bridge, late);
        CollectionAssert.AreEqual(new[] { "RevokedCharger" }, bridge.Texts("SELECT reason FROM quarantine").ToArray());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.IsFalse(Keys(bridge).TryRevoke("c1", "ann", "again"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_renewed_charger_sends_what_its_old_key_proved_and_then_goes_on_with_the_new_which_ends_the_old()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        ChargerSecrets first = ChargerSecrets.New();
        Assert.IsTrue(bridge.Host.Chargers.TryAdd("c1", first.DeviceKey, first.Password));
        await using ScriptedCharger before = new("c1", first.DeviceKey) { User = "c1", Password = first.Password };
        await before.ConnectAsync(bridge.Host.Broker.Port);
        await before.PublishAsync(Topic.Session, before.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        ChargerSecrets second = Keys(bridge).Renew("c1", isAtOnce: false, "ann", "")!;
        await Eventually.BecomesTrueAsync(() => bridge.Host.Chargers.Find("c1")!.IsRenewing);
        byte[] waiting = before.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff));
        await using ScriptedCharger after = before.WithKeys(second.DeviceKey, second.Password);
        await after.ConnectAsync(bridge.Host.Broker.Port);
        byte[] forged = before.Record(ScriptedSession.OneHour(3, 8360000, 5000000, tariff));
        await after.PublishAsync(Topic.Session, waiting);
        await after.PublishAsync(Topic.Session, after.Record(ScriptedSession.OneHour(3, 8360000, 2000000, tariff)));

        Assert.AreEqual(3, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.IsNull(bridge.Host.Chargers.HashAccepting("c1", "c1", first.Password));
        // Who has the old key makes a record behind the first of the new one: it proves nothing there.
        await after.PublishAsync(Topic.Session, before.Record(ScriptedSession.OneHour(4, 10360000, 9000000, tariff)));
        await after.PublishAsync(Topic.Session, forged);
        CollectionAssert.AreEquivalent(
            new[] { "WrongMac", "ChangedRepeat" },
            bridge.Texts("SELECT reason FROM quarantine").ToArray());
        CollectionAssert.AreEqual(
            new[] { "renewed", "password used", "key used" },
            bridge.Texts("SELECT event FROM charger_key_event ORDER BY event_id").ToArray());
        AssertHealthy(bridge);
        await bridge.RestartAsync();
        Assert.IsNotNull(bridge.Host.Chargers.HashAccepting("c1", "c1", second.Password));
        Assert.AreEqual(3, bridge.Host.Chargers.Find("c1")!.FormerKeys.Single().EndSequence);
    }

    [TestMethod]
    public async Task Keys_that_are_replaced_at_once_let_in_and_prove_nothing_and_what_they_proved_before_stays_proved()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        ChargerSecrets first = ChargerSecrets.New();
        bridge.Host.Chargers.TryAdd("c1", first.DeviceKey, first.Password);
        await using ScriptedCharger before = new("c1", first.DeviceKey) { User = "c1", Password = first.Password };
        await before.ConnectAsync(bridge.Host.Broker.Port);
        await before.PublishAsync(Topic.Session, before.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(1);

        ChargerSecrets second = Keys(bridge).Renew("c1", isAtOnce: true, "ann", "lost laptop")!;

        await Eventually.BecomesTrueAsync(() => !before.IsConnected);
        await Assert.ThrowsAsync<Exception>(() => before.ConnectAsync(bridge.Host.Broker.Port));
        // Who brings the new key meets a console that still knows the old one.
        Assert.HasCount(2, BridgeProof.UnlockWordsOf(bridge.Host.Chargers.Find("c1")!));
        await using ScriptedCharger after = before.WithKeys(second.DeviceKey, second.Password);
        await after.ConnectAsync(bridge.Host.Broker.Port);
        await after.PublishAsync(Topic.Session, before.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));
        CollectionAssert.AreEqual(new[] { "WrongMac" }, bridge.Texts("SELECT reason FROM quarantine").ToArray());
        await after.PublishAsync(Topic.Session, after.Record(ScriptedSession.OneHour(2, 7360000, 2000000, tariff)));
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_revoked_charger_that_is_renewed_sends_again_with_its_new_keys_alone()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger before = await bridge.ConnectAsync();
        await before.PublishAsync(Topic.Session, before.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(1);
        Keys(bridge).TryRevoke("c1", "ann", "stolen");

        ChargerSecrets second = Keys(bridge).Renew("c1", isAtOnce: false, "ann", "found")!;

        await Eventually.BecomesTrueAsync(() => !before.IsConnected);
        await using ScriptedCharger after = before.WithKeys(second.DeviceKey, second.Password);
        await after.ConnectAsync(bridge.Host.Broker.Port);
        await after.PublishAsync(Topic.Session, after.Record(ScriptedSession.OneHour(2, 7360000, 2000000, tariff)));
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        CollectionAssert.AreEqual(
            new[] { "revoked", "replaced" },
            bridge.Texts("SELECT event FROM charger_key_event ORDER BY event_id").ToArray());
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_revoked_charger_that_is_away_keeps_no_other_from_being_sent_away()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger thief = await bridge.ConnectAsync("c2");
        await (await bridge.ConnectAsync("c1")).DisposeAsync();

        Keys(bridge).TryRevoke("c1", "ann", "stolen");
        Keys(bridge).TryRevoke("c2", "ann", "stolen");

        await Eventually.BecomesTrueAsync(() => !thief.IsConnected);
        Assert.IsTrue(bridge.Host.Readiness.Check().All(line => line.IsWell));
    }

    [TestMethod]
    public async Task Of_many_keys_that_were_never_used_a_charger_may_have_the_last_four()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        byte[][] made = [.. Enumerable.Range(0, 6).Select(_ => Keys(bridge).Renew("c1", isAtOnce: false, "ann", "")!.DeviceKey)];

        bridge.Host.Chargers.Refresh();
        CollectionAssert.AreEqual(
            made[2..].Reverse().Select(Convert.ToHexStringLower).ToArray(),
            bridge.Host.Chargers.Find("c1")!.KeysInUse().Select(Convert.ToHexStringLower).ToArray());
    }

    [TestMethod]
    public async Task The_command_prints_new_keys_once_and_says_what_is_wrong()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);

        CommandRun renewed = Run(bridge, "renew", "c1");
        StringAssert.Contains(renewed.Output, "MQTT password  ");
        StringAssert.Contains(renewed.Output, "The old keys are good until the charger has used these.");
        Assert.AreEqual(0, Run(bridge, "revoke", "c1", "--reason", "stolen").ExitCode);
        Assert.AreEqual(2, Run(bridge, "revoke", "c1", "--reason", "stolen").ExitCode);
        Assert.AreEqual(2, Run(bridge, "revoke", "c1", "--reason", " ").ExitCode);
        Assert.AreEqual(2, Run(bridge, "renew", "nobody").ExitCode);
        Assert.IsFalse(bridge.Texts("SELECT device_key FROM charger").Single() == Convert.ToHexStringLower(RunningBridge.DeviceKey));
    }

    [TestMethod]
    public async Task The_command_prints_the_unlock_word_by_each_key_that_the_charger_may_have()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", [.. Enumerable.Range(0, 32).Select(value => (byte)value)]);

        Assert.AreEqual("unlock 044f3dcf", Run(bridge, "unlock-word", "c1").Output.Trim());
        Keys(bridge).Renew("c1", isAtOnce: false, "ann", "");
        StringAssert.EndsWith(
            Run(bridge, "unlock-word", "c1").Output.Trim(), "unlock 044f3dcf   while the charger has the key from before");
        Assert.AreEqual(2, Run(bridge, "unlock-word", "nobody").ExitCode);
    }

    [TestMethod]
    public async Task The_api_renews_and_revokes_for_operators_alone()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        using HttpClient http = bridge.Http();
        using HttpClient technician = bridge.Http(Role.Technician);
        const string Keys = "/api/v1/chargers/c1/keys";

        Assert.AreEqual(
            HttpStatusCode.Forbidden,
            (await technician.PostAsJsonAsync(Keys + "/renew", new { reason = "" })).StatusCode);
        HttpResponseMessage renewed = await http.PostAsJsonAsync(Keys + "/renew", new { isAtOnce = true });
        JsonElement keys = await renewed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual(64, keys.GetProperty("deviceKey").GetString()!.Length);
        Assert.AreEqual("c1 32", $"{keys.GetProperty("mqttUser").GetString()} {keys.GetProperty("mqttPassword").GetString()!.Length}");
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await http.PostAsJsonAsync(Keys + "/revoke", new { reason = "" })).StatusCode);
        Assert.AreEqual(HttpStatusCode.NoContent, (await http.PostAsJsonAsync(Keys + "/revoke", new { reason = "stolen" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.NotFound,
            (await http.PostAsJsonAsync("/api/v1/chargers/nobody/keys/renew", new { reason = "" })).StatusCode);
        await Eventually.BecomesTrueAsync(() => bridge.Host.Chargers.Find("c1")!.IsRevoked);
        HttpResponseMessage given = await http.PutAsJsonAsync("/api/v1/chargers/c1/owner", new { accountId = (string?)null });
        Assert.AreEqual(HttpStatusCode.NoContent, given.StatusCode, "it is still the operator's");
        JsonElement list = await http.GetFromJsonAsync<JsonElement>(Keys);
        Assert.IsTrue(list.GetProperty("isRevoked").GetBoolean());
        Assert.AreEqual(
            "revoked stolen, replaced ",
            string.Join(
                ", ",
                list.GetProperty("events").EnumerateArray()
                    .Select(one => $"{one.GetProperty("event").GetString()} {one.GetProperty("reason").GetString()}")));
        Assert.IsFalse((await http.GetStringAsync(Keys)).Contains(keys.GetProperty("deviceKey").GetString()!, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task An_operator_makes_new_keys_on_the_chargers_page_which_shows_them_once_and_who_did_it()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        stage.Bridge.AddPerson("ann", Role.Operator, ClaimStage.Password);
        stage.Bridge.AddPerson("tom", Role.Technician, ClaimStage.Password);
        using Browser ann = new(stage.Bridge.Host.PagesAddress);
        await ann.SignInAsync("ann", ClaimStage.Password);

        HttpResponseMessage renewed = await ann.SubmitFormAsync(
            "/chargers/c1",
            "renew-keys",
            new() { ["Renewal.Reason"] = "lost laptop", ["Renewal.IsAtOnce"] = "true" });
        string shown = await renewed.Content.ReadAsStringAsync();
        string key = stage.Bridge.Texts("SELECT device_key FROM charger WHERE charger_id = 'c1'").Single();
        StringAssert.Contains(shown, key);
        HttpResponseMessage refused = await ann.SubmitFormAsync("/chargers/c1", "revoke-keys", new() { ["Revocation.Reason"] = " " });
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await ann.SubmitFormAsync("/chargers/c1", "revoke-keys", new() { ["Revocation.Reason"] = "stolen" });

        await Eventually.BecomesTrueAsync(() => stage.Bridge.Host.Chargers.Find("c1")!.IsRevoked);
        string page = await ann.ReadAsync("/chargers/c1");
        string word = BridgeProof.UnlockWordsOf(stage.Bridge.Host.Chargers.Find("c1")!)[0];
        StringAssert.Contains(page, $"unlock {word}");
        Assert.IsFalse(page.Contains(key, StringComparison.Ordinal));
        StringAssert.Contains(page, "Nothing is taken from this charger until it has new keys.");
        StringAssert.Contains(page, "ann: lost laptop");
        StringAssert.Contains(page, "ann: stolen");
        using Browser tom = new(stage.Bridge.Host.PagesAddress);
        await tom.SignInAsync("tom", ClaimStage.Password);
        string toms = await tom.ReadAsync("/chargers/c1");
        Assert.IsFalse(toms.Contains("stolen", StringComparison.Ordinal), "keys are the operator's matter");
        Assert.IsFalse(toms.Contains(word, StringComparison.Ordinal), "and so is the word");
    }

    private static ChargerKeys Keys(RunningBridge bridge)
    {
        return new ChargerKeys(new Database(bridge.DatabasePath), bridge.Clock);
    }

    private static void TakeBehindAnotherBroker(RunningBridge bridge, byte[] message)
    {
        Database database = new(bridge.DatabasePath);
        using IngestStore store = new(database);
        SessionIngestor sessions = new(
            store,
            new ChargerRegistry(database, bridge.Clock),
            new SessionRater(new TariffBook(database, bridge.Clock, "")),
            new BillMaker(new OperatorSettings()),
            "");
        store.Begin("c1");
        sessions.Take(DecodedMessage.Of(new ChargerMessage("c1", Topic.Session, message, bridge.Clock.Now.ToUnixTimeMilliseconds())));
        store.Commit();
    }

    private static CommandRun Run(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(ChargerCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }

    private static void AssertHealthy(RunningBridge bridge)
    {
        Assert.AreEqual("", string.Join("\n", new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects));
    }
}

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ChargerKeyTestsOnPostgres : ChargerKeyTests;
