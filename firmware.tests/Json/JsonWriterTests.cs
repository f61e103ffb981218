using System.Text;
using Firmware.Core.Json;

namespace Firmware.Tests.Json;

[TestClass]
public class JsonWriterTests
{
    [TestMethod]
    public void Members_lists_and_objects_are_separated_by_commas()
    {
        JsonWriter json = new JsonWriter(200);
        json.Begin();
        json.Member("a", 1);
        json.BeginList("b");
        json.Item(-2);
        json.Item(3);
        json.EndList();
        json.BeginObject("c");
        json.Member("d", true);
        json.EndObject();
        json.Null("e");
        json.End();
        Assert.AreEqual("{\"a\":1,\"b\":[-2,3],\"c\":{\"d\":true},\"e\":null}", TextOf(json));
    }

    [TestMethod]
    public void Quotes_are_escaped_and_control_characters_become_spaces()
    {
        JsonWriter json = new JsonWriter(100);
        json.Begin();
        json.Member("a", "x\"y\\z\n\u00e9");
        json.End();
        Assert.AreEqual("{\"a\":\"x\\\"y\\\\z \u00e9\"}", TextOf(json));
    }

    [TestMethod]
    public void The_largest_number_is_written_whole()
    {
        JsonWriter json = new JsonWriter(100);
        json.Begin();
        json.Member("a", long.MaxValue);
        json.Member("b", -long.MaxValue);
        json.End();
        Assert.AreEqual("{\"a\":9223372036854775807,\"b\":-9223372036854775807}", TextOf(json));
    }

    [TestMethod]
    public void What_does_not_fit_is_said_to_overflow()
    {
        JsonWriter json = new JsonWriter(10);
        json.Begin();
        json.Member("name", "too long");
        json.End();
        Assert.IsTrue(json.IsOverflow);
        Assert.AreEqual(10, json.Length);
    }

    private static string TextOf(JsonWriter json)
    {
        return Encoding.UTF8.GetString(json.Buffer, 0, json.Length);
    }
}
