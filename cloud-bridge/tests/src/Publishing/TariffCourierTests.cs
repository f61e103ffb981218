using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Mqtt;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CloudBridge.Tests.Src.Publishing;

[TestClass]
public class TariffCourierTests
{
    [TestMethod]
    public async Task A_tariff_that_is_taken_back_with_nothing_below_it_is_cleared_from_the_broker_once()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        await bridge.PublishAsync();
        Database database = new(bridge.DatabasePath);
        TariffBook book = new(database, bridge.Clock, "");
        KeptMessages broker = new();
        await using TariffCourier courier = new(
            book,
            new TariffRenewal(database, bridge.Clock, NullLogger.Instance),
            new PlaceHistory(database, bridge.Clock),
            new ChargerRegistry(database, bridge.Clock),
            new SentNumbers(database, bridge.Clock),
            broker,
            NullLogger.Instance);

        await courier.DeliverAsync(CancellationToken.None);
        Assert.IsTrue(broker.Lengths.Single() > 0, "the tariff itself");

        book.TryWithdraw(TariffScope.Everyone, Instant.FromDateTimeOffset(bridge.Clock.Now), "ann");
        await courier.DeliverAsync(CancellationToken.None);
        await courier.DeliverAsync(CancellationToken.None);

        Assert.AreEqual(2, broker.Lengths.Count);
        Assert.AreEqual(0, broker.Lengths[1]);
    }

    private sealed class KeptMessages : IBroker
    {
        public List<int> Lengths { get; } = [];

        public (string Host, int Port) Address => ("localhost", 1883);

        public int ConnectionNumber => 1;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }

        public Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
        {
            Assert.AreEqual(("c1", Topic.Tariff), (chargerId, topic));
            Lengths.Add(payload.Length);
            return Task.FromResult(true);
        }

        public ValueTask DisposeAsync()
        {
            return ValueTask.CompletedTask;
        }
    }
}
