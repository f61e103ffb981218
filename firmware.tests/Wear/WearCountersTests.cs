using Firmware.Core.Ports;
using Firmware.Core.Wear;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Wear;

[TestClass]
public class WearCountersTests
{
    private const ConnectorInputs Open = ConnectorInputs.MainsPresent;
    private const ConnectorInputs Closed = ConnectorInputs.MainsPresent | ConnectorInputs.ContactorClosed;

    [TestMethod]
    public void A_closing_is_a_cycle_and_an_opening_is_none()
    {
        WearCounters wear = Opened(new FakeFlash());
        wear.OnInputs(Open, Closed, false);
        wear.OnInputs(Closed, Closed | ConnectorInputs.LatchLocked, false);
        wear.OnInputs(Closed | ConnectorInputs.LatchLocked, Open, false);
        Assert.AreEqual(1L, wear.ContactorCycles);
        Assert.AreEqual(0L, wear.HotOpenings);
    }

    [TestMethod]
    public void An_opening_under_load_is_hot_unless_the_mains_went()
    {
        WearCounters wear = Opened(new FakeFlash());
        wear.OnInputs(Closed, Open, true);
        wear.OnInputs(Closed, ConnectorInputs.None, true);
        wear.OnInputs(Closed, Open, false);
        Assert.AreEqual(1L, wear.HotOpenings);
        Assert.AreEqual(0L, wear.ContactorCycles);
    }

    [TestMethod]
    public void A_trip_counts_once_for_as_long_as_it_lasts()
    {
        WearCounters wear = Opened(new FakeFlash());
        wear.EachSecond(true, false, 1000);
        wear.EachSecond(true, false, 2000);
        wear.EachSecond(false, false, 3000);
        wear.EachSecond(true, false, 4000);
        Assert.AreEqual(2L, wear.OverTemperatureTrips);
    }

    [TestMethod]
    public void Without_a_change_nothing_is_written()
    {
        FakeFlash flash = new FakeFlash();
        WearCounters wear = Opened(flash);
        wear.EachSecond(false, true, 1000);
        wear.EachSecond(false, false, 2000);
        wear.EachSecond(false, false, 3600000);
        Assert.AreEqual(0, flash.WriteCount);
    }

    [TestMethod]
    public void A_change_is_written_at_once_and_the_next_after_ten_minutes()
    {
        FakeFlash flash = new FakeFlash();
        WearCounters wear = Opened(flash);
        wear.OnInputs(Open, Closed, false);
        wear.EachSecond(false, false, 1000);
        Assert.AreEqual(1, flash.WriteCount);
        // 12 bytes of header, three counters of 4.
        Assert.AreEqual(24L, flash.BytesWritten);

        wear.OnInputs(Open, Closed, false);
        wear.EachSecond(false, false, 600999);
        Assert.AreEqual(1, flash.WriteCount);
        wear.EachSecond(false, false, 601000);
        Assert.AreEqual(2, flash.WriteCount);
        Assert.AreEqual(2L, Opened(flash).ContactorCycles);
    }

    [TestMethod]
    public void The_end_of_a_session_writes_what_is_not_written()
    {
        FakeFlash flash = new FakeFlash();
        WearCounters wear = Opened(flash);
        wear.OnInputs(Open, Closed, false);
        wear.EachSecond(false, true, 1000);
        wear.OnInputs(Closed, Open, true);
        wear.EachSecond(false, true, 2000);
        Assert.AreEqual(0L, Opened(flash).HotOpenings);
        wear.EachSecond(false, false, 3000);
        Assert.AreEqual(1L, Opened(flash).HotOpenings);
        Assert.AreEqual(2, flash.WriteCount);
    }

    [TestMethod]
    public void A_contactor_that_chatters_writes_once_in_twenty_changes()
    {
        // One closing a second for 100 s: the first is written at once, then the 21st, 41st, 61st and 81st; 19 are not written yet.
        FakeFlash flash = new FakeFlash();
        WearCounters wear = Opened(flash);
        for (int second = 1; second <= 100; second++)
        {
            wear.OnInputs(Open, Closed, false);
            wear.EachSecond(false, false, second * 1000);
        }

        Assert.AreEqual(5, flash.WriteCount);
        Assert.AreEqual(81L, Opened(flash).ContactorCycles);
        Assert.AreEqual(100L, wear.ContactorCycles);
    }

    [TestMethod]
    public void A_write_torn_at_any_byte_leaves_the_counters_of_the_write_before()
    {
        // The third write goes over the first one's slot: a deletion, which the fake counts as a byte, and 24 bytes.
        for (int cut = 0; cut <= 25; cut++)
        {
            FakeFlash flash = new FakeFlash();
            WearCounters wear = Opened(flash);
            Count(wear, 1000);
            Count(wear, 1000000);
            flash.BytesUntilCut = cut;
            Count(wear, 2000000);
            bool isWhole = cut == 25;
            Assert.AreEqual(!isWhole, wear.IsFailing, cut.ToString());

            flash.Restore();
            WearCounters after = Opened(flash);
            Assert.AreEqual(isWhole ? 3L : 2L, after.ContactorCycles, cut.ToString());
            Count(after, 1000);
            Assert.IsFalse(after.IsFailing);
            Assert.AreEqual(isWhole ? 4L : 3L, Opened(flash).ContactorCycles, cut.ToString());
        }
    }

    [TestMethod]
    public void The_first_write_torn_at_any_byte_leaves_zeros()
    {
        for (int cut = 0; cut < 24; cut++)
        {
            FakeFlash flash = new FakeFlash();
            flash.BytesUntilCut = cut;
            Count(Opened(flash), 1000);
            flash.Restore();
            WearCounters after = Opened(flash);
            Assert.AreEqual(0L, after.ContactorCycles, cut.ToString());
            Count(after, 1000);
            Assert.AreEqual(1L, Opened(flash).ContactorCycles, cut.ToString());
        }
    }

    [TestMethod]
    public void A_flash_that_refuses_is_tried_again_after_ten_minutes()
    {
        FakeFlash flash = new FakeFlash { IsCut = true };
        WearCounters wear = Opened(flash);
        Count(wear, 1000);
        flash.Restore();
        wear.EachSecond(false, false, 600000);
        Assert.IsTrue(wear.IsFailing);
        wear.EachSecond(false, false, 601000);
        Assert.IsFalse(wear.IsFailing);
        Assert.AreEqual(1L, Opened(flash).ContactorCycles);
    }

    private static void Count(WearCounters wear, long nowMs)
    {
        wear.OnInputs(Open, Closed, false);
        wear.EachSecond(false, false, nowMs);
    }

    private static WearCounters Opened(FakeFlash flash)
    {
        WearCounters wear = new WearCounters(flash);
        wear.Open();
        return wear;
    }
}
