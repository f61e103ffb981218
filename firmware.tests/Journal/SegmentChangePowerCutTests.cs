using Firmware.Core.Journal;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>The power is cut at every byte and every deletion around the change of a segment, in the outbox and in the session
/// journal.</summary>
[TestClass]
public class SegmentChangePowerCutTests
{
    private const int SessionCount = 6;

    [TestMethod]
    public void No_cut_around_a_new_segment_loses_or_doubles_a_record()
    {
        FakeFlash full = FlashShortBeforeNewSegments();
        TestCharger whole = Run(full, long.MaxValue);
        Check(whole, "no cut");
        Assert.AreEqual(-1, whole.Board.FakeFlash.Read("o00000000", 0, new byte[1], 1), "the first segment is gone in the end");
        int cutCount = 0;
        for (long cut = 0; cut < whole.Board.FakeFlash.BytesWritten; cut++)
        {
            Check(Run(full, cut), "cut at byte " + cut.ToString());
            cutCount++;
        }

        // Six sessions write more than a kilobyte to both logs together.
        Assert.IsTrue(cutCount > 1000, "cuts: " + cutCount.ToString());
    }

    /// <summary>Sessions of ten seconds until the outbox stands a few records before its second segment.</summary>
    private static FakeFlash FlashShortBeforeNewSegments()
    {
        TestCharger charger = new TestCharger();
        FakeFlash last = new FakeFlash();
        while (charger.Board.FakeFlash.Read("o00000001", 0, new byte[1], 1) < 0)
        {
            last = LaterOf(charger, last);
            PlaySession(charger);
        }

        return last;
    }

    private static FakeFlash LaterOf(TestCharger charger, FakeFlash last)
    {
        byte[] all = new byte[Outbox.SegmentBytesMax];
        int used = charger.Board.FakeFlash.Read("o00000000", 0, all, all.Length);
        // A few records before the segment is full.
        if (used < Outbox.SegmentBytesMax - 350)
        {
            last.CopyFrom(charger.Board.FakeFlash);
        }

        return last;
    }

    private static TestCharger Run(FakeFlash flash, long bytesUntilCut)
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeFlash.CopyFrom(flash);
        charger.CutPower(0);
        charger.Board.FakeFlash.ResetCounters();
        charger.Board.FakeFlash.BytesUntilCut = bytesUntilCut;
        for (int i = 0; i < SessionCount; i++)
        {
            PlaySession(charger);
        }

        charger.Run(60000);
        return charger;
    }

    private static void PlaySession(TestCharger charger)
    {
        charger.Plug();
        charger.Draw(10000);
        RunOverCut(charger, 10000);
        charger.Unplug();
        RunOverCut(charger, 2000);
    }

    private static void RunOverCut(TestCharger charger, int durationMs)
    {
        for (int passedMs = 0; passedMs < durationMs; passedMs += 100)
        {
            charger.Run(100);
            if (charger.Board.FakeFlash.IsCut)
            {
                charger.CutPower(1000);
            }
        }
    }

    private static void Check(TestCharger charger, string name)
    {
        TestBridge bridge = charger.Bridge;
        Assert.IsFalse(bridge.HasConflict, name + ": a record came again with another content");
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount, name + ": a record has no receipt");
        Assert.IsTrue(bridge.LastSequence == charger.Agent.Outbox.NextSequence - 1, name + ": the last record is missing");
        Assert.IsTrue(bridge.RecordCount == bridge.LastSequence - bridge.FirstSequence + 1, name + ": the sequence has gaps");
        long number = 0;
        long register = -1;
        for (long sequence = bridge.FirstSequence; sequence <= bridge.LastSequence; sequence++)
        {
            string record = bridge.Record(sequence);
            long nextNumber = long.Parse(FakeLink.MemberOf(record, "sessionNumber"));
            long start = long.Parse(FakeLink.MemberOf(record, "registerStartMilliwattHours"));
            Assert.IsTrue(number == 0 || nextNumber == number + 1, name + ": sessions are numbered without gaps");
            Assert.IsTrue(register < 0 || start == register, name + ": the register goes on where it was");
            number = nextNumber;
            register = long.Parse(FakeLink.MemberOf(record, "registerEndMilliwattHours"));
        }
    }
}
