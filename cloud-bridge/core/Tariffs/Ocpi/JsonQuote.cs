using System.Text.Json;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>A JSON value as it stands in the text, short enough for a message.</summary>
internal static class JsonQuote
{
    private const int LengthMax = 40;

    /// <summary>The value's own characters, on one line.</summary>
    public static string Of(JsonElement value)
    {
        string raw = value.GetRawText().ReplaceLineEndings(" ");
        return raw.Length <= LengthMax ? raw : raw[..LengthMax] + "...";
    }
}
