using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public class SessionToBillTests
{
    [TestMethod]
    public async Task Seven_kwh_and_a_bit_becomes_one_bill_and_a_receipt()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        // 7.36 kWh x 0.30 = 2.208 -> 2.21; with 20 % VAT 2.6496 -> 2.65.
        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual("2026-000001", bill.Number);
        Assert.AreEqual(221, bill.TotalExclMinor);
        Assert.AreEqual(265, bill.TotalInclMinor);
        Assert.AreEqual(2208000, bill.TotalExclMicros);
        ReceiptMessage receipt = await charger.ReceiptAsync();
        Assert.AreEqual(1, receipt.Sequence);
        Assert.AreEqual(bill.RecordMac, receipt.Mac);
    }

    [TestMethod]
    public async Task When_the_broker_acknowledges_the_bill_is_committed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        for (int number = 1; number <= 20; number++)
        {
            await charger.PublishAsync(
                Topic.Session,
                charger.Record(ScriptedSession.OneHour(number, 1000000L * (number - 1), 1000000, tariff)));

            Assert.AreEqual(number, bridge.Count("SELECT COUNT(*) FROM bill"));
        }
    }

    [TestMethod]
    public async Task While_another_holds_the_database_nothing_is_acknowledged()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        bool isReleased = false;
        using System.Data.Common.DbConnection other = new Database(bridge.DatabasePath).Open();
        Database.BeginWrite(other);

        Task acknowledged = charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        Task first = acknowledged.ContinueWith(_ => Assert.IsTrue(isReleased, "acknowledged before the commit"), TaskScheduler.Default);
        isReleased = true;
        Database.Rollback(other);
        await first;
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    public async Task A_repeat_is_receipted_again_and_billed_once()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] message = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));

        for (int i = 0; i < 5; i++)
        {
            await charger.PublishAsync(Topic.Session, message);
            Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        }

        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(1, bridge.Count("SELECT last_serial FROM bill_serial"));
    }

    [TestMethod]
    public async Task A_bridge_that_dies_between_commit_and_acknowledgement_bills_once()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] message = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        using BillFeed.Subscription feed = bridge.Host.Feed.Subscribe();

        // The charger is gone when the commit is done: it sees neither acknowledgement nor receipt, and sends again to the next bridge.
        Task lost = charger.PublishAsync(Topic.Session, message);
        await foreach (BillEvent billed in feed.ReadAllAsync())
        {
            Assert.AreEqual("c1-1", billed.Bill!.Session.SessionId);
            break;
        }

        charger.Vanish();
        await bridge.RestartAsync();
        await using ScriptedCharger again = new("c1", RunningBridge.DeviceKey);
        await again.ConnectAsync(bridge.Host.Broker.Port);
        await again.PublishAsync(Topic.Session, message);

        Assert.AreEqual(1, (await again.ReceiptAsync()).Sequence);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        _ = lost.Exception;
    }

    [TestMethod]
    public async Task Bill_numbers_are_gapless_and_begin_anew_each_year()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        string[] times =
        [
            "2026-12-31T23:59:58Z",
            "2026-12-31T23:59:59Z",
            "2027-01-01T00:00:00Z",
            "2027-06-01T00:00:00Z",
            "2028-01-01T00:00:00Z",
        ];
        for (int i = 0; i < times.Length; i++)
        {
            bridge.Clock.Now = DateTimeOffset.Parse(times[i], System.Globalization.CultureInfo.InvariantCulture);
            // A malformed message and a held session in between take no number.
            await charger.PublishAsync(Topic.Session, Encoding.UTF8.GetBytes("{\"version\":1,\"i\":" + i + "}"));
            ChargingSession held = ScriptedSession.OneHour((2 * i) + 1, 2000000L * i, 1000000, tariff);
            held.CostExclMicros++;
            await charger.PublishAsync(Topic.Session, charger.Record(held));
            await charger.PublishAsync(
                Topic.Session,
                charger.Record(ScriptedSession.OneHour((2 * i) + 2, (2000000L * i) + 1000000, 1000000, tariff)));
        }

        CollectionAssert.AreEqual(
            new[] { "2026-000001", "2026-000002", "2027-000001", "2027-000002", "2028-000001" },
            bridge.Host.Bills.ReadAll().Select(bill => bill.Number).ToArray());
    }

    [TestMethod]
    public async Task A_session_without_a_known_cost_is_priced_by_the_bridge_and_says_so()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, null)));

        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual(221, bill.TotalExclMinor);
        Assert.IsTrue(bill.Notes.Any(note => note.Contains("bridge made it", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Every_charger_gets_its_tariff_as_a_retained_message()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1, tariff)));
        await charger.ReceiptAsync();

        // The retained message was sent at the subscription, before the receipt.
        CollectionAssert.AreEqual(DeviceTariffJson.Write(tariff), charger.Tariffs.Single());
    }

    [TestMethod]
    public async Task Many_chargers_at_once_are_billed_once_each()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        const int Chargers = 8;
        const int Sessions = 25;
        await Task.WhenAll(Enumerable.Range(0, Chargers).Select(async c =>
        {
            await using ScriptedCharger charger = await bridge.ConnectAsync($"many-{c}");
            for (int number = 1; number <= Sessions; number++)
            {
                byte[] message = charger.Record(ScriptedSession.OneHour(number, 500000L * (number - 1), 500000, tariff));
                await Task.WhenAll(charger.PublishAsync(Topic.Session, message), charger.PublishAsync(Topic.Session, message));
            }
        }));

        Assert.AreEqual(Chargers * Sessions, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(Chargers * Sessions, bridge.Count("SELECT MAX(serial) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM alert"));
    }
}
