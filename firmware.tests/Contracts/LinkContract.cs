using System.Text;
using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every link does whether or not there is a broker: it never blocks, and takes nothing while it is not connected.</summary>
[TestClass]
public class LinkContract
{
    [TestMethod]
    public void A_publication_is_taken_only_by_a_connection()
    {
        ILink link = BoardUnderTest.Board.Link;
        int connectionBefore = link.ConnectionNumber;
        byte[] payload = Encoding.UTF8.GetBytes("{}");
        int id = link.Publish(Topic.Live, payload, payload.Length);
        Assert.IsTrue(id >= 0);
        Assert.IsTrue(id == 0 || connectionBefore != 0 || link.ConnectionNumber != 0);
    }

    [TestMethod]
    public void Asking_a_link_that_has_nothing_gives_nothing()
    {
        ILink link = BoardUnderTest.Board.Link;
        ReceivedMessage message = new ReceivedMessage();
        int taken = 0;
        while (taken < 1000 && link.TryTakeReceived(message))
        {
            taken++;
        }

        Assert.IsTrue(taken < 1000, "the queue has a bound");
        while (taken < 1000 && link.TakeDelivered() != 0)
        {
            taken++;
        }

        Assert.IsTrue(taken < 1000, "the queue has a bound");
    }
}
