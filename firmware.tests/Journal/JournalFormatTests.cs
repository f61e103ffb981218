using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>A journal that another version of the firmware has written: an older one is taken over, a newer one is left as it is.</summary>
[TestClass]
public class JournalFormatTests
{
    // Written by firmware that knew no slots (format 1): four sessions, the first with its receipt, two boots, four commands in and
    // out of service, and a fifth session that was open when the power went.
    private const string OutboxOfFormat1 =
        "1600010000000001010100000000000000000000000000000000000000E35FE49F640003010000000000000000000000000000000000000001B0B9D0"
        + "DBB833D4DFD0DBB8330F00FA18001A0154E0A7121030303030303030303030333030303030FC0EFC0E020200940ADE060000000000901C9C1200904E"
        + "E0B08C01F487B144F487B144F487B144F487B1447886EEDC0100020000000002D01F4E0A65000302000000F487B144F487B144F487B144F487B14402"
        + "A0E8D0DBB833C48ED1DBB8330FFA18F431001A0154E0A7121030303030303030303030333030303030FC0EFC0E020200940ADE060000000000901C9C"
        + "1200904EE0B08C01282DE94D282DE94D282DE94D282DE94D7E38A2C565000303000000282DE94D282DE94D282DE94D282DE94D039097D1DBB833B4BD"
        + "D1DBB8330FF431EF4A001A0154E0A7121030303030303030303030333030303030FC0EFC0E020200940ADF060000000000901C9C1200904EE0B08C01"
        + "A6C341FEA6C341FEA6C341FEA6C341FECCF93BDF1700010000000002040203EF4A00A6C341FEA6C341FEA6C341FEA6C341FE9FDA26FF170001000000"
        + "0002040203EF4A01A6C341FEA6C341FEA6C341FEA6C341FEDC1180781700010000000002040203EF4A00A6C341FEA6C341FEA6C341FEA6C341FE9FDA"
        + "26FF1700010000000002040203EF4A01A6C341FEA6C341FEA6C341FEA6C341FEDC11807850000304000000A6C341FEA6C341FEA6C341FEA6C341FE04"
        + "D0D5D1DBB833F4FBD1DBB8330FEF4AE963001A0000000101020200940ADE060000000000901C9C1200904EE0B08C015AE6549E5AE6549E5AE6549E5A"
        + "E6549E5525D93C1700010000000002050204E963005AE6549E5AE6549E5AE6549E5AE6549E66243B1E";

    private const string SessionsOfFormat1 =
        "3000050100000001B0B9D0DBB833000300DF01001A0154E0A71210303030303030303030303330303030300101010200AC02DF0100000093C3F30911"
        + "00060100000000DE0602E0F2A0B7F166940ADE06000000C2FED5623100050200000002A0E8D0DBB8330003FA18DA1A001A0154E0A712103030303030"
        + "30303030303330303030300101010200AC02E001000000E016CFB81100060200000000D81F02C0D0A1B7F166940ADE06000000B74CB0FE3100050300"
        + "0000039097D1DBB8330003F431D433001A0154E0A71210303030303030303030303330303030300101010200AC02E001000000FE74E5F41100060300"
        + "000000D33802A0AEA2B7F166940ADF0600000015127F4F1E00050400000004D0D5D1DBB8330003EF4ACE4C001A0000000101010200AC02DF01000000"
        + "4A001ECF1100060400000000CD5102A0ABA3B7F166940ADE06000000948F3CB01E00050500000005C084D2DBB8330003E963C965001A000000010101"
        + "0200AC02E001000000C7C5424D1100060500000000C76A028089A4B7F166940ADE0600000018AA49A7180006050000000185960300A89DA4B7F166E0"
        + "D403BEAB0200904EE0B08C01D693ECB91800060500000001C2C10500A89DA4B7F166C0A907FBD60400904EE0B08C01C419903C";

