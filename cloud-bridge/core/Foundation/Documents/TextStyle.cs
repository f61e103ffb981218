using SkiaSharp;

namespace CloudBridge.Core.Foundation.Documents;

/// <summary>How a text looks on paper. One of the styles below, as a rule: few sizes read best.</summary>
/// <param name="SizePoints">Size in points, 1/72 inch.</param>
/// <param name="IsBold">Bold or regular.</param>
/// <param name="IsQuiet">Grey: for what is read second.</param>
public sealed record TextStyle(float SizePoints, bool IsBold = false, bool IsQuiet = false)
{
    /// <summary>What the document is.</summary>
    public static TextStyle Title { get; } = new(20, IsBold: true);

    /// <summary>The one figure that the reader looks for.</summary>
    public static TextStyle Figure { get; } = new(14, IsBold: true);

    /// <summary>Head of a part.</summary>
    public static TextStyle Heading { get; } = new(11, IsBold: true);

    /// <summary>Text and table cells.</summary>
    public static TextStyle Body { get; } = new(9);

    /// <summary>Text that stands out, and totals.</summary>
    public static TextStyle Strong { get; } = new(9, IsBold: true);

    /// <summary>Labels, small print and page numbers.</summary>
    public static TextStyle Small { get; } = new(7.5f, IsQuiet: true);

    /// <summary>Distance between two lines, in points.</summary>
    public float LineHeight => SizePoints * 1.36f;

    /// <summary>From the top of a line to where its letters stand, in points.</summary>
    internal float Ascent => SizePoints * 1.05f;

    internal SKColor Color => IsQuiet ? new SKColor(0x55, 0x5B, 0x61) : new SKColor(0x14, 0x18, 0x1C);
}
