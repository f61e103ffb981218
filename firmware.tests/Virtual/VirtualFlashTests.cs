using System.IO;
using Hardware.Virtual;

namespace Firmware.Tests.Virtual;

[TestClass]
public sealed class VirtualFlashTests
{
    private static readonly byte[] Ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [TestMethod]
    public void A_cut_at_the_fourteenth_byte_keeps_four_bytes_of_the_second_write()
    {
        VirtualFlash flash = new();
        flash.CutAt(14);

        Assert.IsTrue(flash.TryAppend("a", Ten, 10));
        Assert.IsFalse(flash.TryAppend("b", Ten, 10));

        flash.Restart();
        byte[] buffer = new byte[20];
        Assert.AreEqual(10, flash.Read("a", 0, buffer, 20));
        Assert.AreEqual(4, flash.Read("b", 0, buffer, 20));
        Assert.AreEqual(3, buffer[3]);
    }

    [TestMethod]
    public void After_a_cut_nothing_works_until_the_restart()
    {
        VirtualFlash flash = new();
        flash.TryAppend("a", Ten, 10);
        flash.CutAt(10);
        Assert.IsFalse(flash.TryAppend("a", Ten, 1));

        Assert.AreEqual(-1, flash.Read("a", 0, new byte[10], 10));
        Assert.IsEmpty(flash.List());
        Assert.IsFalse(flash.TryDelete("a"));

        flash.Restart();
        Assert.IsTrue(flash.TryAppend("a", Ten, 1));
        Assert.AreEqual(11, flash.Read("a", 0, new byte[20], 20));
    }

    [TestMethod]
    public void A_failing_chip_refuses_writes_and_still_reads()
    {
        VirtualFlash flash = new();
        flash.TryAppend("a", Ten, 10);
        flash.IsFailing = true;

        Assert.IsFalse(flash.TryAppend("a", Ten, 1));
        Assert.IsFalse(flash.TryDelete("a"));
        Assert.AreEqual(10, flash.Read("a", 0, new byte[20], 20));
    }

    [TestMethod]
    public void A_full_chip_refuses_what_does_not_fit()
    {
        VirtualFlash flash = new(capacityBytes: 15);

        Assert.IsTrue(flash.TryAppend("a", Ten, 10));
        Assert.IsFalse(flash.TryAppend("a", Ten, 6));
        Assert.IsTrue(flash.TryAppend("a", Ten, 5));
    }

    [TestMethod]
    public void A_read_past_the_end_gives_nothing_and_a_missing_file_is_told()
    {
        VirtualFlash flash = new();
        flash.TryAppend("a", Ten, 10);

        Assert.AreEqual(3, flash.Read("a", 7, new byte[10], 10));
        Assert.AreEqual(0, flash.Read("a", 12, new byte[10], 10));
        Assert.AreEqual(-1, flash.Read("b", 0, new byte[10], 10));
    }

    [TestMethod]
    public void Files_in_a_directory_outlive_the_object()
    {
        string directory = Directory.CreateTempSubdirectory("chargeagent-flash-").FullName;
        try
        {
            VirtualFlash before = new(directory);
            before.TryAppend("a", Ten, 10);
            before.TryAppend("b", Ten, 2);
            before.TryDelete("b");

            VirtualFlash after = new(directory);
            byte[] buffer = new byte[10];
            Assert.AreEqual("a", string.Join(',', after.List()));
            Assert.AreEqual(10, after.Read("a", 0, buffer, 10));
            Assert.AreSequenceEqual(Ten, buffer);
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }
}
