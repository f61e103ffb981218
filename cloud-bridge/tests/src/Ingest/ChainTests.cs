using CloudBridge.Core.Contract;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public class ChainTests
{
    [TestMethod]
    public async Task Energy_between_two_sessions_is_alerted_and_both_are_billed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));

        // The first ends at 1.000 kWh, the second begins at 1.250 kWh.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1250000, 1000000, tariff)));

        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        StringAssert.Contains(bridge.Texts("SELECT detail FROM alert WHERE code = 'EnergyMissing'").Single(), "0.250");
    }

    [TestMethod]
    public async Task A_register_that_went_back_holds_the_bill()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 999999, 1000000, tariff)));

        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        CollectionAssert.AreEqual(
            new[] { HoldReason.RegisterWentBack },
            bridge.Texts("SELECT hold_reason FROM charging_session WHERE hold_reason IS NOT NULL").ToArray());
    }

    [TestMethod]
    public async Task A_missing_record_is_alerted_and_cleared_when_it_comes_after_all()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] first = charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff));
        byte[] second = charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff));
        byte[] third = charger.Record(ScriptedSession.OneHour(3, 2000000, 1000000, tariff));

        await charger.PublishAsync(Topic.Session, first);
        await charger.PublishAsync(Topic.Session, third);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'SequenceGap' AND is_raised = 1"));

        await charger.PublishAsync(Topic.Session, second);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'SequenceGap' AND is_raised = 0"));
        Assert.AreEqual(3, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    public async Task A_record_lost_on_a_chargers_flash_is_told_and_the_sessions_after_it_are_billed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff));
        Alert lost = new(new FaultSnapshot())
        {
            Code = (int)FaultCode.JournalDamaged, IsRaised = true, MissingCount = 1, MissingFirst = 2, MissingLast = 2,
        };

        await charger.PublishAsync(Topic.Alert, charger.Record(lost));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(3, 2000000, 1000000, tariff)));

        StringAssert.Contains(
            bridge.Texts("SELECT detail FROM alert WHERE code = 'JournalDamaged'").Single(), "1 records are gone from its flash, 2 to 2");
        StringAssert.Contains(bridge.Texts("SELECT detail FROM alert WHERE code = 'SequenceGap'").Single(), "Records 2 to 2");
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM charging_session WHERE hold_reason IS NOT NULL"));
    }

    [TestMethod]
    public async Task A_changed_setting_is_kept_with_its_name_and_hashes_whichever_setting_it_is()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        foreach (int setting in new[] { SettingName.All, 4, 200 })
        {
            await charger.PublishAsync(Topic.Alert, charger.Record(new Alert(new FaultSnapshot())
            {
                Code = Alert.SettingChanged, IsRaised = true, Setting = setting, OldHash = 0x0c29930d, NewHash = 0xebc26fa8,
            }));
        }

        CollectionAssert.AreEqual(
            new[]
            {
                "SettingChanged: the charger tells its settings anew, ebc26fa8, and knows nothing of before",
                "SettingChanged: agent.ratedCurrentMilliamps has changed, 0c29930d before, ebc26fa8 now",
                "SettingChanged: setting 200 has changed, 0c29930d before, ebc26fa8 now",
            },
            bridge.Texts("SELECT detail FROM alert WHERE source = 'charger' ORDER BY alert_key").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task A_record_that_does_not_follow_the_one_before_is_held()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));

        charger.BreakChain();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff)));

        CollectionAssert.AreEqual(
            new[] { HoldReason.ChainBroken },
            bridge.Texts("SELECT hold_reason FROM charging_session WHERE hold_reason IS NOT NULL").ToArray());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'ChainBroken'"));
    }

    [TestMethod]
    public async Task A_session_number_under_a_second_sequence_is_held()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 1000000, 1000000, tariff)));

        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        CollectionAssert.AreEqual(
            new[] { HoldReason.SessionRepeated },
            bridge.Texts("SELECT hold_reason FROM charging_session WHERE hold_reason IS NOT NULL").ToArray());
    }

    [TestMethod]
    public async Task An_alert_is_a_durable_record_in_the_same_chain_as_sessions()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        FaultSnapshot snapshot = new();
        snapshot.Add(230000, 32000, 2);
        Alert alert = new(snapshot)
        {
            Code = (int)FaultCode.OverVoltage,
            IsRaised = true,
            AtUtcMs = ScriptedSession.StartUtcMs,
            Quality = ClockQuality.Synchronised,
            SessionNumber = 1,
        };

        byte[] message = charger.Record(alert);
        await charger.PublishAsync(Topic.Alert, message);
        await charger.PublishAsync(Topic.Alert, message);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));

        CollectionAssert.AreEqual(
            new long[] { 1, 1, 2 },
            new[]
            {
                (await charger.ReceiptAsync()).Sequence,
                (await charger.ReceiptAsync()).Sequence,
                (await charger.ReceiptAsync()).Sequence,
            });
        CollectionAssert.AreEqual(new[] { "OverVoltage" }, bridge.Texts("SELECT code FROM alert").ToArray());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
    }
}
