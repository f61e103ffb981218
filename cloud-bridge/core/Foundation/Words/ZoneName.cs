using NodaTime;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>Finds a time zone by its IANA name, and for a misspelt one the names that were likely meant.</summary>
public static class ZoneName
{
    private const int SuggestionCount = 3;

    /// <summary>The zone; false, and what is wrong in words, when there is none of that name.</summary>
    public static bool TryFind(string name, out DateTimeZone? zone, out string defect)
    {
        ArgumentNullException.ThrowIfNull(name);
        zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
        defect = zone is null ? $"\"{name}\" is not a time zone; did you mean {string.Join(", ", Nearest(name))}?" : "";
        return zone is not null;
    }

    /// <summary>The zone of a stored name.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static DateTimeZone Require(string name)
    {
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new FormatException($"'{name}' is no time zone");
    }

    private static IEnumerable<string> Nearest(string name)
    {
        return DateTimeZoneProviders.Tzdb.Ids
            .OrderBy(id => Distance(name, id))
            .ThenBy(id => id, StringComparer.Ordinal)
            .Take(SuggestionCount);
    }

    /// <summary>To the whole name or to its city, whichever is nearer: people write "Berlin" and "Europe/Berlim".</summary>
    private static int Distance(string name, string id)
    {
        string city = id[(id.LastIndexOf('/') + 1)..];
        return Math.Min(EditDistance(name, id), EditDistance(name, city));
    }

    private static int EditDistance(string first, string second)
    {
        string left = first.Length > 64 ? first[..64].ToUpperInvariant() : first.ToUpperInvariant();
        string right = second.ToUpperInvariant();
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int k = 0; k < right.Length; k++)
            {
                int replaced = diagonal + (left[i] == right[k] ? 0 : 1);
                diagonal = row[k + 1];
                row[k + 1] = Math.Min(replaced, Math.Min(diagonal, row[k]) + 1);
            }
        }

        return row[right.Length];
    }
}
