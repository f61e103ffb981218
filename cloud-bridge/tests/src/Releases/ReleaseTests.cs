using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Releases;

[TestClass]
public class ReleaseTests
{
    [TestMethod]
    public async Task A_session_held_for_want_of_a_tariff_is_billed_when_one_is_there()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));
        CommandRun tooEarly = Held(bridge, "release", "c1-1", "--reason", "try", "--by", "anna");
        await bridge.PublishAsync();

        CommandRun released = Held(bridge, "release", "c1-1", "--reason", "tariff was late", "--by", "anna");

        Assert.AreEqual(1, tooEarly.ExitCode);
        StringAssert.Contains(tooEarly.Output, "c1-1 stays held. The charger had no tariff");
        // 7.36 kWh at 0.30 EUR are 2.208, with 20 % VAT 2.6496: 2.65.
        string number = bridge.Texts("SELECT bill_number FROM bill").Single();
        Assert.AreEqual($"c1-1 was billed: {number}, EUR 2.65 including VAT.", released.Lines.Single());
        CollectionAssert.AreEqual(
            new[] { "held c1-1 NoTariff anna: tariff was late" },
            bridge
                .Texts("SELECT source || ' ' || subject || ' ' || was_reason || ' ' || released_by || ': ' || reason FROM release_log")
                .ToArray());
        StringAssert.Contains(bridge.Host.Bills.FindBySession("c1-1")!.Notes[^1], "released by a person");
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_person_may_vouch_for_a_records_place_and_verify_still_names_the_break()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        charger.BreakChain();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff)));

        CommandRun released = Held(bridge, "release", "c1-2", "--reason", "board was exchanged, seen by me");

        Assert.AreEqual(0, released.ExitCode, released.Output);
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        StringAssert.Contains(bridge.Host.Bills.FindBySession("c1-2")!.Notes[^1], "does not follow the one before it");
        StringAssert.Contains(
            new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects.Single().ToString(),
            "c1 record 2: the chain is broken");
    }

    [TestMethod]
    public async Task Vouching_for_a_broken_chain_does_not_vouch_for_a_register_that_went_back()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        charger.BreakChain();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 0, 1000000, tariff)));

        CommandRun first = Held(bridge, "release", "c1-2", "--reason", "board was exchanged");
        CommandRun second = Held(bridge, "release", "c1-2", "--reason", "the register was exchanged too");

        StringAssert.Contains(first.Output, "stays held. The energy register is lower");
        Assert.AreEqual(1, first.ExitCode);
        Assert.AreEqual(0, second.ExitCode);
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    [DataRow(HoldReason.CostDiffers)]
    [DataRow(HoldReason.PeriodsDoNotAddUp)]
    public async Task What_cannot_be_priced_exactly_stays_held_whoever_asks(string reason)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 7360000, tariff);
        session.CostExclMicros += reason == HoldReason.CostDiffers ? 1 : 0;
        session.Periods[0].EnergyMilliwattHours -= reason == HoldReason.PeriodsDoNotAddUp ? 1 : 0;
        await charger.PublishAsync(Topic.Session, charger.Record(session));

        CommandRun released = Held(bridge, "release", "c1-1", "--reason", "the owner is a friend");

        Assert.AreEqual(1, released.ExitCode);
        CollectionAssert.AreEqual(new[] { reason }, bridge.Texts("SELECT hold_reason FROM charging_session").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM release_log"));
    }

    [TestMethod]
    public async Task A_record_of_a_charger_that_was_added_late_is_released_and_gets_its_receipt()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        ScriptedCharger late = new("late", RunningBridge.DeviceKey);
        byte[] message = late.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        QuarantineAsUnknown(bridge, "late", message);
        string number = bridge.Texts("SELECT content_hash FROM quarantine").Single()[..6];
        CommandRun tooEarly = Quarantine(bridge, "release", number, "--reason", "try");
        await using ScriptedCharger charger = await bridge.ConnectAsync("late");

        CommandRun released = Quarantine(bridge, "release", number, "--reason", "the charger is there now", "--by", "anna");

        Assert.AreEqual(1, tooEarly.ExitCode);
        StringAssert.Contains(tooEarly.Output, "stays in quarantine. Nobody has added this charger");
        Assert.AreEqual(0, released.ExitCode, released.Output);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
        // The release was made by another process: the running bridge finds the debt and pays it.
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Of_two_people_who_release_the_same_session_one_wins_and_the_other_is_told()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));
        await bridge.PublishAsync();
        using ReleaseDesk anna = new(bridge.DatabasePath, bridge.Settings().Operator, bridge.Clock);
        using ReleaseDesk bert = new(bridge.DatabasePath, bridge.Settings().Operator, bridge.Clock);
        // Both have seen it held before either acts.
        HeldSessionRow seenByAnna = anna.FindHeld("c1-1");
        HeldSessionRow seenByBert = bert.FindHeld("c1-1");

        ReleaseResult[] results = await Task.WhenAll(
            Task.Run(() => anna.Release(seenByAnna, new ReleaseOrder("anna", "tariff was late"))),
            Task.Run(() => bert.Release(seenByBert, new ReleaseOrder("bert", "tariff was late"))));

        Assert.AreEqual(1, results.Count(result => result.Release != null));
        Assert.AreEqual(
            "c1-1 is not held any more, or for another reason: somebody else has tried to release it. Look with cloud-bridge held list.",
            results.Single(result => result.Release == null).Sentence);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Of_two_people_who_release_the_same_message_one_wins_and_the_other_is_told()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        QuarantineAsUnknown(
            bridge,
            "late",
            new ScriptedCharger("late", RunningBridge.DeviceKey).Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await using ScriptedCharger charger = await bridge.ConnectAsync("late");
        using ReleaseDesk anna = new(bridge.DatabasePath, bridge.Settings().Operator, bridge.Clock);
        using ReleaseDesk bert = new(bridge.DatabasePath, bridge.Settings().Operator, bridge.Clock);
        QuarantinedMessage seenByAnna = anna.FindQuarantined("", "late");
        QuarantinedMessage seenByBert = bert.FindQuarantined("", "late");

        ReleaseResult[] results = await Task.WhenAll(
            Task.Run(() => anna.Release(seenByAnna, new ReleaseOrder("anna", "it is there now"))),
            Task.Run(() => bert.Release(seenByBert, new ReleaseOrder("bert", "it is there now"))));

        Assert.AreEqual(1, results.Count(result => result.Release != null));
        StringAssert.EndsWith(
            results.Single(result => result.Release == null).Sentence,
            "is not in quarantine any more: somebody else has released it. Look with cloud-bridge quarantine list.");
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_forged_record_is_not_released_by_anybody()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, new ScriptedCharger("c1", new byte[32]).Record(ScriptedSession.OneHour(1, 0, 1, tariff)));
        string number = bridge.Texts("SELECT content_hash FROM quarantine").Single();

        CommandRun released = Quarantine(bridge, "release", number, "--reason", "please");

        Assert.AreEqual(1, released.ExitCode);
        StringAssert.Contains(released.Output, "stays in quarantine. The authentication code is not this charger's");
        Assert.AreEqual(1, bridge.Count("SELECT times_seen FROM quarantine"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    public async Task A_second_record_proved_by_the_same_key_is_named_as_a_fork()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.PublishAsync(
            Topic.Session,
            new ScriptedCharger("c1", RunningBridge.DeviceKey).Record(ScriptedSession.OneHour(1, 0, 7360001, tariff)));

        string defect = new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects.Single().ToString();

        StringAssert.Contains(defect, "the chain forks: a second record 1 is proved by the charger's key");
    }

    [TestMethod]
    public async Task Lists_and_pages_of_one_show_the_reason_and_the_message()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes("{\"version\":2}"));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));
        string number = bridge.Texts("SELECT content_hash FROM quarantine").Single()[..10];

        StringAssert.StartsWith(
            Quarantine(bridge, "list").Output,
            $"{number}  c1/session  2026-06-01 12:00:00 UTC+00:00  1 times  UnknownVersion: $.version is 2");
        StringAssert.EndsWith(Quarantine(bridge, "show", number[..4]).Output.TrimEnd(), "{\"version\":2}");
        StringAssert.StartsWith(Held(bridge, "list").Output, "c1-1  2026-06-01 12:00:00 UTC+00:00  7.360");
        StringAssert.Contains(Held(bridge, "show", "c1-1").Output, "Held     NoTariff: The charger had no tariff");
        Assert.AreEqual(2, Held(bridge, "show", "c1-9").ExitCode);
        Assert.AreEqual(2, Quarantine(bridge, "show", "zz").ExitCode);
        Assert.AreEqual(2, Held(bridge, "release", "c1-1", "--reason", " ").ExitCode);
    }

    private static void QuarantineAsUnknown(RunningBridge bridge, string chargerId, byte[] message)
    {
        // The embedded broker lets no unknown charger in; behind another broker its messages come all the same.
        using IngestStore store = new(new Database(bridge.DatabasePath));
        store.Begin();
        store.Quarantine.Add(
            new ChargerMessage(chargerId, Topic.Session, message, bridge.Clock.Now.ToUnixTimeMilliseconds()),
            QuarantineReason.UnknownCharger,
            "sequence 1");
        store.Commit();
    }

    private static void AssertHealthy(RunningBridge bridge)
    {
        Verdict verdict = new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify();
        Assert.AreEqual("", string.Join("\n", verdict.Defects));
        Assert.AreEqual(1, verdict.Releases);
    }

    private static CommandRun Held(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(HeldCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }

    private static CommandRun Quarantine(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(QuarantineCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }
}
