using System.Text.Json;
using System.Text.Unicode;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Opens the JSON text of an OCPI document: one object, at most so large, no member twice, all text readable.</summary>
internal static class OcpiJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Parses the text; null, and a defect with line and column, when it is no JSON object.</summary>
    public static JsonDocument? Open(ReadOnlySpan<byte> utf8, int bytesMax, TariffDefectList defects)
    {
        if (utf8.Length > bytesMax)
        {
            defects.Add("$", $"is {utf8.Length} bytes long; at most {bytesMax} are taken");
            return null;
        }

        ReadOnlySpan<byte> text = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(text))
        {
            defects.Add("$", "is not UTF-8 text");
            return null;
        }

        JsonDocument? document = Parse(text, defects);
        if (document is not null && document.RootElement.ValueKind != JsonValueKind.Object)
        {
            defects.Add("$", "is not a JSON object");
            document.Dispose();
            return null;
        }

        return document;
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> text, TariffDefectList defects)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            // The document reads texts only when asked; a broken escape such as "\ud800" shall be found here, not there.
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return JsonDocument.Parse(text.ToArray(), Options);
        }
        catch (JsonException exception)
        {
            defects.Add(
                "$",
                $"is not JSON: line {exception.LineNumber + 1}, column "
                    + $"{exception.BytePositionInLine + 1}: {FirstSentence(exception.Message)}");
        }
        catch (InvalidOperationException)
        {
            defects.Add("$", $"is not JSON: the text at byte {reader.TokenStartIndex} holds half of a Unicode character");
        }

        return null;
    }

    private static string FirstSentence(string message)
    {
        // The library ends its message with the position, counted from 0.
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
