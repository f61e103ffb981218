using System.Globalization;
using System.Net;
using System.Text;
using CloudBridge.Core.Foundation.Settings;
using QRCoder;

namespace CloudBridge.Core.Operations.Claims;

/// <summary>A charger's label as SVG, 60 by 80 mm: QR code of its link, id, and the code in letters for who cannot scan.</summary>
public static class LabelDrawing
{
    private const int WidthMm = 60;
    private const int HeightMm = 80;

    // Four modules on each side must stay white for a camera (ISO/IEC 18004); QRCoder counts them in.
    private const decimal CodeMm = 52;

    /// <summary>The link of a charger with the code of its label.</summary>
    public static string LinkOf(PagesSettings settings, string chargerId, string code)
    {
        return $"{settings.PublicAddress}/c/{chargerId}?{LabelCode.Query}={code}";
    }

    /// <summary>Draws the label; it is black on white in the dark as well, because cameras want that.</summary>
    public static string Draw(PagesSettings settings, string chargerId, string code)
    {
        string short_ = settings.PublicAddress[(settings.PublicAddress.IndexOf("//", StringComparison.Ordinal) + 2)..];
        (string path, int modules) = PathOf(LinkOf(settings, chargerId, code));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{WidthMm}mm" height="{HeightMm}mm" viewBox="0 0 {WidthMm} {HeightMm}"
                font-family="system-ui, 'Liberation Sans', sans-serif" text-anchor="middle">
            <title>Label of charger {WebUtility.HtmlEncode(chargerId)}</title>
            <rect width="{WidthMm}" height="{HeightMm}" rx="3" fill="#fff"/>
            <svg x="4" y="2" width="{CodeMm}" height="{CodeMm}" viewBox="0 0 {modules} {modules}"
                shape-rendering="crispEdges"><path d="{path}" fill="#000"/></svg>
            <text x="30" y="59" font-size="5" font-weight="700"{Fit(chargerId, 16)}>{WebUtility.HtmlEncode(chargerId)}</text>
            <text x="30" y="66" font-size="5" letter-spacing="0.4">{code}</text>
            <text x="30" y="72" font-size="2.6"{Fit(short_ + "/c/" + chargerId, 38)}>{WebUtility.HtmlEncode(
                $"{short_}/c/{chargerId}"
            )}</text>
            <text x="30" y="76" font-size="2.4" fill="#444">Scan for prices and to claim your session</text>
            </svg>
            """);
    }

    // A long text is pressed together rather than cut off.
    private static string Fit(string text, int lengthMax)
    {
        return text.Length > lengthMax ? " textLength=\"54\" lengthAdjust=\"spacingAndGlyphs\"" : "";
    }

    private static (string Path, int Modules) PathOf(string text)
    {
        using QRCodeGenerator generator = new();
        // Q mends a quarter: labels at chargers get scratched.
        using QRCodeData code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        StringBuilder path = new();
        for (int y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (int x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
