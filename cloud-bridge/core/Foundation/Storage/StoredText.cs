namespace CloudBridge.Core.Foundation.Storage;

/// <summary>Text as both databases take it.</summary>
internal static class StoredText
{
    /// <summary>The text; a NUL, which PostgreSQL refuses, and half of a surrogate pair, which is no character, become U+FFFD.</summary>
    public static string Of(string text)
    {
        return IsStorable(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));
    }

    private static bool IsStorable(string text)
    {
        foreach (char c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }
}
