using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Tests.Stage;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Fuzz;

[TestClass]
public sealed class MessageFuzzTests
{
    [TestMethod]
    public void The_corpus_is_what_the_agents_own_writers_write()
    {
        foreach (
            (string name, byte[] json) in Corpus
                .Messages.Select(message => (message.Name, message.Json))
                .Concat(Corpus.Tariffs)
                .Concat(Corpus.DeviceTariffs))
        {
            string path = Path.Combine(CorpusPath(), name);
            if (Environment.GetEnvironmentVariable("CHARGEAGENT_WRITE_CORPUS") == "1")
            {
                File.WriteAllBytes(path, json);
            }

            CollectionAssert.AreEqual(
                json,
                File.ReadAllBytes(path),
                $"{name} is another: write the corpus anew with CHARGEAGENT_WRITE_CORPUS=1");
        }
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_mutated_message_crashes_nothing_bills_nothing_and_is_counted_when_it_is_refused()
    {
        // Two of five mutants come before anything real does: every sequence is free.
        int count = FuzzSettings.Count / 5 * 2;
        FuzzSettings.Announce(count);
        Mutator mutator = NewMutator(FuzzSettings.Seed);
        HashSet<string> meanings = [.. Corpus.Messages.Select(message => MeaningOf(message.Topic, message.Json)).OfType<string>()];
        await using FuzzBridge bridge = new();
        long sameMeaning = 0;
        for (int i = 0; i < count; i++)
        {
            (_, Topic topic, byte[] original) = mutator.Pick(Corpus.Messages);
            byte[] mutant = mutator.Damage(original);
            if (MeaningOf(topic, mutant) is { } meaning && meanings.Contains(meaning))
            {
                // A space, a member that is not proved: this is the charger's own record still, and would rightly be taken.
                sameMeaning++;
                continue;
            }

            await bridge.TakeAsync(topic, mutant);
        }

        await bridge.FlushAsync();
        CollectionAssert.IsSubsetOf(bridge.Outcomes.Keys, new[] { IngestKind.Quarantined, IngestKind.StatusKept });
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM durable_record"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        Console.WriteLine($"{sameMeaning} of the same meaning, not sent");
        AssertCounted(
            bridge,
            count - sameMeaning,
            [QuarantineReason.Malformed, QuarantineReason.UnknownVersion, QuarantineReason.WrongMac]);

        // The real messages are kept out by none of that.
        await TakeAllRealAsync(bridge);
    }

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_replay_with_altered_fields_changes_no_bill_and_is_counted()
    {
        // Two of five mutants come after the real messages: every sequence is taken.
        int count = FuzzSettings.Count / 5 * 2;
        FuzzSettings.Announce(count);
        Mutator mutator = NewMutator(FuzzSettings.Seed + 1);
        await using FuzzBridge bridge = new();
        await TakeAllRealAsync(bridge);
        bridge.Outcomes.Clear();
        for (int i = 0; i < count; i++)
        {
            (_, Topic topic, byte[] original) = mutator.Pick(Corpus.Messages);
            await bridge.TakeAsync(topic, mutator.Damage(original));
        }

        await bridge.FlushAsync();
        CollectionAssert.IsSubsetOf(bridge.Outcomes.Keys, new[] { IngestKind.Quarantined, IngestKind.Repeated, IngestKind.StatusKept });
        AssertCounted(
            bridge,
            count,
            [QuarantineReason.Malformed, QuarantineReason.UnknownVersion, QuarantineReason.WrongMac, QuarantineReason.ChangedRepeat]);
        Assert.AreEqual(5, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual("", string.Join("\n", bridge.Verify().Defects));
    }

    private static Mutator NewMutator(int seed)
    {
        return new Mutator(seed, [.. Corpus.Messages.Select(message => message.Json)]);
    }

    // Five sessions and three alerts.
    private static async Task TakeAllRealAsync(FuzzBridge bridge)
    {
        foreach ((_, Topic topic, byte[] json) in Corpus.Messages)
        {
            await bridge.TakeAsync(topic, json);
        }

        await bridge.FlushAsync();
        Assert.AreEqual(5, bridge.Outcomes[IngestKind.Billed]);
        Assert.AreEqual(4, bridge.Outcomes[IngestKind.AlertKept]);
    }

    private static void AssertCounted(FuzzBridge bridge, long count, string[] reasons)
    {
        long refused = bridge.Outcomes.GetValueOrDefault(IngestKind.Quarantined);
        long status = bridge.Outcomes.GetValueOrDefault(IngestKind.StatusKept);
        long repeated = bridge.Outcomes.GetValueOrDefault(IngestKind.Repeated);
        long kept = bridge.Count("SELECT COUNT(*) FROM quarantine");
        Console.WriteLine(
            $"{count} sent: {refused} refused, {status} statuses that can be read, {repeated} repeats of the "
                + $"same meaning; {kept} kept in quarantine");
        foreach (string reason in reasons)
        {
            long times = bridge.Count($"SELECT COUNT(*) FROM quarantine WHERE reason = '{reason}'");
            Console.WriteLine($"  {reason}: {times}");
            Assert.IsTrue(times > 0 || count < 1000, $"the mutator reaches {reason}");
        }

        Assert.AreEqual(count, refused + status + repeated, "nothing is uncounted");
        Assert.AreEqual(refused, bridge.Count("SELECT SUM(times_seen) FROM quarantine"), "each refused one is counted in quarantine");
        Assert.AreEqual(
            0,
            bridge.Count("SELECT COUNT(*) FROM quarantine WHERE reason = 'BridgeDefect'"),
            "no message met a defect of the bridge");
    }

    // What a durable message says and proves; null for what is none.
    private static string? MeaningOf(Topic topic, byte[] payload)
    {
        return topic == Topic.Status
            ? null
            : RecordDecoder.Decode(new ChargerMessage(Corpus.ChargerId, topic, payload, 0), out _, out _)?.ContentHash;
    }

    private static string CorpusPath()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "ChargeAgent.sln")))
        {
            directory = directory.Parent;
        }

        Assert.IsNotNull(directory, "the tests run below the root of the source");
        return Path.Combine(directory.FullName, "cloud-bridge", "tests", "src", "Fuzz", "corpus");
    }
}
