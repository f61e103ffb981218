using System.Text.Json;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Contract;

/// <summary>
/// Reads the members of one JSON object within stated bounds and remembers the first defect, with its JSON path. Unknown members are
/// ignored, so that newer chargers can say more.
/// </summary>
public sealed class JsonFields
{
    private const int HashDigits = 8;

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly JsonFields? _parent;

    /// <summary>The members of the root object.</summary>
    public JsonFields(JsonElement root)
        : this(root, "$", null)
    {
    }

    private JsonFields(JsonElement element, string path, JsonFields? parent)
    {
        _object = element;
        _path = path;
        _parent = parent;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse("", "is not an object");
        }
    }

    /// <summary>The first thing that is wrong; null while nothing is.</summary>
    public string? Defect { get; private set; }

    /// <summary>A whole number that must be there.</summary>
    public long Number(string name, long minimum, long maximum)
    {
        return TryFind(name, out JsonElement value) ? InRange(name, value, minimum, maximum) : Refuse(name, "is missing");
    }

    /// <summary>A whole number; 0 when it is left out.</summary>
    public long OptionalNumber(string name, long minimum, long maximum)
    {
        return TryFind(name, out JsonElement value) ? InRange(name, value, minimum, maximum) : 0;
    }

    /// <summary>A whole number; null when it is left out.</summary>
    public long? NumberOrNull(string name, long minimum, long maximum)
    {
        return TryFind(name, out JsonElement value) ? InRange(name, value, minimum, maximum) : null;
    }

    /// <summary>An object; null when it is left out.</summary>
    public JsonFields? ObjectOrNull(string name)
    {
        return TryFind(name, out JsonElement value) ? new JsonFields(value, $"{_path}.{name}", this) : null;
    }

    /// <summary>True or false; false when it is left out.</summary>
    public bool OptionalFlag(string name)
    {
        if (TryFind(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(name, "is not true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A text of printable ASCII that must be there.</summary>
    public string Text(string name, int lengthMin, int lengthMax)
    {
        if (!TryFind(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, "is not a text");
            return "";
        }

        string text = value.GetString()!;
        if (text.Length < lengthMin || text.Length > lengthMax)
        {
            Refuse(name, $"has not {lengthMin} to {lengthMax} characters");
        }
        else if (text.Any(c => c is < ' ' or > '~'))
        {
            Refuse(name, "has a character that is not printable ASCII");
        }

        return text;
    }

    /// <summary>A text of printable ASCII; empty when it is left out.</summary>
    public string OptionalText(string name, int lengthMax)
    {
        return TryFind(name, out _) ? Text(name, 0, lengthMax) : "";
    }

    /// <summary>A text that stands for one of a list.</summary>
    public T Word<T>(string name, TryParse<T> tryParse)
    {
        string text = Text(name, 1, 64);
        if (!tryParse(text, out T value) && Defect == null)
        {
            Refuse(name, $"has the unknown value '{text}'");
        }

        return value;
    }

    /// <summary>A clock quality by its letter.</summary>
    public ClockQuality Quality(string name)
    {
        return Word<ClockQuality>(name, ClockQualityLetter.TryParse);
    }

    /// <summary>An authentication code of 32 hexadecimal digits.</summary>
    public byte[] Mac(string name)
    {
        string text = Text(name, 2 * RecordMac.Length, 2 * RecordMac.Length);
        if (Defect == null && !text.All(char.IsAsciiHexDigitLower))
        {
            Refuse(name, "is not lower-case hexadecimal");
        }

        return Defect == null ? Convert.FromHexString(text) : new byte[RecordMac.Length];
    }

    /// <summary>A short hash of 8 hexadecimal digits.</summary>
    public uint Hash(string name)
    {
        string text = Text(name, HashDigits, HashDigits);
        if (Defect == null && !text.All(char.IsAsciiHexDigitLower))
        {
            Refuse(name, "is not lower-case hexadecimal");
        }

        return Defect == null ? Convert.ToUInt32(text, 16) : 0;
    }

    /// <summary>The objects of a list that must be there; none when it is refused.</summary>
    public IEnumerable<JsonFields> Objects(string name, int countMax)
    {
        return Items(name, countMax).Select((item, index) => new JsonFields(item, $"{_path}.{name}[{index}]", this));
    }

    /// <summary>The whole numbers of a list that must be there; none when it is refused.</summary>
    public long[] Numbers(string name, int countMax, long minimum, long maximum)
    {
        return [.. Items(name, countMax).Select((item, index) => InRange($"{name}[{index}]", item, minimum, maximum))];
    }

    /// <summary>Refuses a member with a reason; returns 0 for the caller's convenience.</summary>
    public long Refuse(string name, string reason)
    {
        Defect ??= name.Length == 0 ? $"{_path} {reason}" : $"{_path}.{name} {reason}";
        if (_parent != null)
        {
            _parent.Defect ??= Defect;
        }

        return 0;
    }

    private JsonElement[] Items(string name, int countMax)
    {
        if (!TryFind(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "is not a list");
            return [];
        }

        if (list.GetArrayLength() > countMax)
        {
            Refuse(name, $"has more than {countMax} entries");
            return [];
        }

        return [.. list.EnumerateArray()];
    }

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        return Defect == null && _object.TryGetProperty(name, out value);
    }

    private long InRange(string name, JsonElement value, long minimum, long maximum)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
        {
            return Refuse(name, "is not a whole number");
        }

        return number >= minimum && number <= maximum ? number : Refuse(name, $"is {number}, outside {minimum} to {maximum}");
    }

    /// <summary>How a word becomes a value.</summary>
    public delegate bool TryParse<T>(string? text, out T value);
}
