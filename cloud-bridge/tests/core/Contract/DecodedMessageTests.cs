using System.Text;
using CloudBridge.Core.Contract;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Core.Contract;

/// <summary>Reading a message at the door gives what it holds or why not, and never an exception, which would end the connection.</summary>
[TestClass]
public class DecodedMessageTests
{
    [TestMethod]
    public void A_status_is_read_as_a_status_and_a_record_as_none_of_it()
    {
        DecodedMessage decoded = Read(Topic.Status, """{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}""");

        Assert.AreEqual(new ChargerStatus(true, "Charging", "NoError", ""), decoded.Status);
        Assert.IsNull(decoded.Record);
        Assert.AreEqual("", decoded.Reason);
    }

    [TestMethod]
    [DataRow(Topic.Session, "{\"version\":2}", "UnknownVersion", "$.version is 2")]
    [DataRow(Topic.Alert, "[]", "Malformed", "$.version is missing or not a whole number")]
    [DataRow(Topic.Status, "{\"version\":1,\"online\":true}", "Malformed", "$.status is not a text")]
    public void What_cannot_be_read_says_where(Topic topic, string payload, string reason, string detail)
    {
        DecodedMessage decoded = Read(topic, payload);

        Assert.AreEqual((reason, detail), (decoded.Reason, decoded.Detail));
        Assert.IsNull(decoded.Record);
        Assert.IsNull(decoded.Status);
        Assert.IsNull(decoded.Defect);
    }

    [TestMethod]
    [DataRow(Topic.Session)]
    [DataRow(Topic.Status)]
    public void A_defect_of_the_bridge_is_named_as_one(Topic topic)
    {
        // No broker hands over a message without its bytes: that stands for any promise broken on the way.
        DecodedMessage decoded = DecodedMessage.Of(new ChargerMessage("c1", topic, null!, 0));

        Assert.AreEqual("BridgeDefect", decoded.Reason);
        StringAssert.StartsWith(decoded.Detail, "NullReferenceException: ");
        Assert.IsNotNull(decoded.Defect);
    }

    private static DecodedMessage Read(Topic topic, string payload)
    {
        return DecodedMessage.Of(new ChargerMessage("c1", topic, Encoding.UTF8.GetBytes(payload), 0));
    }
}
