using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Tests.Core.Billing;

/// <summary>What strangers send neither fills a log nor steers a terminal.</summary>
[TestClass]
public class OutsideTextTests
{
    [TestMethod]
    [DataRow("garage-1", "garage-1")]
    [DataRow("Zürich Straße", "Zürich Straße")]
    [DataRow(null, "")]
    [DataRow("\u001b[2Jgone", "\\u001B[2Jgone")]
    [DataRow("a\r\nb", "a\\u000D\\u000Ab")]
    [DataRow("right\u202Eleft", "right\\u202Eleft")]
    public void Visible_characters_stay_and_others_are_written_out(string? text, string shown)
    {
        Assert.AreEqual(shown, OutsideText.Of(text));
    }

    [TestMethod]
    public void Of_65000_characters_the_first_hundred_are_shown()
    {
        Assert.AreEqual(new string('x', 100) + "…", OutsideText.Of(new string('x', 65000)));
        Assert.AreEqual(new string('x', 100), OutsideText.Of(new string('x', 100)));
    }
}
