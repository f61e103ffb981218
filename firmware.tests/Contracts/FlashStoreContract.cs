using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every flash store does, on the PC and on a board. It leaves no file behind.</summary>
[TestClass]
public class FlashStoreContract
{
    private const string Name = "contract";

    private static IFlashStore Flash => BoardUnderTest.Board.Flash;

    [TestMethod]
    public void What_was_appended_is_read_again_from_any_offset()
    {
        Assert.IsTrue(Flash.TryDelete(Name));
        Assert.IsTrue(Flash.TryAppend(Name, Bytes(10), 10));
        Assert.IsTrue(Flash.TryAppend(Name, Bytes(10), 5));
        byte[] buffer = new byte[20];
        Assert.AreEqual(15, Flash.Read(Name, 0, buffer, 20));
        Assert.AreEqual(9, (int)buffer[9]);
        Assert.AreEqual(0, (int)buffer[10]);
        Assert.AreEqual(4, Flash.Read(Name, 11, buffer, 20));
        Assert.AreEqual(1, (int)buffer[0]);
        Assert.AreEqual(3, Flash.Read(Name, 0, buffer, 3));
        Assert.AreEqual(0, Flash.Read(Name, 15, buffer, 20));
        Assert.IsTrue(Flash.TryDelete(Name));
    }

    [TestMethod]
    public void A_file_that_is_not_there_reads_as_minus_one_and_deletes_as_gone()
    {
        Assert.IsTrue(Flash.TryDelete(Name));
        Assert.AreEqual(-1, Flash.Read(Name, 0, new byte[1], 1));
        Assert.IsTrue(Flash.TryDelete(Name));
    }

    [TestMethod]
    public void Files_are_listed_by_the_names_they_were_given()
    {
        Assert.IsTrue(Flash.TryDelete(Name));
        Assert.IsFalse(IsListed());
        Assert.IsTrue(Flash.TryAppend(Name, Bytes(1), 1));
        Assert.IsTrue(IsListed());
        Assert.IsTrue(Flash.TryDelete(Name));
        Assert.IsFalse(IsListed());
    }

    private static bool IsListed()
    {
        foreach (string name in Flash.List())
        {
            if (name == Name)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)i;
        }

        return bytes;
    }
}
