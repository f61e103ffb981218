using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Journal;

/// <summary>Single bits of a journal flip while the power is off: what the next boot still has, and which sequence comes next.</summary>
[TestClass]
public class BitFlipTests
{
    private const int JournalCount = 20;
    private const int FlipsOfJournal = 1000;
    private const int Seed = 20260105;

    /// <summary>Twenty journals of up to three segments, a thousand flips each.</summary>
    [TestMethod]
    public void Of_20000_flips_none_loses_more_than_the_record_it_hit_and_none_makes_a_sequence_come_again()
    {
        Random random = new Random(Seed);
        int beyond = 0;
        int reused = 0;
        int unchained = 0;
        int lost = 0;
        int untold = 0;
        for (int journal = 0; journal < JournalCount; journal++)
        {
            FakeFlash whole = Write(random, out string[] codes, out long first);
            FakeFlash flash = new FakeFlash();
            for (int flip = 0; flip < FlipsOfJournal; flip++)
            {
                flash.CopyFrom(whole);
                Flip(flash, random);
                Outbox outbox = FullOutboxTests.New(flash);
                int missing = Missing(outbox, codes, first);
                untold += outbox.Damage.MissingCount == missing && (missing == 0 || outbox.Damage.IsUntold) ? 0 : 1;
                lost += missing;
                beyond += Math.Max(0, missing - 1);
                reused += outbox.NextSequence < codes.Length ? 1 : 0;
                unchained += PreviousCodeOfNext(outbox) == codes[^1] ? 0 : 1;
            }
        }

        string figures =
            $"seed {Seed}: {lost} records lost, {beyond} beyond the one hit, {reused} sequences again, {unchained} chains broken, "
            + $"{untold} not told rightly";
        Console.WriteLine(figures);
        Assert.AreEqual(0, beyond, figures);
        Assert.AreEqual(0, reused, figures);
        Assert.AreEqual(0, unchained, figures);
        Assert.AreEqual(0, untold, figures);
        Assert.IsGreaterThan(JournalCount * FlipsOfJournal / 4, lost, "the flips hit records: " + figures);
    }

    /// <summary>A journal whose first records have their receipts; the code of each record by its sequence, and the first that
    /// waits.</summary>
    private static FakeFlash Write(Random random, out string[] codes, out long first)
    {
        FakeFlash flash = new FakeFlash();
        Outbox outbox = FullOutboxTests.New(flash);
        int sessions = random.Next(5, 100);
        Alert alert = new Alert(new FaultSnapshot()) { IsRaised = true };
        for (int i = 0; i < FaultSnapshot.Length; i++)
        {
            alert.Snapshot.Add(230000, 10000, 2);
        }

        for (int number = 1; number <= sessions; number++)
        {
            Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(number, random.Next(1, 8))));
            if (random.Next(4) == 0)
            {
                Assert.IsTrue(outbox.TryAppend(alert));
            }

            if (random.Next(20) == 0)
            {
                outbox = FullOutboxTests.New(flash);
            }
        }

        codes = [.. Enumerable.Range(0, (int)outbox.NextSequence).Select(sequence => CodeOf(outbox, sequence))];
        int receipts = random.Next(sessions);
        for (int sequence = 1; sequence <= receipts; sequence++)
        {
            Assert.IsTrue(outbox.TryReceipt(sequence, codes[sequence]));
        }

        first = FullOutboxTests.New(flash).FirstSequence;
        return flash;
    }

    private static void Flip(FakeFlash flash, Random random)
    {
        string[] names = flash.List();
        int offset = random.Next(names.Sum(flash.LengthOf));
        foreach (string name in names)
        {
            if (offset < flash.LengthOf(name))
            {
                flash.Damage(name, offset, random.Next(8));
                return;
            }

            offset -= flash.LengthOf(name);
        }
    }

    private static int Missing(Outbox outbox, string[] codes, long first)
    {
        int missing = 0;
        for (long sequence = first; sequence < codes.Length; sequence++)
        {
            missing += CodeOf(outbox, sequence) == codes[sequence] ? 0 : 1;
        }

        return missing;
    }

    private static string CodeOf(Outbox outbox, long sequence)
    {
        byte[] previous = new byte[RecordMac.Length];
        byte[] mac = new byte[RecordMac.Length];
        return outbox.TryRead(sequence, previous, mac, out _, out _) ? RecordMac.ToHex(mac) : "";
    }

    private static string PreviousCodeOfNext(Outbox outbox)
    {
        byte[] previous = new byte[RecordMac.Length];
        byte[] mac = new byte[RecordMac.Length];
        long sequence = outbox.NextSequence;
        Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(1000, 1)));
        Assert.IsTrue(outbox.TryRead(sequence, previous, mac, out _, out _));
        return RecordMac.ToHex(previous);
    }
}
