using SkiaSharp;

namespace CloudBridge.Core.Foundation.Documents;

/// <summary>Where a block is drawn: points from the left margin and the block's top. Valid only while the block is drawn.</summary>
public readonly struct DrawnBlock
{
    private readonly SKCanvas _canvas;

    internal DrawnBlock(SKCanvas canvas)
    {
        _canvas = canvas;
    }

    /// <summary>One line of text from a left edge, its top at <paramref name="top"/>. It is not broken: see
    /// <see cref="Paragraph"/>.</summary>
    public void Line(string text, TextStyle style, float left, float top)
    {
        ArgumentNullException.ThrowIfNull(style);
        Draw(TextLines.Printable(text), style, left, top, 1);
    }

    /// <summary>One line of text up to a right edge; wider than <paramref name="widthMax"/> it is drawn narrower.</summary>
    public void LineRight(string text, TextStyle style, float right, float top, float widthMax)
    {
        ArgumentNullException.ThrowIfNull(style);
        string line = TextLines.Printable(text);
        float width = TextLines.WidthOf(line, style);
        float scale = width > widthMax ? widthMax / width : 1;
        Draw(line, style, right - (width * scale), top, scale);
    }

    /// <summary>A text in as many lines as it needs, at most 20; the height it took.</summary>
    public float Paragraph(string text, TextStyle style, float left, float top, float width)
    {
        ArgumentNullException.ThrowIfNull(style);
        float height = 0;
        foreach (string line in TextLines.Of(text, style, width, TextLines.CellLinesMax))
        {
            Line(line, style, left, top + height);
            height += style.LineHeight;
        }

        return height;
    }

    /// <summary>A thin line across.</summary>
    public void Rule(float left, float top, float width, bool isStrong = false)
    {
        Fill(left, top, width, isStrong ? 1 : 0.5f, isStrong ? 0x14181C : 0xB8BEC4);
    }

    /// <summary>A filled rectangle in a colour 0xRRGGBB.</summary>
    public void Fill(float left, float top, float width, float height, int colour)
    {
        using SKPaint paint = new() { Color = new SKColor((uint)colour | 0xFF000000) };
        _canvas.DrawRect(left, top, width, height, paint);
    }

    private void Draw(string text, TextStyle style, float left, float top, float scale)
    {
        if (text.Length == 0)
        {
            return;
        }

        using SKPaint paint = new() { Color = style.Color, IsAntialias = true };
        _canvas.Save();
        _canvas.Translate(left, top + style.Ascent);
        _canvas.Scale(scale, 1);
        _canvas.DrawText(text, 0, 0, SKTextAlign.Left, DocumentFonts.Of(style), paint);
        _canvas.Restore();
    }
}
