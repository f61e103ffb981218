using System.Text;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public class HeldAndQuarantinedTests
{
    [TestMethod]
    [DataRow("", "not JSON")]
    [DataRow("{", "not JSON")]
    [DataRow("[]", "$.version")]
    [DataRow("null", "$.version")]
    [DataRow("{\"version\":\"1\"}", "$.version")]
    [DataRow("{\"version\":2}", "$.version is 2")]
    [DataRow("{\"version\":1}", "$.sequence is missing")]
    [DataRow("{\"version\":1,\"sequence\":0}", "$.sequence is 0, outside 1 to 4294967295")]
    [DataRow("{\"version\":1,\"sequence\":1.5}", "$.sequence is not a whole number")]
    [DataRow("{\"version\":1,\"sequence\":1,\"connectorType\":7}", "$.connectorType is not a text")]
    [DataRow("{\"version\":1,\"sequence\":1,\"connectorType\":\"\\ud800\"}", "not JSON")]
    public async Task A_malformed_message_is_kept_with_its_reason_and_gets_no_receipt(string payload, string detail)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes(payload));

        QuarantineRow row = new Watch(new Database(bridge.DatabasePath)).Quarantine(0, 10).Single();
        StringAssert.Contains(row.Detail, detail);
        Assert.AreEqual(payload, row.Payload);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'Quarantined'"));
        Assert.AreEqual(0, charger.ReceiptCount);
        Assert.IsTrue(charger.IsConnected);
    }

    [TestMethod]
    public async Task Bytes_that_are_no_text_are_kept_as_hexadecimal_and_a_repeat_only_counts()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, [0xFF, 0x00, 0x10]);
        await charger.PublishAsync(Topic.Session, [0xFF, 0x00, 0x10]);

        QuarantineRow row = new Watch(new Database(bridge.DatabasePath)).Quarantine(0, 10).Single();
        Assert.AreEqual("hex:ff0010", row.Payload);
        Assert.AreEqual(2, row.TimesSeen);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert"));
    }

    [TestMethod]
    public async Task Random_damage_to_a_good_message_never_bills_and_never_crashes()
    {
        int seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] good = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. good];
            damaged[random.Next(good.Length)] ^= (byte)(1 << random.Next(8));
            await charger.PublishAsync(Topic.Session, damaged);
        }

        // Only layout that means the same (a changed name of an unknown or absent member) could pass; none bills more than the one session.
        Assert.IsTrue(bridge.Count("SELECT COUNT(*) FROM bill") <= 1);
        await charger.PublishAsync(Topic.Session, good);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
    }

    [TestMethod]
    public async Task A_changed_repeat_goes_to_quarantine_and_changes_nothing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.ReceiptAsync();

        charger.NextSequence = 1;
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360001, tariff)));

        CollectionAssert.AreEqual(new[] { "ChangedRepeat" }, bridge.Texts("SELECT reason FROM quarantine").ToArray());
        Assert.AreEqual(7360000, bridge.Count("SELECT energy_milliwatt_hours FROM bill"));
        Assert.AreEqual(0, charger.ReceiptCount);
    }

    [TestMethod]
    public async Task A_record_with_another_key_goes_to_quarantine_and_leaves_its_sequence_free()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ScriptedCharger forger = new("c1", new byte[32]);

        await charger.PublishAsync(Topic.Session, forger.Record(ScriptedSession.OneHour(1, 0, 1, tariff)));
        CollectionAssert.AreEqual(new[] { "WrongMac" }, bridge.Texts("SELECT reason FROM quarantine").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
    }

    [TestMethod]
    [DataRow(HoldReason.CostDiffers)]
    [DataRow(HoldReason.TariffUnknown)]
    [DataRow(HoldReason.ClockUnknown)]
    [DataRow(HoldReason.PeriodsDoNotAddUp)]
    public async Task A_session_that_cannot_be_proved_is_held_with_its_reason_and_receipted(string reason)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 7360000, tariff);
        Spoil(session, reason);

        await charger.PublishAsync(Topic.Session, charger.Record(session));

        CollectionAssert.AreEqual(new[] { reason }, bridge.Texts("SELECT hold_reason FROM charging_session").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'SessionHeld'"));
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
    }

    [TestMethod]
    public async Task Without_any_tariff_the_session_is_held()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));

        CollectionAssert.AreEqual(new[] { HoldReason.NoTariff }, bridge.Texts("SELECT hold_reason FROM charging_session").ToArray());
    }

    [TestMethod]
    [DataRow(false, null)]
    [DataRow(true, HoldReason.LocalTimeOutdated)]
    public async Task Beyond_the_tariffs_table_of_local_time_only_prices_by_the_clock_are_held(bool isByTheClock, string? reason)
    {
        // Published on 2026-01-01 for 458 days, until 2027-04-04: the table ends with summer time. 2028-01-15 is winter: an hour off.
        string restriction = isByTheClock ? "}],\"restrictions\":{\"start_time\":\"06:00\",\"end_time\":\"22:00\"}}]}" : "}]}]}";
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(
            RunningBridge.SimpleTariff.Replace("}]}]}", restriction, StringComparison.Ordinal),
            "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 7360000, null);
        session.StartUtcMs = DateTimeOffset
            .Parse("2028-01-15T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
            .ToUnixTimeMilliseconds();
        session.EndUtcMs = session.StartUtcMs + 3600000;
        session.Periods[0].StartUtcMs = session.StartUtcMs;
        ScriptedSession.Price(session, tariff);
        bridge.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(session.EndUtcMs);

        await charger.PublishAsync(Topic.Session, charger.Record(session));

        Assert.AreEqual(reason, bridge.Texts("SELECT hold_reason FROM charging_session").Single());
    }

    private static void Spoil(ChargingSession session, string reason)
    {
        switch (reason)
        {
            case HoldReason.CostDiffers: session.CostInclMicros--; break;
            case HoldReason.TariffUnknown: session.TariffHash = "0123456789abcdef"; break;
            case HoldReason.ClockUnknown: session.Periods[0].StartUtcMs = 0; session.StartUtcMs = session.EndUtcMs; break;
            default: session.Periods[0].EnergyMilliwattHours--; break;
        }
    }
}
