using System.Globalization;
using System.Security;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>What a terminal shows as an SVG: letters on a grid of cells, frames and lights drawn, so that no font can tear them.</summary>
internal static class TerminalPicture
{
    private const double CellWidth = 8.4;
    private const double CellHeight = 18;
    private const double Margin = 16;
    private const string Ground = "#14191f";
    private const string Fonts = "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";

    // Those of the terminal's own colours that the demo asks for, as terminals of today show them on a dark ground.
    private static readonly Dictionary<Color, string> Colours = new()
    {
        [Color.Default] = "#e6eaee",
        [Color.Grey] = "#8b949e",
        [Color.Green] = "#3fb950",
        [Color.Yellow] = "#e3b341",
        [Color.Red] = "#ff6b62",
    };

    // Where a frame's character reaches from the middle of its cell: left, right, up, down.
    private static readonly Dictionary<char, string> Frames = new()
    {
        ['─'] = "lr",
        ['│'] = "ud",
        ['╭'] = "rd",
        ['╮'] = "ld",
        ['╰'] = "ru",
        ['╯'] = "lu",
        ['├'] = "rud",
        ['┤'] = "lud",
        ['┬'] = "lrd",
        ['┴'] = "lru",
        ['┼'] = "lrud",
    };

    /// <summary>Draws something as a terminal of this console's size shows it.</summary>
    public static string Of(IAnsiConsole console, IRenderable shown)
    {
        RenderOptions options = RenderOptions.Create(console, console.Profile.Capabilities);
        List<SegmentLine> lines = Segment.SplitLines(shown.Render(options, console.Profile.Width));
        double width = (console.Profile.Width * CellWidth) + (2 * Margin);
        double height = (lines.Count * CellHeight) + (2 * Margin);
        StringBuilder svg = new();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.#}\" height=\"{height:0.#}\""));
        svg.Append(Invariant($" viewBox=\"0 0 {width:0.#} {height:0.#}\" xml:space=\"preserve\""));
        svg.Append(Invariant($" font-family=\"{Fonts}\" font-size=\"14\">\n"));
        svg.Append(Invariant($"  <rect width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"10\" fill=\"{Ground}\"/>\n"));
        for (int row = 0; row < lines.Count; row++)
        {
            int column = 0;
            foreach (Segment segment in lines[row])
            {
                Draw(svg, segment, row, column);
                column += segment.CellCount();
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, Segment segment, int row, int column)
    {
        string colour = Colours[segment.Style.Foreground];
        StringBuilder frame = new();
        string text = segment.Text;
        for (int i = 0; i < text.Length; i++)
        {
            (double x, double y) = (Margin + ((column + i + 0.5) * CellWidth), Margin + ((row + 0.5) * CellHeight));
            if (Frames.TryGetValue(text[i], out string? reach))
            {
                frame.Append(string.Concat(reach.Select(direction => Stroke(direction, x, y))));
            }
            else if (text[i] is '●' or '○')
            {
                string filled = text[i] == '●' ? $"fill=\"{colour}\"" : $"fill=\"none\" stroke=\"{colour}\"";
                svg.Append(Invariant($"  <circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" {filled}/>\n"));
            }
        }

        if (frame.Length > 0)
        {
            svg.Append(Invariant($"  <path d=\"{frame}\" stroke=\"{colour}\" fill=\"none\"/>\n"));
        }

        DrawLetters(svg, text, colour, segment.Style.Decoration.HasFlag(Decoration.Bold), row, column);
    }

    // A row of letters is as long as its cells, whatever font it is shown in.
    private static void DrawLetters(StringBuilder svg, string text, string colour, bool isBold, int row, int column)
    {
        string letters = string.Concat(text.Select(letter => Frames.ContainsKey(letter) || letter is '●' or '○' ? ' ' : letter));
        string shown = letters.Trim();
        if (shown.Length == 0)
        {
            return;
        }

        double x = Margin + ((column + letters.IndexOf(shown, StringComparison.Ordinal)) * CellWidth);
        double y = Margin + (row * CellHeight) + 13;
        string weight = isBold ? " font-weight=\"bold\"" : "";
        svg.Append(Invariant($"  <text x=\"{x:0.#}\" y=\"{y}\" fill=\"{colour}\"{weight} lengthAdjust=\"spacingAndGlyphs\""));
        svg.Append(Invariant($" textLength=\"{shown.Length * CellWidth:0.#}\">{SecurityElement.Escape(shown)}</text>\n"));
    }

    private static string Stroke(char direction, double x, double y)
    {
        (double toX, double toY) = direction switch
        {
            'l' => (x - (CellWidth / 2), y),
            'r' => (x + (CellWidth / 2), y),
            'u' => (x, y - (CellHeight / 2)),
            _ => (x, y + (CellHeight / 2)),
        };
        return Invariant($"M{x:0.#} {y:0.#}L{toX:0.#} {toY:0.#}");
    }

    private static string Invariant(FormattableString text)
    {
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
