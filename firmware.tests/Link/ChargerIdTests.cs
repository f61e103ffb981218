using Firmware.Core.Ports;

namespace Firmware.Tests.Link;

[TestClass]
public class ChargerIdTests
{
    [TestMethod]
    [DataRow("garage-1", true)]
    [DataRow("..1", true)]
    [DataRow("...", true)]
    [DataRow(".", false)]
    [DataRow("..", false)]
    [DataRow("", false)]
    [DataRow("a/b", false)]
    [DataRow("123456789012345678901234567890123456", true)]
    [DataRow("1234567890123456789012345678901234567", false)]
    public void An_id_is_safe_in_a_topic_and_no_folder_of_a_path(string id, bool isOne)
    {
        Assert.AreEqual(isOne, Topics.IsChargerId(id));
    }
}
