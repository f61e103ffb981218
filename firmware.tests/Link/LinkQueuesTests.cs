using Firmware.Core.Link;
using Firmware.Core.Ports;

namespace Firmware.Tests.Link;

[TestClass]
public class LinkQueuesTests
{
    [TestMethod]
    public void Eight_messages_wait_in_order_and_the_ninth_is_not_taken()
    {
        LinkQueues queues = new LinkQueues();
        for (int i = 1; i <= 8; i++)
        {
            Assert.IsTrue(queues.TrySend(New(i)));
        }

        Assert.IsFalse(queues.TrySend(New(9)));
        Assert.AreEqual(1, queues.TakeOutgoing()!.Id);
        Assert.IsTrue(queues.TrySend(New(10)));
        for (int i = 2; i <= 8; i++)
        {
            Assert.AreEqual(i, queues.TakeOutgoing()!.Id);
        }

        Assert.AreEqual(10, queues.TakeOutgoing()!.Id);
        Assert.IsNull(queues.TakeOutgoing());
    }

    [TestMethod]
    public void Of_delivered_ids_the_newest_sixteen_are_kept()
    {
        LinkQueues queues = new LinkQueues();
        for (int i = 1; i <= 20; i++)
        {
            queues.AddDelivered(i);
        }

        for (int i = 5; i <= 20; i++)
        {
            Assert.AreEqual(i, queues.TakeDelivered());
        }

        Assert.AreEqual(0, queues.TakeDelivered());
    }

    [TestMethod]
    public void Of_received_messages_the_oldest_sixteen_are_kept_and_the_rest_counted()
    {
        LinkQueues queues = new LinkQueues();
        for (int i = 1; i <= 18; i++)
        {
            queues.AddReceived(i == 1 ? Topic.Tariff : Topic.Receipt, new byte[i]);
        }

        Assert.AreEqual(2, queues.DroppedCount);
        ReceivedMessage message = new ReceivedMessage();
        Assert.IsTrue(queues.TryTakeReceived(message));
        Assert.IsTrue(message.Topic == Topic.Tariff);
        for (int i = 2; i <= 16; i++)
        {
            Assert.IsTrue(queues.TryTakeReceived(message));
            Assert.AreEqual(i, message.Payload.Length);
        }

        Assert.IsFalse(queues.TryTakeReceived(message));
    }

    [TestMethod]
    public void A_lost_connection_takes_what_was_to_be_sent_and_what_was_delivered()
    {
        LinkQueues queues = new LinkQueues();
        queues.TrySend(New(1));
        queues.AddDelivered(2);
        queues.AddReceived(Topic.Receipt, new byte[1]);
        queues.Forget();
        Assert.IsNull(queues.TakeOutgoing());
        Assert.AreEqual(0, queues.TakeDelivered());
        Assert.IsTrue(queues.TryTakeReceived(new ReceivedMessage()));
    }

    private static Publication New(int id)
    {
        return new Publication(id, Topic.Alert, new byte[1], 0);
    }
}
