using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Firmware.Tests.Board;

/// <summary>The pages, drawing and list in hardware/board as text, tables and blocks, so that tests can hold them equal to the
/// code.</summary>
public static class BoardPages
{
    /// <summary>The text of a file in hardware/board.</summary>
    public static string Text(string fileName) =>
        File.ReadAllText(Path.Combine(Root(), "hardware", "board", fileName)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The text of a source file of the firmware's board.</summary>
    public static string BoardSource(string fileName) => File.ReadAllText(Path.Combine(Root(), "firmware", "Board", fileName));

    /// <summary>The rows, without the head, of the one table whose first head cell is <paramref name="firstHead"/>; cells without emphasis,
    /// code marks and links.</summary>
    public static string[][] Table(string fileName, string firstHead)
    {
        string[] lines = Text(fileName).Split('\n');
        int[] heads = Enumerable
            .Range(0, lines.Length)
            .Where(i => lines[i].StartsWith("| ", StringComparison.Ordinal) && Cells(lines[i])[0] == firstHead)
            .ToArray();
        Assert.HasCount(1, heads, $"{fileName} has one table that begins with \"{firstHead}\"");
        return lines.Skip(heads[0] + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToArray();
    }

    /// <summary>The lines of the fenced block after the comment that names it.</summary>
    public static string[] Block(string fileName, string name)
    {
        Match match = Regex.Match(Text(fileName), $"<!-- {Regex.Escape(name)} -->\n```[a-z]*\n(.*?)\n```", RegexOptions.Singleline);
        Assert.IsTrue(match.Success, $"{fileName} has a block named \"{name}\"");
        return match.Groups[1].Value.Split('\n');
    }

    private static string[] Cells(string line) =>
        line.Trim()
            .Trim('|')
            .Split('|')
            .Select(cell => Regex.Replace(cell.Trim(), @"\[([^\]]*)\]\([^)]*\)", "$1").Replace("`", "").Replace("**", ""))
            .ToArray();

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
