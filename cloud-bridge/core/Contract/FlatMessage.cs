using System.Text.Json;

namespace CloudBridge.Core.Contract;

/// <summary>A message of a charger that is one flat JSON object, such as its status or a line of its log. What is not there, as older
/// firmware does not tell all, is null.</summary>
public sealed class FlatMessage
{
    // So large that no sum of two overflows.
    private const long NumberMax = 1L << 53;

    private readonly JsonElement _root;

    private FlatMessage(JsonElement root)
    {
        _root = root;
    }

    /// <summary>Reads a message; null when there is none, or it is no object.</summary>
    public static FlatMessage? Read(string? message)
    {
        if (message == null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new FlatMessage(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A whole number; null when it is not there, none, or none that a charger counts to.</summary>
    public long? Number(string name)
    {
        return
            _root.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number)
            && number is >= -NumberMax and <= NumberMax
            ? number
            : null;
    }

    /// <summary>A text; null when it is not there, or none.</summary>
    public string? Text(string name)
    {
        return _root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
