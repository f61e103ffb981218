using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public class StolenRecordTests
{
    private static readonly byte[] OtherKey = System.Security.Cryptography.SHA256.HashData("the key of another charger"u8);

    [TestMethod]
    public async Task A_record_that_one_charger_has_stolen_from_another_is_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await bridge.Host.AddChargerAsync("thief", OtherKey);
        await using ScriptedCharger thief = new("thief", OtherKey);
        await thief.ConnectAsync(bridge.Host.Broker.Port);
        ScriptedCharger victim = new("c1", RunningBridge.DeviceKey);

        // The session names its charger; the alert does not, and is given away by its code.
        await thief.PublishAsync(Topic.Session, victim.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await thief.PublishAsync(Topic.Alert, victim.Record(new Alert(new FaultSnapshot()) { Code = (int)FaultCode.OverVoltage }));

        CollectionAssert.AreEqual(
            new[] { "alert WrongMac sequence 2", "session Malformed $.sessionId is not the charger's id with the session's number" },
            bridge
                .Texts("SELECT topic || ' ' || reason || ' ' || SUBSTR(detail, 1, 61) FROM quarantine ORDER BY topic")
                .Select(text => text.Split(',')[0])
                .ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM durable_record"));
        Assert.AreEqual(0, thief.ReceiptCount);
    }

    [TestMethod]
    public async Task A_record_signed_anew_by_another_charger_for_its_own_id_is_its_own_and_harms_nobody_else()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger victim = await bridge.ConnectAsync();
        await victim.PublishAsync(Topic.Session, victim.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await bridge.Host.AddChargerAsync("thief", OtherKey);
        await using ScriptedCharger thief = new("thief", OtherKey);
        await thief.ConnectAsync(bridge.Host.Broker.Port);

        // Under the victim's id, with the thief's key, on the thief's topic: neither sequence nor session is the victim's.
        await thief.PublishAsync(
            Topic.Session,
            new ScriptedCharger("c1", OtherKey).Record(ScriptedSession.OneHour(2, 7360000, 7360000, tariff)));

        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        CollectionAssert.AreEqual(
            new[] { "thief Malformed" },
            bridge.Texts("SELECT charger_id || ' ' || reason FROM quarantine").ToArray());
    }

    [TestMethod]
    public async Task A_record_that_is_left_out_on_the_way_is_seen_by_the_next_one()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(3, 2000000, 1000000, tariff)));

        CollectionAssert.AreEqual(new[] { "EnergyMissing", "SequenceGap" }, bridge.Texts("SELECT code FROM alert ORDER BY code").ToArray());
    }
}
