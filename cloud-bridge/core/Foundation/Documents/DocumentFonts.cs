using System.Collections.Concurrent;
using SkiaSharp;

namespace CloudBridge.Core.Foundation.Documents;

/// <summary>The fonts of all documents, from inside the program: a document looks the same on every machine. Noto Sans has the Latin, Greek
/// and Cyrillic letters; a letter it lacks is shown as an empty box. Thread safe.</summary>
internal static class DocumentFonts
{
    private static readonly SKTypeface Regular = Read("NotoSans-Regular.ttf");
    private static readonly SKTypeface Bold = Read("NotoSans-Bold.ttf");
    private static readonly ConcurrentDictionary<(bool IsBold, float SizePoints), SKFont> Fonts = new();

    /// <summary>The font of a style; shared, nobody disposes of it.</summary>
    public static SKFont Of(TextStyle style)
    {
        // Styles are few, so these are too.
        return Fonts.GetOrAdd((style.IsBold, style.SizePoints), key => new SKFont(key.IsBold ? Bold : Regular, key.SizePoints)
        {
            Hinting = SKFontHinting.None,
            Subpixel = true,
            LinearMetrics = true,
        });
    }

    private static SKTypeface Read(string name)
    {
        using Stream stream = typeof(DocumentFonts).Assembly.GetManifestResourceStream(name)!;
        using SKData bytes = SKData.Create(stream);
        return SKTypeface.FromData(bytes);
    }
}
