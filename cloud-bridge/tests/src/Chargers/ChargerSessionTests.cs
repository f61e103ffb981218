using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Chargers;

/// <summary>What is meant for one charger reaches it, and nobody else ends that.</summary>
[TestClass]
public sealed class ChargerSessionTests
{
    [TestMethod]
    public async Task A_charger_that_ends_anothers_subscription_ends_nothing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await using ScriptedCharger other = await bridge.ConnectAsync("c2");

        await other.UnsubscribeAsync(Topics.Of("c1", Topic.Receipt));

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
    }

    [TestMethod]
    public async Task The_end_of_an_old_connection_takes_no_receipts_from_the_new_one_of_the_same_charger()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        ScriptedCharger old = await bridge.ConnectAsync();
        byte[] record = old.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        await using ScriptedCharger charger = new("c1", RunningBridge.DeviceKey);
        await charger.ConnectAsync(bridge.Host.Broker.Port);
        old.Vanish();
        await Eventually.BecomesTrueAsync(() => !old.IsConnected);

        await charger.PublishAsync(Topic.Session, record);

        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
    }
}
