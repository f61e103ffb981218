using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>A place with chargers, in one time zone. City, country and coordinates are what OCPI partners need beside the rest.</summary>
public sealed record Site
{
    private const int CityLengthMax = 45;
    private const int PostalCodeLengthMax = 10;

    /// <summary>Its id: 1 to 36 of A-Z a-z 0-9 . _ -.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Name, 1 to 120 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Postal address as it is printed, lines parted by '|', at most 400 characters; the first is street and number.</summary>
    public string Address { get; init; } = "";

    /// <summary>City, at most 45 characters; empty where nobody has said it.</summary>
    public string City { get; init; } = "";

    /// <summary>Postal code, at most 10 characters; empty where there is none.</summary>
    public string PostalCode { get; init; } = "";

    /// <summary>Country, two letters of ISO 3166-1; empty where nobody has said it.</summary>
    public string CountryCode
    {
        get;
        init => field = value.ToUpperInvariant();
    } = "";

    /// <summary>Where it is on the earth; null where nobody has said it.</summary>
    public GeoLocation? Coordinates { get; init; }

    /// <summary>Whether partners may show it to everybody; set by <see cref="SiteRegistry.TryPublish"/>.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>Zone by the tz database.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>When added, unix ms; set by the registry.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>What OCPI partners need and nobody has said yet, in words; null when they have all.</summary>
    public string? FindMissing()
    {
        string[] missing =
        [
            .. Address.Length == 0 ? ["address"] : Array.Empty<string>(),
            .. City.Length == 0 ? ["city"] : Array.Empty<string>(),
            .. CountryCode.Length == 0 ? ["country"] : Array.Empty<string>(),
            .. Coordinates == null ? ["coordinates"] : Array.Empty<string>(),
        ];
        return missing.Length == 0 ? null : $"OCPI partners are not told where it is before it has {string.Join(", ", missing)}.";
    }

    /// <summary>The first thing that cannot be used, with how to mend it; null when all is well.</summary>
    public string? FindDefect()
    {
        if (!PartyText.IsId(SiteId))
        {
            return $"'{SiteId}' is no site id: give 1 to 36 of A-Z a-z 0-9 . _ -";
        }

        if (City.Length > CityLengthMax || City.Any(char.IsControl))
        {
            return $"The city must have at most {CityLengthMax} characters";
        }

        if (PostalCode.Length > PostalCodeLengthMax || PostalCode.Any(char.IsControl))
        {
            return $"The postal code must have at most {PostalCodeLengthMax} characters";
        }

        return CountryCode.Length > 0 && Countries.ThreeLettersOf(CountryCode) == null
            ? $"'{CountryCode}' is no country: give the two letters of ISO 3166-1, e.g. DE"
            : PartyText.FindDefect(Name, Address, TimeZone);
    }
}
