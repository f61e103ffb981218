using Firmware.Core.Link;
using Firmware.Core.Ports;

namespace Firmware.Tests.Link;

[TestClass]
public class SendWindowTests
{
    [TestMethod]
    public void Four_are_on_their_way_and_no_more()
    {
        SendWindow window = new SendWindow();
        for (int i = 1; i <= 4; i++)
        {
            Assert.IsTrue(window.HasRoom);
            Assert.IsFalse(window.Add(New(i, 0), 100 + i, out _));
        }

        Assert.IsFalse(window.HasRoom);
        Publication? taken = window.Take(102, true);
        Assert.AreEqual(2, taken!.Id);
        Assert.IsTrue(window.HasRoom);
    }

    [TestMethod]
    public void A_report_that_comes_before_its_id_is_not_lost()
    {
        SendWindow window = new SendWindow();
        Assert.IsNull(window.Take(7, true));
        Assert.IsNull(window.Take(8, false));
        Assert.IsTrue(window.Add(New(1, 0), 7, out bool isFirstPublished));
        Assert.IsTrue(window.Add(New(2, 0), 8, out bool isSecondPublished));
        Assert.IsTrue(isFirstPublished);
        Assert.IsFalse(isSecondPublished);
        Assert.IsTrue(window.HasRoom);
        Assert.IsFalse(window.Add(New(3, 0), 7, out _));
    }

    [TestMethod]
    public void A_publication_is_reported_once()
    {
        SendWindow window = new SendWindow();
        Assert.IsFalse(window.Add(New(1, 0), 7, out _));
        Assert.IsNotNull(window.Take(7, true));
        Assert.IsNull(window.Take(7, true));
    }

    [TestMethod]
    public void One_that_is_never_reported_shows()
    {
        SendWindow window = new SendWindow();
        Assert.IsFalse(window.Add(New(1, 5000), 7, out _));
        Assert.IsFalse(window.HasOlderThan(5000));
        Assert.IsTrue(window.HasOlderThan(5001));
        window.Take(7, true);
        Assert.IsFalse(window.HasOlderThan(5001));
    }

    private static Publication New(int id, long takenMs)
    {
        return new Publication(id, Topic.Alert, new byte[1], takenMs);
    }
}
