using CloudBridge.Core.Contract;
using CloudBridge.Mqtt;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Ingest;

[TestClass]
public sealed class ReceiptSenderTests
{
    [TestMethod]
    public async Task A_receipt_waits_for_a_broker_that_is_away_and_is_sent_once()
    {
        await using AwayBroker broker = new(refusalCount: 2);
        await using (ReceiptSender receipts = new(_ => null))
        {
            receipts.Start(broker);
            receipts.Send(new Receipt("c1", 1, "00"));
            receipts.Send(new Receipt("c2", 7, "00"));
            await Eventually.BecomesTrueAsync(() => broker.Sent.Count == 2);
        }

        CollectionAssert.AreEqual(new[] { "c1", "c2" }, broker.Sent.ToArray());
    }

    /// <summary>A broker that takes nothing so many times.</summary>
    private sealed class AwayBroker(int refusalCount) : IBroker
    {
        public int ConnectionNumber => 1;

        private int _refusalsLeft = refusalCount;

        public System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = new();

        public (string Host, int Port) Address => ("nowhere", 1);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }

        public Task<bool> TryPublishAsync(string chargerId, Topic topic, byte[] payload, CancellationToken cancellationToken)
        {
            if (_refusalsLeft > 0)
            {
                _refusalsLeft--;
                return Task.FromResult(false);
            }

            Sent.Enqueue(chargerId);
            return Task.FromResult(true);
        }

        public ValueTask DisposeAsync()
        {
            return ValueTask.CompletedTask;
        }
    }
}
