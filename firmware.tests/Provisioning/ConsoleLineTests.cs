using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class ConsoleLineTests
{
    [TestMethod]
    public void A_line_ends_at_return_and_at_newline_and_an_empty_one_is_none()
    {
        ConsoleLine line = new ConsoleLine();
        Assert.AreEqual("status|faults", Feed(line, "status\r\nfaults\n\n"));
    }

    [TestMethod]
    public void A_line_comes_in_pieces()
    {
        ConsoleLine line = new ConsoleLine();
        Assert.AreEqual("", Feed(line, "sta"));
        Assert.AreEqual("status", Feed(line, "tus\r"));
    }

    [TestMethod]
    public void Backspace_takes_the_last_character_back()
    {
        ConsoleLine line = new ConsoleLine();
        Assert.AreEqual("status", Feed(line, "stax\b\b\btatus\r"));
        Assert.AreEqual("a", Feed(line, "\b\ba\r"));
    }

    [TestMethod]
    public void Control_characters_are_left_out()
    {
        ConsoleLine line = new ConsoleLine();
        Assert.AreEqual("help", Feed(line, "\u0001he\tlp\r"));
    }

    [TestMethod]
    public void A_line_of_192_characters_is_taken_and_a_longer_one_is_dropped_whole()
    {
        ConsoleLine line = new ConsoleLine();
        string longest = new string('a', 192);
        Assert.AreEqual(longest, Feed(line, longest + "\r"));
        Assert.AreEqual("", Feed(line, longest + "a\r"));
        Assert.AreEqual("status", Feed(line, "status\r"));
    }

    private static string Feed(ConsoleLine line, string text)
    {
        string lines = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (line.TryAdd((byte)text[i], out string taken))
            {
                lines += lines.Length == 0 ? taken : "|" + taken;
            }
        }

        return lines;
    }
}
