using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Journal;

/// <summary>What happens often while one record waits for years must not take the room of the sessions that come.</summary>
[TestClass]
public class EnduranceTests
{
    private const int SessionsAfter = 400;

    [TestMethod]
    public void After_5000_boots_with_one_record_waiting_there_is_room_for_400_sessions()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsTrue(FullOutboxTests.New(flash).TryAppend(FullOutboxTests.Session(1, 3)));
        for (int boot = 0; boot < 5000; boot++)
        {
            Outbox outbox = FullOutboxTests.New(flash);
            Assert.AreEqual(1, outbox.WaitingCount);
            Assert.IsFalse(outbox.IsFailing, "boot " + boot);
        }

        AssertRoom(FullOutboxTests.New(flash));
    }

    [TestMethod]
    public void After_36000_commands_with_one_record_waiting_there_is_room_for_400_sessions()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = FullOutboxTests.New(flash);
        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(1, 3)));
        for (int command = 0; command < 36000; command++)
        {
            outbox.SetOutOfService(command % 2 == 0);
            Assert.IsFalse(outbox.IsFailing, "command " + command);
        }

        Assert.IsFalse(FullOutboxTests.New(flash).IsOutOfService, "the last command was: in service");
        AssertRoom(outbox);
    }

    [TestMethod]
    public void After_1000_power_cuts_in_the_middle_of_a_record_with_one_record_waiting_there_is_room_for_400_sessions()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsTrue(FullOutboxTests.New(flash).TryAppend(FullOutboxTests.Session(1, 3)));
        for (int cut = 0; cut < 1000; cut++)
        {
            Outbox outbox = FullOutboxTests.New(flash);
            flash.BytesUntilCut = 50 + (cut % 50);
            Assert.IsFalse(outbox.TryAppend(FullOutboxTests.Session(2, 3)));
            flash.Restore();
        }

        AssertRoom(FullOutboxTests.New(flash));
    }

    [TestMethod]
    public void Alerts_that_fill_the_flash_leave_room_for_100_sessions()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = FullOutboxTests.New(flash);
        Alert alert = new Alert(new FaultSnapshot()) { IsRaised = true };
        while (outbox.TryAppend(alert))
        {
            Assert.IsFalse(outbox.IsFailing);
        }

        // A session of three periods takes 111 bytes, without their details 74: the reserve is at least one segment of 8,192.
        for (int number = 1; number <= 100; number++)
        {
            Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(number, 3)), "session " + number);
            Assert.IsFalse(outbox.TryAppend(alert), "an alert after session " + number);
        }
    }

    [TestMethod]
    public void A_full_outbox_notes_its_receipts_without_room_for_them()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = FullOutboxTests.New(flash);
        int number = 1;
        while (outbox.TryAppend(FullOutboxTests.Session(number, 8)))
        {
            number++;
        }

        long first = outbox.FirstSequence;
        byte[] previous = new byte[RecordMac.Length];
        byte[] mac = new byte[RecordMac.Length];
        for (long sequence = first; sequence < first + 8; sequence++)
        {
            Assert.IsTrue(outbox.TryRead(sequence, previous, mac, out _, out _));
            Assert.IsTrue(outbox.TryReceipt(sequence, RecordMac.ToHex(mac)));
        }

        Assert.AreEqual(first + 8, FullOutboxTests.New(flash).FirstSequence);
    }

    [TestMethod]
    public void A_session_that_waits_for_room_is_tried_again_without_wearing_the_flash()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = FullOutboxTests.New(flash);
        int number = 1;
        while (outbox.TryAppend(FullOutboxTests.Session(number, 8)))
        {
            number++;
        }

        flash.ResetCounters();
        for (int attempt = 0; attempt < 100; attempt++)
        {
            Assert.IsFalse(outbox.TryAppend(FullOutboxTests.Session(number, 8)));
        }

        Assert.AreEqual(0, flash.WriteCount);
    }

    private static void AssertRoom(Outbox outbox)
    {
        for (int i = 0; i < SessionsAfter; i++)
        {
            Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(2 + i, 3)), "session " + i);
        }
    }
}
