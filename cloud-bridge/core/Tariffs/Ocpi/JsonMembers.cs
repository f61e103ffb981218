using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// The members of one JSON object, read one by one; each that is missing or wrong is noted with its path and read as null, so that one
/// pass finds all defects. A member that is null counts as left out.
/// </summary>
internal sealed class JsonMembers
{
    private readonly JsonElement _object;
    private readonly TariffDefectList _defects;

    /// <summary>The members of an object at a path.</summary>
    public JsonMembers(JsonElement jsonObject, string path, TariffDefectList defects)
    {
        _object = jsonObject;
        _defects = defects;
        Path = path;
    }

    /// <summary>Where the object stands.</summary>
    public string Path { get; }

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string name)
    {
        return _object.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Notes a defect of a member.</summary>
    public void Refuse(string name, string reason)
    {
        _defects.Add($"{Path}.{name}", reason);
    }

    /// <summary>Notes a defect of the object itself.</summary>
    public void Refuse(string reason)
    {
        _defects.Add(Path, reason);
    }

    /// <summary>A text of 1 to so many characters.</summary>
    public string? Text(string name, int lengthMax, bool isRequired = false)
    {
        if (!TryGet(name, isRequired, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, $"{JsonQuote.Of(value)} is not a text");
            return null;
        }

        string text = value.GetString()!;
        if (text.Length == 0 || text.Length > lengthMax || text.Any(char.IsControl))
        {
            Refuse(name, $"{JsonQuote.Of(value)} is not a text of 1 to {lengthMax} printable characters");
            return null;
        }

        return text;
    }

    /// <summary>A number in a closed range with at most so many decimals, exactly as it stands.</summary>
    public decimal? Number(string name, decimal minimum, decimal maximum, int decimals, bool isRequired = false)
    {
        if (!TryGet(name, isRequired, out JsonElement value))
        {
            return null;
        }

        string? defect = JsonNumber.FindDefect(value, minimum, maximum, decimals, out decimal number);
        if (defect is null)
        {
            return ExactNumber.Normal(number);
        }

        Refuse(name, defect);
        return null;
    }

    /// <summary>An instant of RFC 3339 in UTC, with a Z or without.</summary>
    public Instant? Time(string name, bool isRequired = false)
    {
        string? text = Text(name, 40, isRequired);
        if (text is null)
        {
            return null;
        }

        ParseResult<Instant> result = InstantPattern.ExtendedIso.Parse(text.EndsWith('Z') ? text : text + "Z");
        if (!result.Success)
        {
            Refuse(name, $"\"{text}\" is not a time in UTC (2019-06-30T23:59:59Z)");
            return null;
        }

        return result.Value;
    }

    /// <summary>One of the words of an OCPI enumeration.</summary>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words, bool isRequired = false)
        where T : struct
    {
        return TryGet(name, isRequired, out JsonElement value) ? Word(value, $"{Path}.{name}", words) : null;
    }

    /// <summary>A list of words of an OCPI enumeration; empty when it is left out.</summary>
    public IReadOnlyList<T> Words<T>(string name, IReadOnlyDictionary<string, T> words, int countMax)
        where T : struct
    {
        return [.. Items(name, countMax, false).Select(item => Word(item.Value, item.Path, words)).OfType<T>()];
    }

    /// <summary>An object; null when it is left out or something else.</summary>
    public JsonMembers? Object(string name)
    {
        return TryGet(name, false, out JsonElement value) ? ObjectAt(value, $"{Path}.{name}") : null;
    }

    /// <summary>The objects of a list; a required list has at least one.</summary>
    public IEnumerable<JsonMembers> Objects(string name, int countMax, bool isRequired = false, string? whyNoMore = null)
    {
        return Items(name, countMax, isRequired, whyNoMore).Select(item => ObjectAt(item.Value, item.Path)).OfType<JsonMembers>();
    }

    private T? Word<T>(JsonElement value, string path, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (value.ValueKind == JsonValueKind.String && words.TryGetValue(value.GetString()!, out T word))
        {
            return word;
        }

        _defects.Add(path, $"{JsonQuote.Of(value)} is none of {string.Join(", ", words.Keys)}");
        return null;
    }

    private JsonMembers? ObjectAt(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonMembers(value, path, _defects);
        }

        _defects.Add(path, $"{JsonQuote.Of(value)} is not an object");
        return null;
    }

    private IEnumerable<(JsonElement Value, string Path)> Items(string name, int countMax, bool isRequired, string? whyNoMore = null)
    {
        if (!TryGet(name, isRequired, out JsonElement list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, $"{JsonQuote.Of(list)} is not a list");
            return [];
        }

        int count = list.GetArrayLength();
        if (count == 0 && isRequired)
        {
            Refuse(name, "is an empty list; at least one is needed");
        }

        if (count > countMax)
        {
            Refuse(name, $"has {count} entries; {whyNoMore ?? "taken are"} at most {countMax}");
            return [];
        }

        return list.EnumerateArray().Select((item, index) => (item, $"{Path}.{name}[{index}]"));
    }

    private bool TryGet(string name, bool isRequired, out JsonElement value)
    {
        if (_object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
        {
            return true;
        }

        if (isRequired)
        {
            Refuse(name, "is missing");
        }

        return false;
    }
}
