using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>Quarantine has room for each charger: who fills it with nonsense takes no room of another's.</summary>
[TestClass]
public class QuarantineQuotaTests
{
    private const long NoonUtcMs = 1780315200000;

    [TestMethod]
    public async Task A_charger_that_fills_its_quota_takes_no_room_of_another()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("flood", RunningBridge.DeviceKey);
        await bridge.Host.AddChargerAsync("calm", RunningBridge.DeviceKey);

        QuarantineStep[] steps = Add(bridge, Enumerable.Range(1, 600).Select(number => MessageOf("flood", number)));

        Assert.AreEqual(500, steps.Count(step => step == QuarantineStep.Added));
        Assert.AreEqual(QuarantineStep.FirstBeyond, steps[500]);
        Assert.AreEqual(99, steps.Count(step => step == QuarantineStep.Beyond));
        CollectionAssert.AreEqual(
            new[] { QuarantineStep.Added, QuarantineStep.Again },
            Add(bridge, [MessageOf("calm", 1), MessageOf("calm", 1)]));
        // What is kept still counts up by itself.
        CollectionAssert.AreEqual(new[] { QuarantineStep.Again }, Add(bridge, [MessageOf("flood", 500)]));
        QuarantineRow beyond = new Watch(new Database(bridge.DatabasePath)).Quarantine(0, 1000).Single(row => row.Topic == "*");
        Assert.AreEqual("flood", beyond.ChargerId);
        Assert.AreEqual(100, beyond.TimesSeen);
        Assert.AreEqual(NoonUtcMs + 501, beyond.FirstUtcMs);
        Assert.AreEqual(NoonUtcMs + 600, beyond.LastUtcMs);
        Assert.AreEqual("500 messages are kept: this row counts the others since then, whose content is not", beyond.Detail);
        Assert.AreEqual(0, new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects.Count);
    }

    [TestMethod]
    public async Task Status_messages_of_a_charger_take_no_room_of_its_records()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);

        // As of a firmware whose status this bridge does not know: each is another, and comes for weeks.
        QuarantineStep[] steps = Add(
            bridge,
            Enumerable.Range(1, 600).Select(number => MessageOf("c1", number) with { Topic = Topic.Status }));
        QuarantineStep[] records = Add(bridge, Enumerable.Range(1, 451).Select(number => MessageOf("c1", number)));

        Assert.AreEqual(50, steps.Count(step => step == QuarantineStep.Added));
        Assert.AreEqual(450, records.Count(step => step == QuarantineStep.Added));
        Assert.AreEqual(QuarantineStep.FirstBeyond, records[450]);
        CollectionAssert.AreEqual(
            new[]
            {
                "1 500 messages are kept: this row counts the others since then, whose content is not",
                "550 50 status messages are kept: this row counts the others since then, whose content is not",
            },
            bridge.Texts("SELECT times_seen || ' ' || detail FROM quarantine WHERE topic = '*' ORDER BY content_hash").ToArray());
    }

    [TestMethod]
    public async Task A_full_quota_is_told_once_as_an_alert()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        Add(bridge, Enumerable.Range(1, 500).Select(number => MessageOf("c1", number)));

        await charger.PublishAsync(Topic.Session, "{\"version\":7}"u8.ToArray());
        await charger.PublishAsync(Topic.Session, "{\"version\":8}"u8.ToArray());

        StringAssert.StartsWith(
            bridge.Texts("SELECT detail FROM alert WHERE code = 'Quarantined'").Single(),
            "Quarantine is full of this charger's messages: from now on their content is not kept. The message is of a version");
    }

    [TestMethod]
    public async Task Chargers_that_nobody_has_added_share_one_quota_and_take_no_room_of_those_that_were()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        bridge.Run(
            """
            INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen,
                quota_of)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
            SELECT 'stranger-' || i, 'session', 'hash', 'UnknownCharger', '', '', 1, 1, 1, '*' FROM n
            """);

        QuarantineStep[] steps = Add(bridge, [MessageOf("x1", 1), MessageOf("x2", 1), MessageOf("x3", 1), MessageOf("c1", 1)]);

        CollectionAssert.AreEqual(
            new[] { QuarantineStep.Added, QuarantineStep.FirstBeyond, QuarantineStep.Beyond, QuarantineStep.Added },
            steps);
        Assert.AreEqual(2, bridge.Count("SELECT times_seen FROM quarantine WHERE charger_id = '*' AND topic = '*'"));
    }

    [TestMethod]
    public async Task What_was_kept_before_there_were_quotas_takes_none()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        Add(bridge, Enumerable.Range(1, 500).Select(number => MessageOf("c1", number)));
        bridge.Run("UPDATE quarantine SET quota_of = ''");

        QuarantineStep[] steps = Add(bridge, Enumerable.Range(501, 501).Select(number => MessageOf("c1", number)));

        Assert.AreEqual(QuarantineStep.Added, steps[499]);
        Assert.AreEqual(QuarantineStep.FirstBeyond, steps[500]);
        Assert.AreEqual(0, new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects.Count);
    }

    private static ChargerMessage MessageOf(string chargerId, int number)
    {
        return new ChargerMessage(
            chargerId,
            Topic.Session,
            Encoding.UTF8.GetBytes($"{{\"version\":2,\"sequence\":{number}}}"),
            NoonUtcMs + number);
    }

    private static QuarantineStep[] Add(RunningBridge bridge, IEnumerable<ChargerMessage> messages)
    {
        using IngestStore store = new(new Database(bridge.DatabasePath));
        store.Begin("c1");
        QuarantineStep[] steps =
        [
            .. messages.Select(message => store.Quarantine.Add(message, QuarantineReason.UnknownVersion, "$.version is 2")),
        ];
        store.Commit();
        return steps;
    }
}
