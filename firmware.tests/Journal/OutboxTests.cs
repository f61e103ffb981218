using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

[TestClass]
public class OutboxTests
{
    [TestMethod]
    public void Records_have_a_gapless_sequence_and_a_chain_of_codes()
    {
        TestCharger charger = new TestCharger();
        for (int i = 0; i < 3; i++)
        {
            PlaySession(charger);
        }

        Assert.AreEqual(3, charger.Bridge.RecordCount);
        Assert.AreEqual("00000000000000000000000000000000", FakeLink.MemberOf(charger.Bridge.Record(1), "previousMac"));
        Assert.AreEqual(FakeLink.MemberOf(charger.Bridge.Record(1), "mac"), FakeLink.MemberOf(charger.Bridge.Record(2), "previousMac"));
        Assert.AreEqual(FakeLink.MemberOf(charger.Bridge.Record(2), "mac"), FakeLink.MemberOf(charger.Bridge.Record(3), "previousMac"));
    }

    [TestMethod]
    public void A_record_is_kept_until_its_own_receipt_comes()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        PlaySession(charger);
        string mac = FakeLink.MemberOf(charger.Bridge.Record(1), "mac");

        Assert.IsFalse(charger.Agent.Outbox.TryReceipt(1, "00000000000000000000000000000000"), "another code");
        Assert.IsFalse(charger.Agent.Outbox.TryReceipt(2, mac), "another sequence");
        Assert.AreEqual(1, charger.Agent.Outbox.WaitingCount);
        Assert.IsTrue(charger.Agent.Outbox.TryReceipt(1, mac));
        Assert.IsFalse(charger.Agent.Outbox.TryReceipt(1, mac), "a second time");
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount);
    }

    [TestMethod]
    public void Without_a_receipt_a_record_is_sent_again_ever_more_rarely()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        PlaySession(charger);
        charger.Run(24 * 3600000L);

        // Pauses double from 10 s to 10 min; in a day of ten-minute sweeps there is room for some 145 and the first few.
        int count = charger.Board.FakeLink.CountOf(Topic.Session);
        Assert.IsTrue(count > 100 && count < 160, count.ToString());
    }

    [TestMethod]
    public void A_record_that_is_never_answered_does_not_hold_up_the_next()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        for (int i = 0; i < OutboxSender.Window + 1; i++)
        {
            PlaySession(charger);
        }

        charger.Run(120000);
        Assert.AreEqual(OutboxSender.Window + 1, charger.Bridge.RecordCount);
    }

    [TestMethod]
    public void A_new_connection_sends_again_what_was_on_its_way()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        PlaySession(charger);
        int before = charger.Board.FakeLink.CountOf(Topic.Session);
        charger.Board.FakeLink.ConnectionNumber = 0;
        charger.Run(1000);
        charger.Board.FakeLink.ConnectionNumber = 2;
        charger.Run(1000);
        Assert.AreEqual(before + 1, charger.Board.FakeLink.CountOf(Topic.Session));
    }

    [TestMethod]
    public void Five_hundred_sessions_fit_without_a_link()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Board.FakeLink.ConnectionNumber = 0;
        for (int i = 0; i < 500; i++)
        {
            // Charging and parking: three periods and a "charge complete".
            charger.Plug();
            charger.Draw(10000);
            charger.Run(3000);
            charger.Draw(0);
            charger.Run(11000);
            charger.Unplug();
            charger.Run(1000);
        }

        Assert.AreEqual(501L, charger.Agent.Outbox.LastSessionNumber + 1);
        charger.Board.FakeLink.ConnectionNumber = 2;
        charger.Run(600000);
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount);
        Assert.AreEqual(500, CountSessions(charger));
    }

    [TestMethod]
    public void When_room_runs_out_alerts_go_first_and_sessions_last()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = new Outbox(flash, new FakeAuthenticator(), new byte[SegmentLog.FrameMax]);
        outbox.Open();
        Alert alert = new Alert(new FaultSnapshot());
        for (int i = 0; i < FaultSnapshot.Length; i++)
        {
            alert.Snapshot.Add(230000, 32000, 2);
        }

        int alertCount = 0;
        while (outbox.TryAppend(alert))
        {
            alertCount++;
        }

        ChargingSession session = new ChargingSession();
        session.Number = 1;
        Assert.IsTrue(outbox.TryAppend(session), "a session still finds room");
        // 7 bytes a sample: with its snapshot an alert takes some 270 bytes, without some 60.
        Assert.IsTrue(alertCount > 300, alertCount.ToString());
        Assert.AreEqual(1, outbox.DroppedAlertCount);
    }

    [TestMethod]
    public void A_damaged_record_is_left_out_and_those_behind_it_stay()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        PlaySession(charger);
        PlaySession(charger);
        // The counters that a segment begins with take 34 bytes, the first record more than a hundred.
        charger.Board.FakeFlash.Damage("o00000000", 100);
        charger.CutPower(1000);
        charger.Bridge.IsSilent = false;
        PlaySession(charger);
        charger.Run(60000);
        // Two sessions, the alert that tells of the damage, and a third session; the bridge had both of the first already.
        Assert.AreEqual(4, charger.Bridge.RecordCount);
        Assert.IsFalse(charger.Bridge.HasConflict);
        Assert.AreEqual("3", FakeLink.MemberOf(charger.Bridge.Record(4), "sessionNumber"));
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount);
    }

    private static int CountSessions(TestCharger charger)
    {
        int count = 0;
        for (long sequence = charger.Bridge.FirstSequence; sequence <= charger.Bridge.LastSequence; sequence++)
        {
            count += charger.Bridge.Record(sequence).Contains("\"sessionId\"") ? 1 : 0;
        }

        return count;
    }

    private static void PlaySession(TestCharger charger)
    {
        charger.Plug();
        charger.Draw(10000);
        charger.Run(5000);
        charger.Unplug();
        charger.Run(1000);
    }
}
