using System.Text;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>A charger gives up a record for want of room only when its bridge has said that it has all of it: and the bridge says so only
/// then.</summary>
[TestClass]
public class KeptRecordTests
{
    [TestMethod]
    public async Task A_record_that_cannot_be_taken_is_said_to_be_kept_and_so_is_its_repeat()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        // Another version: everything of it but its name is strange to this bridge.
        byte[] record = Encoding.UTF8.GetBytes(
            "{\"version\":2,\"sequence\":7,\"watts\":[1,2],\"mac\":\"000102030405060708090a0b0c0d0e0f\"}");

        await charger.PublishAsync(Topic.Session, record);
        ReceiptMessage first = await charger.KeptAsync();
        await charger.PublishAsync(Topic.Session, record);
        ReceiptMessage second = await charger.KeptAsync();

        Assert.AreEqual((7, "", "000102030405060708090a0b0c0d0e0f"), (first.Sequence, first.Mac, first.Kept));
        Assert.AreEqual((7, "", "000102030405060708090a0b0c0d0e0f"), (second.Sequence, second.Mac, second.Kept));
        Assert.AreEqual(0, charger.ReceiptCount);
    }

    [TestMethod]
    public async Task A_record_beyond_the_quota_is_only_counted_and_its_charger_hears_nothing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        bridge.Run(
            """
            INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen,
                quota_of)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            SELECT 'c1', 'session', CAST(i AS TEXT), 'WrongMac', '', '', 1, 1, 1, 'c1' FROM n
            """);

        await charger.PublishAsync(Topic.Session, new ScriptedCharger("c1", new byte[32]).Record(ScriptedSession.OneHour(1, 0, 1, tariff)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        // What is said comes in order: the receipt of the record behind it is the first that comes.
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        Assert.AreEqual(0, charger.KeptCount);
        Assert.AreEqual(1, bridge.Count("SELECT times_seen FROM quarantine WHERE topic = '*'"));
    }

    [TestMethod]
    public async Task The_longest_session_of_a_charger_is_kept_whole_and_a_longer_message_is_not_said_to_be()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        string head = "{\"version\":2,\"sequence\":7,\"mac\":\"000102030405060708090a0b0c0d0e0f\",\"text\":\"";
        int longest = SessionMessage.LengthMax(ChargingSession.PeriodCountMax);

        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes(head + new string('a', 24577 - head.Length - 2) + "\"}"));
        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes(head + new string('b', longest - head.Length - 2) + "\"}"));

        Assert.AreEqual(7, (await charger.KeptAsync()).Sequence);
        Assert.AreEqual(0, charger.KeptCount);
        Assert.AreEqual(longest, bridge.Count("SELECT LENGTH(payload) FROM quarantine WHERE payload LIKE '%b\"}'"));
    }

    [TestMethod]
    public async Task What_a_bridge_from_before_had_cut_is_kept_whole_from_its_repeat_on()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] record = Encoding.UTF8.GetBytes(
            "{\"version\":2,\"sequence\":7,\"mac\":\"000102030405060708090a0b0c0d0e0f\",\"text\":\"" + new string('a', 20000) + "\"}");
        await charger.PublishAsync(Topic.Session, record);
        await charger.KeptAsync();
        bridge.Run("UPDATE quarantine SET payload = SUBSTR(payload, 1, 16384), quota_of = ''");

        await charger.PublishAsync(Topic.Session, record);
        await charger.KeptAsync();

        Assert.AreEqual(record.Length, bridge.Count("SELECT LENGTH(payload) FROM quarantine"));
    }

    [TestMethod]
    [DataRow("{\"version\":2,\"sequence\":7}")]
    [DataRow("{\"version\":2,\"mac\":\"000102030405060708090a0b0c0d0e0f\"}")]
    [DataRow("{\"version\":2,\"sequence\":0,\"mac\":\"000102030405060708090a0b0c0d0e0f\"}")]
    [DataRow("{\"version\":2,\"sequence\":7,\"mac\":\"000102030405060708090A0B0C0D0E0F\"}")]
    [DataRow("{\"version\":2,\"sequence\":7,\"mac\":\"\\ud800\"}")]
    [DataRow("[7]")]
    public async Task What_does_not_say_which_record_it_is_is_kept_without_a_word(string payload)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes(payload));
        await charger.PublishAsync(Topic.Alert, charger.Record(new Alert(new FaultSnapshot()) { Code = (int)FaultCode.OverVoltage }));

        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        Assert.AreEqual(0, charger.KeptCount);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public void The_word_is_proved_by_a_text_that_proves_nothing_else()
    {
        // HMAC-SHA256 under the bytes 0 to 31 over "kept/c1/7/00ff", worked out by another program.
        RegisteredCharger charger = new("c1", [.. Enumerable.Range(0, 32).Select(value => (byte)value)], null);

        Assert.AreEqual("23dd6eb149decbfd4865c31cdea510ad", BridgeProof.OfKept(charger, 7, "00ff"));
        Assert.AreEqual("71b5e27d5c35fcfb8207e92882437f77", BridgeProof.OfReceipt(charger, 7, "00ff"));
    }
}
