namespace CloudBridge.Core.Registry.Accounts;

/// <summary>An address in one text, its lines divided by '|'.</summary>
public static class AddressLines
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The line of city and postal code; empty when neither is known.</summary>
    public static string CityLine(string? postalCode, string? city)
    {
        return $"{postalCode} {city}".Trim();
    }

    /// <summary>The lines with that of the city, which may stand among them already.</summary>
    public static IReadOnlyList<string> WithCity(IReadOnlyList<string> lines, string? postalCode, string? city)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string cityLine = CityLine(postalCode, city);
        return cityLine.Length == 0 || lines.Contains(cityLine) ? lines : [.. lines, cityLine];
    }
}
