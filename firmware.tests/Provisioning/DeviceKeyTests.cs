using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class DeviceKeyTests
{
    [TestMethod]
    public void Sixty_four_digits_are_thirty_two_bytes()
    {
        byte[]? key = DeviceKey.Parse("00ff10Ab" + new string('0', 56));
        Assert.IsNotNull(key);
        Assert.AreEqual(32, key!.Length);
        // 0x00, 0xff = 255, 0x10 = 16, 0xab = 171.
        Assert.AreEqual(
            "0 255 16 171 0",
            key[0].ToString() + " " + key[1].ToString() + " " + key[2].ToString() + " " + key[3].ToString() + " " + key[31].ToString());
    }

    [TestMethod]
    public void Anything_else_is_no_key()
    {
        Assert.IsNull(DeviceKey.Parse(null));
        Assert.IsNull(DeviceKey.Parse(""));
        Assert.IsNull(DeviceKey.Parse(new string('0', 63)));
        Assert.IsNull(DeviceKey.Parse(new string('0', 65)));
        Assert.IsNull(DeviceKey.Parse(new string('0', 63) + "g"));
        Assert.IsNull(DeviceKey.Parse(new string('0', 63) + " "));
    }
}
