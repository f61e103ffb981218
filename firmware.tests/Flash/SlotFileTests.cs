using System.Text;
using Firmware.Core.Flash;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Flash;

[TestClass]
public class SlotFileTests
{
    [TestMethod]
    public void A_text_comes_back_with_its_generation()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsTrue(new SlotFile(flash, "slot", 100).TryWrite(Encoding.UTF8.GetBytes("hello"), 7));
        SlotFile slot = new SlotFile(flash, "slot", 100);
        byte[]? text = slot.Read();
        Assert.IsNotNull(text);
        Assert.AreEqual("hello", Encoding.UTF8.GetString(text!, 0, text!.Length));
        Assert.AreEqual(7u, slot.Generation);
        Assert.IsFalse(slot.IsDamaged);
    }

    [TestMethod]
    public void A_missing_file_is_no_damage()
    {
        SlotFile slot = new SlotFile(new FakeFlash(), "slot", 100);
        Assert.IsNull(slot.Read());
        Assert.IsFalse(slot.IsDamaged);
    }

    [TestMethod]
    public void A_flipped_bit_anywhere_is_found()
    {
        // 12 bytes of header and 5 of text.
        for (int i = 0; i < 17; i++)
        {
            FakeFlash flash = new FakeFlash();
            Assert.IsTrue(new SlotFile(flash, "slot", 100).TryWrite(Encoding.UTF8.GetBytes("hello"), 7));
            flash.Damage("slot", i);
            SlotFile slot = new SlotFile(flash, "slot", 100);
            Assert.IsNull(slot.Read(), i.ToString());
            Assert.IsTrue(slot.IsDamaged);
            Assert.AreEqual(0u, slot.Generation);
        }
    }

    [TestMethod]
    public void A_text_longer_than_the_slot_takes_is_not_read()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsTrue(new SlotFile(flash, "slot", 100).TryWrite(Encoding.UTF8.GetBytes("hello"), 7));
        Assert.IsNull(new SlotFile(flash, "slot", 4).Read());
    }
}
