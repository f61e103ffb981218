using Firmware.Core.Wear;

namespace Firmware.Tests.Wear;

[TestClass]
public class ZeroOffsetTests
{
    [TestMethod]
    public void The_mean_of_a_minute_is_rounded_and_signed()
    {
        // 30 x 4000 and 30 x 5000 µA are 270,000 in all: 4.5 mA, rounded away from zero; 30 x -4000 and 30 x -5000 the same below it.
        ZeroOffset offset = new ZeroOffset(500);
        Add(offset, 1, 400000);
        Add(offset, 30, 4000);
        Add(offset, 29, 5000);
        Assert.AreEqual(0, offset.Milliamps);
        Add(offset, 1, 5000);
        Assert.AreEqual(5, offset.Milliamps);
        Add(offset, 30, -4000);
        Add(offset, 30, -5000);
        Assert.AreEqual(-5, offset.Milliamps);
        // 60 x 20 µA are 0.02 mA.
        Add(offset, 60, 20);
        Assert.AreEqual(0, offset.Milliamps);
    }

    [TestMethod]
    public void A_closed_contactor_begins_the_minute_anew_and_leaves_the_mean()
    {
        ZeroOffset offset = new ZeroOffset(500);
        Add(offset, 61, 3000);
        Add(offset, 59, 9000);
        offset.EachSecond(false, 16000000);
        Assert.AreEqual(3, offset.Milliamps);
        // The first second after the opening still shows 400 mA of the load and is left out.
        Add(offset, 1, 400000);
        Add(offset, 59, 6000);
        Assert.AreEqual(3, offset.Milliamps);
        Add(offset, 1, 6000);
        Assert.AreEqual(6, offset.Milliamps);
    }

    [TestMethod]
    public void From_the_start_current_on_it_is_a_load_and_no_drift()
    {
        ZeroOffset offset = new ZeroOffset(500);
        Add(offset, 100, 500000);
        Add(offset, 100, -500000);
        Assert.AreEqual(0, offset.Milliamps);
        Add(offset, 61, 499999);
        Assert.AreEqual(500, offset.Milliamps);
    }

    private static void Add(ZeroOffset offset, int count, long microamps)
    {
        for (int i = 0; i < count; i++)
        {
            offset.EachSecond(true, microamps);
        }
    }
}