    [TestMethod]
    public void A_journal_of_format_1_goes_on_with_all_that_it_held()
    {
        Outbox outbox = FullOutboxTests.New(Format1());
        Assert.AreEqual(2L, outbox.FirstSequence);
        Assert.AreEqual(5L, outbox.NextSequence);
        Assert.AreEqual(4L, outbox.LastSessionNumber);
        Assert.AreEqual(12777L, outbox.RegisterMilliwattHours);
        Assert.AreEqual(3L, outbox.BootCount, "its two, and this");
        Assert.IsFalse(outbox.IsOutOfService);
        Assert.IsFalse(outbox.Damage.IsUntold);
        Assert.AreEqual("282de94d282de94d282de94d282de94d", CodeOf(outbox, 2, out _));
        Assert.AreEqual("a6c341fea6c341fea6c341fea6c341fe", CodeOf(outbox, 3, out _));
        Assert.AreEqual("5ae6549e5ae6549e5ae6549e5ae6549e", CodeOf(outbox, 4, out _));

        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(5, 1)));
        CodeOf(outbox, 5, out string previous);
        Assert.AreEqual("5ae6549e5ae6549e5ae6549e5ae6549e", previous);
    }

    [TestMethod]
    public void A_session_open_in_a_journal_of_format_1_goes_on()
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeFlash.CopyFrom(Format1());
        charger.Plug();
        charger.CutPower(1000);
        Assert.IsTrue(charger.Agent.Session.IsOpen);
        Assert.AreEqual(5L, charger.Agent.Session.Session.Number);
        Assert.AreEqual(12777L, charger.Agent.Session.Session.RegisterStartMilliwattHours);

        // As the last checkpoint's bytes C2 C1 05 say: 66 + 65 x 128 + 5 x 16384.
        Assert.AreEqual(90306L, charger.Agent.Session.Session.RegisterEndMilliwattHours);
        charger.Unplug();
        charger.Run(60000);
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount);
        Assert.AreEqual(5L, charger.Agent.Outbox.LastSessionNumber);
    }

    [TestMethod]
    public void A_cut_at_any_byte_of_the_first_boot_with_a_journal_of_format_1_changes_nothing()
    {
        for (int cut = 0; cut < 200; cut++)
        {
            FakeFlash flash = Format1();
            flash.BytesUntilCut = cut;
            FullOutboxTests.New(flash);
            flash.Restore();
            Outbox outbox = FullOutboxTests.New(flash);
            Assert.AreEqual(2L, outbox.FirstSequence, "cut " + cut);
            Assert.AreEqual(5L, outbox.NextSequence, "cut " + cut);
            Assert.AreEqual(3, outbox.WaitingCount, "cut " + cut);
            Assert.IsFalse(outbox.Damage.IsUntold, "cut " + cut);
        }
    }

    [TestMethod]
    public void A_flipped_bit_in_a_journal_of_format_1_costs_no_more_than_the_record_it_hit()
    {
        FakeFlash whole = Format1();
        FakeFlash flash = new FakeFlash();
        for (int bit = 0; bit < 8 * whole.LengthOf("o00000000"); bit++)
        {
            flash.CopyFrom(whole);
            flash.Damage("o00000000", bit / 8, bit % 8);
            Outbox outbox = FullOutboxTests.New(flash);
            Assert.IsGreaterThanOrEqualTo(2, outbox.WaitingCount, "bit " + bit);

            // Record 4 is its last, and before there were slots nothing else knew of it.
            Assert.IsGreaterThanOrEqualTo(outbox.IsWaiting(4) ? 5L : 4L, outbox.NextSequence, "bit " + bit);
        }
    }

    [TestMethod]
    public void Each_segment_begins_as_the_firmware_before_reads_it()
    {
        FakeFlash flash = Format1();
        Outbox outbox = FullOutboxTests.New(flash);
        for (int number = 5; flash.LengthOf("o00000001") == 0; number++)
        {
            Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(number, 4)));
        }

        byte[] segment = new byte[64];
        flash.Read("o00000001", 0, segment, segment.Length);
        Assert.AreEqual((int)RecordKind.State, segment[2]);
        RecordReader reader = new RecordReader();
        reader.Reset(segment, 7, segment[0]);
        Assert.AreEqual(outbox.BootCount, reader.Unsigned());
        Assert.AreEqual(outbox.NextSequence - 1, reader.Unsigned());
        Assert.AreEqual(2L, reader.Unsigned(), "the oldest without a receipt");
        Assert.AreEqual(outbox.LastSessionNumber - 1, reader.Unsigned());
    }

    [TestMethod]
    public void A_journal_of_a_later_format_is_told_and_nothing_of_it_is_changed()
    {
        FakeFlash flash = Format1();
        Assert.IsTrue(FullOutboxTests.New(flash).TryAppend(FullOutboxTests.Session(5, 1)));
        WriteLater(flash, "state-a");
        WriteLater(flash, "state-b");
        TestCharger charger = new TestCharger();
        charger.Board.FakeFlash.CopyFrom(flash);
        charger.CutPower(1000);
        charger.Board.FakeFlash.ResetCounters();
        charger.Run(1000);
        PlaySession(charger);
        charger.Agent.Outbox.SetOutOfService(true);
        charger.Run(1000);

        Assert.IsTrue(charger.Agent.Outbox.IsLaterFormat);
        Assert.IsTrue(charger.Agent.Faults.IsStorageFailing, "StorageFailure is InternalError by OCPP 1.6");
        foreach (string name in new[] { "state-a", "state-b", "o00000000" })
        {
            CollectionAssert.AreEqual(BytesOf(flash, name), BytesOf(charger.Board.FakeFlash, name), name);
        }
    }

    private static void WriteLater(FakeFlash flash, string name)
    {
        SlotFile slot = new SlotFile(flash, name, 480);
        byte[] text = slot.Read()!;
        // A slot ends with {format 1, command number 1, places told 1, ranges told 1}; what a later firmware writes behind the format
        // nobody knows here.
        byte[] later = [.. text];
        later[^4] = OutboxState.FormatOfThis + 1;
        later[^3] = 255;
        later[^2] = 255;
        later[^1] = 255;
        Assert.IsTrue(slot.TryWrite(later, slot.Generation + 1));
    }

    private static FakeFlash Format1()
    {
        FakeFlash flash = new FakeFlash();
        Put(flash, "o00000000", OutboxOfFormat1);
        Put(flash, "s00000000", SessionsOfFormat1);
        return flash;
    }

    private static void Put(FakeFlash flash, string name, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        flash.TryAppend(name, bytes, bytes.Length);
    }

    private static byte[] BytesOf(FakeFlash flash, string name)
    {
        byte[] bytes = new byte[flash.LengthOf(name)];
        flash.Read(name, 0, bytes, bytes.Length);
        return bytes;
    }

    private static string CodeOf(Outbox outbox, long sequence, out string previous)
    {
        byte[] previousMac = new byte[RecordMac.Length];
        byte[] mac = new byte[RecordMac.Length];
        Assert.IsTrue(outbox.TryRead(sequence, previousMac, mac, out _, out _));
        previous = RecordMac.ToHex(previousMac);
        return RecordMac.ToHex(mac);
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
