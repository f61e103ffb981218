using System.Globalization;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>A text that somebody outside has sent, fit for a log line and a terminal: at most so long, and without anything that is no
/// visible character.</summary>
public static class OutsideText
{
    /// <summary>Characters that are shown of a name.</summary>
    public const int LengthMax = 100;

    private const string Cut = "…";

    /// <summary>The text as it is shown: what controls a terminal or hides stands as \uXXXX, what is longer is cut.</summary>
    public static string Of(string? text, int lengthMax = LengthMax)
    {
        text ??= "";
        IEnumerable<string> shown = text.Take(lengthMax).Select(letter => IsHidden(letter) ? $"\\u{(int)letter:X4}" : letter.ToString());
        return string.Concat(shown) + (text.Length > lengthMax ? Cut : "");
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
