using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>What has gone bad on flash is told, once, and the sessions after it go on as if nothing had been.</summary>
[TestClass]
public class JournalDamageTests
{
    [TestMethod]
    public void A_record_that_went_bad_before_it_was_sent_is_told_with_its_sequence_and_the_next_is_chained_to_it()
    {
        TestCharger charger = Offline(3);
        charger.Board.FakeFlash.Damage("o00000000", EndOf(charger, 2) - 1);
        charger.CutPower(1000);
        charger.Run(2000);
        Assert.IsTrue(charger.Agent.Faults.IsJournalDamaged);

        charger.Board.FakeLink.ConnectionNumber = 2;
        charger.Run(60000);
        // Sessions 1 and 3, and the alert as record 4.
        Assert.AreEqual(3, charger.Bridge.RecordCount);
        string alert = charger.Bridge.Record(4);
        Assert.AreEqual("JournalDamaged", FakeLink.MemberOf(alert, "vendorCode"));
        Assert.AreEqual("InternalError", FakeLink.MemberOf(alert, "errorCode"));
        Assert.AreEqual("1", FakeLink.MemberOf(alert, "missingCount"));
        Assert.AreEqual("2", FakeLink.MemberOf(alert, "missingFirst"));
        Assert.AreEqual("2", FakeLink.MemberOf(alert, "missingLast"));
        Assert.AreEqual(FakeLink.MemberOf(charger.Bridge.Record(3), "mac"), FakeLink.MemberOf(alert, "previousMac"));
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount, "nothing waits for what is gone");
    }

    [TestMethod]
    public void The_last_record_gone_bad_after_it_was_sent_leaves_its_sequence_and_its_code_to_the_chain()
    {
        TestCharger charger = new TestCharger();
        charger.Bridge.IsSilent = true;
        PlaySession(charger);
        PlaySession(charger);
        Assert.AreEqual(2, charger.Bridge.RecordCount);
        charger.Board.FakeFlash.Damage("o00000000", EndOf(charger, 2) - 1);
        charger.CutPower(1000);
        charger.Bridge.IsSilent = false;
        PlaySession(charger);
        charger.Run(60000);
        Assert.IsFalse(charger.Bridge.HasConflict);
        Assert.AreEqual(FakeLink.MemberOf(charger.Bridge.Record(2), "mac"), FakeLink.MemberOf(charger.Bridge.Record(3), "previousMac"));
        Assert.AreEqual("3", FakeLink.MemberOf(charger.Bridge.Record(4), "sessionNumber"), "no session number comes again");
    }

    [TestMethod]
    public void What_was_told_once_is_not_told_at_the_next_boot_and_what_is_new_is()
    {
        TestCharger charger = Offline(5);
        charger.Board.FakeFlash.Damage("o00000000", EndOf(charger, 2) - 1);
        charger.CutPower(1000);
        charger.Run(2000);
        long next = charger.Agent.Outbox.NextSequence;
        for (int boot = 0; boot < 100; boot++)
        {
            charger.CutPower(1000);
            charger.Run(2000);
            Assert.IsFalse(charger.Agent.Faults.IsJournalDamaged, "boot " + boot);
        }

        Assert.AreEqual(next, charger.Agent.Outbox.NextSequence);
        charger.Board.FakeFlash.Damage("o00000000", EndOf(charger, 4) - 1);
        charger.CutPower(1000);
        Assert.AreEqual(1L, charger.Agent.Outbox.Damage.MissingCount);
        Assert.AreEqual(4L, charger.Agent.Outbox.Damage.MissingFirst);
    }

    [TestMethod]
    public void A_bad_slot_loses_nothing_is_told_and_is_whole_again_after_the_boot()
    {
        foreach (string slot in new[] { "state-a", "state-b" })
        {
            TestCharger charger = Offline(3);
            charger.Board.FakeFlash.Damage(slot, 20);
            charger.CutPower(1000);
            Assert.AreEqual(4L, charger.Agent.Outbox.NextSequence);
            Assert.AreEqual(0L, charger.Agent.Outbox.Damage.MissingCount);
            Assert.IsTrue(charger.Agent.Faults.IsJournalDamaged);
            charger.Run(2000);
            charger.CutPower(1000);
            Assert.IsFalse(charger.Agent.Faults.IsJournalDamaged, slot);
        }
    }

    [TestMethod]
    public void Without_both_slots_the_log_alone_says_what_comes_next()
    {
        TestCharger charger = Offline(3);
        charger.Board.FakeFlash.TryDelete("state-a");
        charger.Board.FakeFlash.TryDelete("state-b");
        charger.CutPower(1000);
        Assert.AreEqual(4L, charger.Agent.Outbox.NextSequence);
        Assert.AreEqual(3L, charger.Agent.Outbox.LastSessionNumber);
        Assert.AreEqual(3, charger.Agent.Outbox.WaitingCount);
        Assert.IsFalse(charger.Agent.Faults.IsJournalDamaged);
    }

    [TestMethod]
    public void A_segment_that_is_gone_is_told_as_all_its_records()
    {
        TestCharger charger = Offline(1);
        long last = 1;
        while (charger.Board.FakeFlash.LengthOf("o00000002") == 0)
        {
            last = charger.Board.FakeFlash.LengthOf("o00000001") == 0 ? charger.Agent.Outbox.NextSequence - 1 : last;
            PlaySession(charger);
        }

        charger.Board.FakeFlash.TryDelete("o00000000");
        charger.CutPower(1000);
        Assert.AreEqual(1L, charger.Agent.Outbox.Damage.MissingFirst);
        Assert.IsTrue(charger.Agent.Outbox.Damage.MissingLast == last || charger.Agent.Outbox.Damage.MissingLast == last + 1);
        Assert.AreEqual(charger.Agent.Outbox.Damage.MissingLast, charger.Agent.Outbox.Damage.MissingCount);
    }

    [TestMethod]
    public void A_write_cut_off_by_the_power_is_no_damage()
    {
        TestCharger charger = Offline(2);
        for (int cut = 0; cut < 250; cut++)
        {
            charger.Board.FakeFlash.BytesUntilCut = cut;
            PlaySession(charger);
            charger.CutPower(1000);
            Assert.IsFalse(charger.Agent.Faults.IsJournalDamaged, "cut " + cut);
            Assert.AreEqual(0L, charger.Agent.Outbox.Damage.MissingCount, "cut " + cut);
        }
    }

    [TestMethod]
    public void The_fault_stands_until_the_next_start()
    {
        TestCharger charger = Offline(2);
        charger.Board.FakeFlash.Damage("o00000000", EndOf(charger, 1) - 1);
        charger.CutPower(1000);
        charger.Run(600000);
        Assert.AreEqual(1 << (int)FaultCode.JournalDamaged, charger.Agent.Faults.ActiveMask);
        charger.CutPower(1000);
        charger.Run(1000);
        Assert.AreEqual(0, charger.Agent.Faults.ActiveMask);
    }

    private static TestCharger Offline(int sessions)
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeLink.ConnectionNumber = 0;
        for (int i = 0; i < sessions; i++)
        {
            PlaySession(charger);
        }

        return charger;
    }

    /// <summary>Where a record of the first segment ends.</summary>
    private static int EndOf(TestCharger charger, int sequence)
    {
        byte[] segment = new byte[charger.Board.FakeFlash.LengthOf("o00000000")];
        charger.Board.FakeFlash.Read("o00000000", 0, segment, segment.Length);
        int end = 0;
        for (int record = 0; record <= sequence; record++)
        {
            // {length 2, kind 1, sequence 4, body, CRC-32 4}; the state is before the first.
            end += 11 + segment[end] + (256 * segment[end + 1]);
        }

        return end;
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
