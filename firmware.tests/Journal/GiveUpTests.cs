using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Proofs;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Journal;

/// <summary>One record that the bridge never answers: it goes for want of room when the bridge has said that it keeps it, and not
/// before.</summary>
[TestClass]
public class GiveUpTests
{
    // More than fit with the first of them waiting.
    private const int SessionsMax = 3000;

    [TestMethod]
    public void A_record_that_the_bridge_does_not_keep_is_never_given_up()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash, true);

        long number = AppendUntilFull(outbox, 1);

        Assert.IsTrue(number < SessionsMax, "there is no more room");
        Assert.AreEqual(0, outbox.GivenUpCount);
        Assert.AreEqual(1L, outbox.FirstSequence);
        Assert.IsTrue(outbox.IsWaiting(1));
    }

    [TestMethod]
    public void A_record_that_the_bridge_keeps_makes_room_when_there_is_no_other()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash, true);
        long number = AppendUntilFull(outbox, 1);

        outbox.TakeKept(1, MacOf(outbox, 1));
        Assert.IsTrue(outbox.IsWaiting(1), "it is sent on: the bridge may be mended");
        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(number, 8)));

        Assert.AreEqual(1, outbox.GivenUpCount);
        Assert.IsFalse(outbox.IsWaiting(1));
        Assert.AreEqual(outbox.NextSequence - 1, outbox.FirstSequence);
    }

    [TestMethod]
    public void The_word_must_name_the_record_by_its_code_and_frees_nothing()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash, true);
        long number = AppendUntilFull(outbox, 1);

        outbox.TakeKept(1, "00000000000000000000000000000000");
        outbox.TakeKept(2, MacOf(outbox, 1));
        // As firmware from before reads the same message: a receipt for no code.
        Assert.IsFalse(outbox.TryReceipt(1, ""));

        Assert.IsFalse(outbox.TryAppend(FullOutboxTests.Session(number, 8)));
        Assert.AreEqual(0, outbox.GivenUpCount);
    }

    [TestMethod]
    public void After_a_start_the_bridge_must_say_it_again()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash, true);
        long number = AppendUntilFull(outbox, 1);
        string mac = MacOf(outbox, 1);
        outbox.TakeKept(1, mac);

        outbox = New(flash, true);
        // What came after the first is sent again too, and has its receipts again.
        for (long sequence = 2; sequence < outbox.NextSequence; sequence++)
        {
            Assert.IsTrue(outbox.TryReceipt(sequence, MacOf(outbox, sequence)));
        }

        Assert.IsFalse(outbox.TryAppend(FullOutboxTests.Session(number, 8)));
        outbox.TakeKept(1, mac);
        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(number, 8)));
    }

    [TestMethod]
    public void The_silence_of_a_bridge_from_before_is_still_enough()
    {
        Outbox outbox = New(new FakeFlash(), false);

        Assert.AreEqual((long)SessionsMax, AppendUntilFull(outbox, 1));
        Assert.AreEqual(1, outbox.GivenUpCount);
    }

    [TestMethod]
    public void What_cannot_be_read_any_more_is_nobodys_last()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash, true);
        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(1, 8)));
        // The counters that a segment begins with take 34 bytes, the first record more than a hundred.
        flash.Damage("o00000000", 100);

        Assert.AreEqual((long)SessionsMax, AppendUntilFull(outbox, 2));
        Assert.AreEqual(1, outbox.GivenUpCount);
    }

    private static Outbox New(FakeFlash flash, bool isBridgeProving)
    {
        AgentConfig config = new AgentConfig();
        config.ChargerId = "T1";
        config.RefusesUnsigned = isBridgeProving;
        FakeAuthenticator authenticator = new FakeAuthenticator();
        Outbox outbox = new Outbox(flash, authenticator, new byte[SegmentLog.FrameMax], new BridgeProof(authenticator, config));
        outbox.Open();
        return outbox;
    }

    // Each has its receipt at once, but for the first.
    private static long AppendUntilFull(Outbox outbox, long number)
    {
        while (number < SessionsMax && outbox.TryAppend(FullOutboxTests.Session(number, 8)))
        {
            long sequence = outbox.NextSequence - 1;
            Assert.IsTrue(sequence == 1 || outbox.TryReceipt(sequence, MacOf(outbox, sequence)));
            number++;
        }

        return number;
    }

    private static string MacOf(Outbox outbox, long sequence)
    {
        byte[] previous = new byte[RecordMac.Length];
        byte[] mac = new byte[RecordMac.Length];
        Assert.IsTrue(outbox.TryRead(sequence, previous, mac, out _, out _));
        return RecordMac.ToHex(mac);
    }
}
