using System.Globalization;
using System.Text;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>A text that somebody outside has sent, fit for a log line and a terminal: at most so long, and without anything that is no
/// visible character.</summary>
public static class OutsideText
{
    /// <summary>Characters that are shown of it.</summary>
    public const int LengthMax = 100;

    private const string Cut = "…";

    /// <summary>The text as it is shown: what controls a terminal or hides stands as \uXXXX, what is longer is cut.</summary>
    public static string Of(string? text)
    {
        text ??= "";
        bool isLong = text.Length > LengthMax;
        ReadOnlySpan<char> shown = text.AsSpan(0, isLong ? LengthMax : text.Length);
        if (!isLong && !HasHidden(shown))
        {
            return text;
        }

        StringBuilder plain = new(LengthMax + Cut.Length);
        foreach (char character in shown)
        {
            if (IsHidden(character))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                plain.Append(character);
            }
        }

        return plain.Append(isLong ? Cut : "").ToString();
    }

    private static bool HasHidden(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (IsHidden(character))
            {
                return true;
            }
        }

        return false;
    }

    // Surrogates too: half of a pair at the cut is no character.
    private static bool IsHidden(char character)
    {
        return char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
    }
}
