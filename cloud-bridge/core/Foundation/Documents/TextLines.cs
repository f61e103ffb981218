using System.Text;
using SkiaSharp;

namespace CloudBridge.Core.Foundation.Documents;

/// <summary>Breaks a text into lines that fit a width: between words, and inside a word that is longer than a line.</summary>
internal static class TextLines
{
    /// <summary>Longer texts are cut: nothing that a document shows needs more.</summary>
    public const int LengthMax = 2000;

    /// <summary>Lines of a table cell or a fact, so that it always fits on a page.</summary>
    public const int CellLinesMax = 20;

    /// <summary>The lines of a text in a style; none of an empty text. What is over the most lines is left out, and the last one says
    /// so.</summary>
    public static IReadOnlyList<string> Of(string text, TextStyle style, float width, int linesMax = LengthMax)
    {
        SKFont font = DocumentFonts.Of(style);
        List<string> lines = [];
        string rest = Printable(text);
        while (rest.Length > 0)
        {
            if (lines.Count == linesMax)
            {
                lines[^1] += " …";
                break;
            }

            int cut = Cut(rest, font.BreakText(rest, width));
            lines.Add(rest[..cut].TrimEnd(' '));
            rest = rest[cut..].TrimStart(' ');
        }

        return lines;
    }

    /// <summary>Width of one line, in points.</summary>
    public static float WidthOf(string line, TextStyle style)
    {
        return DocumentFonts.Of(style).MeasureText(line);
    }

    /// <summary>The text in letters that can be drawn.</summary>
    public static string Printable(string text)
    {
        // Tabs and line breaks have no letter; half a surrogate pair is none either. Noto Sans keeps the minus sign in its mathematical
        // font: the
        // dash of the same width stands for it.
        StringBuilder printable = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (printable.Length >= LengthMax)
            {
                return printable.Append('…').ToString();
            }

            printable.Append(Rune.IsControl(rune) ? " " : rune.Value == '−' ? "–" : rune.ToString());
        }

        return printable.ToString().Trim(' ');
    }

    private static int Cut(string text, int fitting)
    {
        if (fitting >= text.Length)
        {
            return text.Length;
        }

        int space = text.LastIndexOf(' ', fitting);
        if (space > 0)
        {
            return space;
        }

        // At least one letter, and never half of one.
        int cut = Math.Max(fitting, 1);
        return !char.IsLowSurrogate(text[cut]) ? cut : cut > 1 ? cut - 1 : cut + 1;
    }
}
