using System.Globalization;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>A point on the earth, WGS 84 (OCPI 2.2.1, 8.4.13).</summary>
/// <param name="LatitudeMicrodegrees">Degrees north in millionths, -90,000,000 to 90,000,000; a millionth is 11 cm.</param>
/// <param name="LongitudeMicrodegrees">Degrees east in millionths, -180,000,000 to 180,000,000.</param>
public readonly record struct GeoLocation(long LatitudeMicrodegrees, long LongitudeMicrodegrees)
{
    private const int LatitudeMax = 90;
    private const int LongitudeMax = 180;
    private const int MicrodegreesPerDegree = 1_000_000;

    /// <summary>Degrees north with 6 decimals.</summary>
    public string Latitude => TextOf(LatitudeMicrodegrees);

    /// <summary>Degrees east with 6 decimals.</summary>
    public string Longitude => TextOf(LongitudeMicrodegrees);

    /// <summary>Reads degrees north and east, parted by a comma; further decimals than 6 are rounded.</summary>
    public static bool TryParse(string text, out GeoLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        location = default;
        if (parts.Length != 2
            || !TryParseDegrees(parts[0], LatitudeMax, out long latitude)
            || !TryParseDegrees(parts[1], LongitudeMax, out long longitude))
        {
            return false;
        }

        location = new GeoLocation(latitude, longitude);
        return true;
    }

    /// <summary>Why a text is no place on the earth, and how to mend it.</summary>
    public static string Defect(string text)
    {
        return $"'{text}' is no place on the earth: give degrees north and east parted by a comma, e.g. 51.340632,12.374733";
    }

    /// <summary>As it is typed.</summary>
    public override string ToString()
    {
        return $"{Latitude},{Longitude}";
    }

    private static bool TryParseDegrees(string text, int max, out long microdegrees)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        microdegrees = 0;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal degrees) || Math.Abs(degrees) > max)
        {
            return false;
        }

        microdegrees = (long)decimal.Round(degrees * MicrodegreesPerDegree, MidpointRounding.AwayFromZero);
        return true;
    }

    private static string TextOf(long microdegrees)
    {
        return ((decimal)microdegrees / MicrodegreesPerDegree).ToString("0.000000", CultureInfo.InvariantCulture);
    }
}
