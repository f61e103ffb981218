using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>Mosquitto, bridges and database die and come back: what was published is billed once all the same.</summary>
[TestClass]
public sealed class MosquittoFailureTests
{
    [TestMethod]
    public async Task After_a_crash_of_mosquitto_the_repeat_of_a_record_is_billed_once()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");
        byte[] message = charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        await charger.PublishAsync(Topic.Session, message);
        await charger.ReceiptAsync();

        await broker.KillAsync();
        await broker.StartAsync();
        await using ScriptedCharger again = await broker.ConnectAsync(bridge, "c1");

        // What is published before the bridge is back is lost with mosquitto's memory; a charger sends again until it has the receipt.
        await Eventually.BecomesTrueAsync(() => again.PublishAsync(Topic.Session, message).Wait(1000) && again.ReceiptCount > 0);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    public async Task What_a_failing_database_did_not_take_comes_again_from_mosquitto_though_the_charger_sends_it_once()
    {
        TestDatabase.ChoosePostgres();
        try
        {
            await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
            await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
            Tariff tariff = await bridge.PublishAsync();
            await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");
            await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
            await charger.ReceiptAsync();

            bridge.Count(
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND pid <> pg_backend_pid()");
            await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff)));

            // A broker sends again what is not acknowledged only on a new connection: the bridge has to hang up.
            Assert.AreEqual(2, (await charger.ReceiptAsync()).Sequence);
            Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        }
        finally
        {
            TestDatabase.IsPostgres = false;
        }
    }

    [TestMethod]
    public async Task Two_bridges_share_the_messages_and_when_one_dies_the_other_bills_all_of_them()
    {
        TestDatabase.ChoosePostgres();
        try
        {
            await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
            await using RunningBridge first = await RunningBridge.StartAsync(broker, settings =>
                settings.Mqtt.BrokerShareGroup = "bridges");
            BridgeSettings settings = first.Settings();
            settings.Mqtt.BrokerClientId = "second";
            BridgeHost second = await BridgeHost.StartAsync(settings, CancellationToken.None, first.Clock);
            Tariff tariff = await first.PublishAsync();
            await using ScriptedCharger charger = await broker.ConnectAsync(first, "c1");
            for (int number = 1; number <= 40; number++)
            {
                if (number == 20)
                {
                    await second.DisposeAsync();
                }

                // mosquitto goes on dealing every other message to the bridge that is gone: the charger sends until it has its receipt.
                byte[] message = charger.Record(ScriptedSession.OneHour(number, 500000L * (number - 1), 500000, tariff));
                long sequence = 0;
                while (sequence < number)
                {
                    await charger.PublishAsync(Topic.Session, message);
                    sequence = await charger.TryReceiptAsync(TimeSpan.FromMilliseconds(500)) ?? sequence;
                }
            }

            Assert.AreEqual(40, first.Count("SELECT COUNT(*) FROM bill"));
            Assert.AreEqual(40, first.Count("SELECT MAX(serial) FROM bill"));
            Assert.AreEqual(0, first.Count("SELECT COUNT(*) FROM alert"));
        }
        finally
        {
            TestDatabase.IsPostgres = false;
        }
    }

    [TestMethod]
    public async Task A_mosquitto_that_lost_everything_gets_the_retained_tariffs_again()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger before = await broker.ConnectAsync(bridge, "c1");
        await Eventually.BecomesTrueAsync(() => before.Tariffs.Count == 1);

        await broker.LoseStateAsync();
        await using ScriptedCharger after = new("c1", RunningBridge.DeviceKey)
        {
            User = "c1",
            Password = "the password of c1",
            AuthorityFile = broker.AuthorityFile,
        };
        await after.ConnectAsync(broker.ChargerPort);

        await Eventually.BecomesTrueAsync(() => after.Tariffs.Count > 0);
        CollectionAssert.AreEqual(DeviceTariffJson.Write(tariff), after.Tariffs.First());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task What_came_while_the_database_was_away_is_taken_when_it_is_back_and_nobody_sends_it_again(bool isPostgres)
    {
        if (isPostgres)
        {
            TestDatabase.ChoosePostgres();
        }

        try
        {
            await using MosquittoBroker broker = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
            await using RunningBridge bridge = await RunningBridge.StartAsync(broker);
            Tariff tariff = await bridge.PublishAsync();
            await using ScriptedCharger charger = await broker.ConnectAsync(bridge, "c1");

            bridge.Run("ALTER TABLE durable_record RENAME TO away");
            await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
            // The broker sends it again only on a new connection, so the bridge must hang up; its status shows that it has tried.
            await Eventually.BecomesTrueAsync(() => bridge.Host.StorageFailures > 0);
            bridge.Run("ALTER TABLE away RENAME TO durable_record");

            Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
            Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        }
        finally
        {
            TestDatabase.IsPostgres = false;
        }
    }
}
