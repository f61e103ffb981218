using SkiaSharp;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// How far one picture is from another, by squares of 16 pixels: the mean of a square hardly moves when letters are hinted otherwise or a
/// chart is smoothed otherwise, and moves at once when something else stands there.
/// </summary>
internal static class PictureDifference
{
    private const int SquarePixels = 16;
    private const int Channels = 3;

    // Of 255. Letters that stand a third of a pixel elsewhere move no square by more, which a test shows; a word that comes or goes does.
    private const int MeanDifferenceMax = 12;

    /// <summary>Of a thousand squares, how many show something else; all of them when the pictures differ in size.</summary>
    public static double SquaresPerThousand(byte[] onePng, byte[] otherPng)
    {
        using SKBitmap one = Read(onePng);
        using SKBitmap other = Read(otherPng);
        if (one.Width != other.Width || one.Height != other.Height)
        {
            return 1000;
        }

        int[] ones = Means(one);
        int[] others = Means(other);
        int squares = ones.Length / Channels;
        int different = Enumerable.Range(0, squares).Count(square => IsDifferent(ones, others, square * Channels));
        return different * 1000.0 / squares;
    }

    private static SKBitmap Read(byte[] png)
    {
        SKImageInfo bounds = SKBitmap.DecodeBounds(png);
        return SKBitmap.Decode(png, new SKImageInfo(bounds.Width, bounds.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    }

    private static bool IsDifferent(int[] ones, int[] others, int first)
    {
        return Enumerable.Range(first, Channels).Any(i => Math.Abs(ones[i] - others[i]) > MeanDifferenceMax);
    }

    private static int[] Means(SKBitmap picture)
    {
        int columns = (picture.Width + SquarePixels - 1) / SquarePixels;
        int rows = (picture.Height + SquarePixels - 1) / SquarePixels;
        int[] sums = new int[columns * rows * Channels];
        int[] counts = new int[columns * rows];
        ReadOnlySpan<byte> pixels = picture.GetPixelSpan();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int square = (y / SquarePixels * columns) + (x / SquarePixels);
                int pixel = (y * picture.RowBytes) + (x * 4);
                counts[square]++;
                for (int channel = 0; channel < Channels; channel++)
                {
                    sums[(square * Channels) + channel] += pixels[pixel + channel];
                }
            }
        }

        return [.. sums.Select((sum, i) => sum / counts[i / Channels])];
    }
}
