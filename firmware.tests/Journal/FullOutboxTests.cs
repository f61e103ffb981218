using System;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Journal;

/// <summary>An outbox without room: what it refuses, and that it recovers.</summary>
[TestClass]
public class FullOutboxTests
{
    internal static ChargingSession Session(long number, int periods)
    {
        ChargingSession s = new ChargingSession();
        s.Number = number;
        s.StartUtcMs = 1767571200000;
        s.EndUtcMs = s.StartUtcMs + 3600000;
        s.RegisterStartMilliwattHours = number * 1000;
        s.RegisterEndMilliwattHours = number * 1000 + 1000;
        s.TariffId = "T";
        s.TariffHash = "0123456789abcdef";
        s.TariffVersion = 1;
        for (int i = 0; i < periods; i++)
        {
            ChargingPeriod p = s.AddPeriod();
            p.StartUtcMs = s.StartUtcMs + i * 600000;
            p.DurationMs = 600000;
            p.ChargingMs = 600000;
            p.EnergyMilliwattHours = 100;
            p.PowerMilliwatts = 2300000;
            p.CurrentMilliamps = 10000;
        }
        return s;
    }

    internal static Outbox New(FakeFlash flash)
    {
        Outbox o = new Outbox(flash, new FakeAuthenticator(), new byte[SegmentLog.FrameMax]);
        o.Open();
        return o;
    }

    internal static void ReceiptAll(Outbox outbox)
    {
        byte[] previous = new byte[16];
        byte[] mac = new byte[16];
        for (long s = outbox.FirstSequence; s < outbox.NextSequence; s++)
        {
            if (outbox.TryRead(s, previous, mac, out _, out _))
            {
                Assert.IsTrue(outbox.TryReceipt(s, RecordMac.ToHex(mac)));
            }
        }
    }

    [TestMethod]
    [DataRow(6)] [DataRow(7)] [DataRow(8)] [DataRow(10)] [DataRow(20)]
    public void A_full_outbox_takes_sessions_again_once_all_its_records_have_receipts(int periods)
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash);
        long number = 1;
        while (outbox.TryAppend(Session(number, periods)))
        {
            number++;
        }

        Assert.IsTrue(outbox.NextSequence - outbox.FirstSequence < WaitingRecords.Capacity, "segments ran out, not sequences: " + number);
        ReceiptAll(outbox);
        Assert.AreEqual(0, outbox.WaitingCount);
        Assert.IsTrue(outbox.TryAppend(Session(number, periods)), "after all receipts, same boot");
        outbox = New(flash);
        Assert.IsTrue(outbox.TryAppend(Session(number + 1, periods)), "after a restart");
    }

    [TestMethod]
    public void Many_boots_without_a_record_leave_room_for_a_session()
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = New(flash);
        for (int i = 0; i < 5000; i++)
        {
            outbox = New(flash);
        }

        Assert.IsTrue(outbox.TryAppend(Session(1, 3)));
    }

    [TestMethod]
    public void A_cut_at_any_byte_while_a_full_outbox_is_emptied_keeps_the_counters()
    {
        FakeFlash full = new FakeFlash();
        Outbox outbox = New(full);
        long number = 1;
        while (outbox.TryAppend(Session(number, 8)))
        {
            number++;
        }

        long next = outbox.NextSequence;
        for (long cut = 0; cut < 3000; cut += 7)
        {
            FakeFlash flash = new FakeFlash();
            flash.CopyFrom(full);
            flash.BytesUntilCut = cut;
            outbox = New(flash);
            ReceiptAll(outbox);
            outbox.TryAppend(Session(number, 8));
            flash.Restore();
            long isIn = outbox.NextSequence;
            outbox = New(flash);
            Assert.IsTrue(outbox.NextSequence == isIn, "cut " + cut + " next " + outbox.NextSequence + " was " + isIn);
            Assert.AreEqual(isIn - next + number - 1, outbox.LastSessionNumber, "cut " + cut);
            ReceiptAll(outbox);
            Assert.IsTrue(outbox.TryAppend(Session(outbox.LastSessionNumber + 1, 8)), "cut " + cut);
        }
    }
}
