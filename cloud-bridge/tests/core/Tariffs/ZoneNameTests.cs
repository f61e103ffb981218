using CloudBridge.Core.Foundation.Words;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class ZoneNameTests
{
    [TestMethod]
    [DataRow("UTC")]
    [DataRow("Europe/Berlin")]
    [DataRow("America/Argentina/Buenos_Aires")]
    public void A_name_of_the_iana_list_is_found(string name)
    {
        Assert.IsTrue(ZoneName.TryFind(name, out DateTimeZone? zone, out _));
        Assert.AreEqual(name, zone!.Id);
    }

    [TestMethod]
    [DataRow("Berlin", "Europe/Berlin")]
    [DataRow("europe/berlin", "Europe/Berlin")]
    [DataRow("America/LosAngeles", "America/Los_Angeles")]
    [DataRow("Asia/Calcuta", "Asia/Calcutta")]
    public void Another_name_is_answered_with_the_nearest_first(string name, string expected)
    {
        Assert.IsFalse(ZoneName.TryFind(name, out _, out string defect));
        Assert.StartsWith($"\"{name}\" is not a time zone; did you mean {expected}", defect);
    }

    [TestMethod]
    public void A_very_long_name_is_answered_too()
    {
        Assert.IsFalse(ZoneName.TryFind(new string('x', 100_000), out _, out _));
    }
}
