using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;
using Firmware.Core.Promises;

namespace CloudBridge.Core.Registry.Sites;

/// <summary>The sites. Changes count for bills issued from then on.</summary>
public sealed class SiteRegistry
{
    /// <summary>Most sites of one list.</summary>
    public const int CountMax = 1000;

    private const string Columns = """
        s.site_id AS SiteId, s.name AS Name, s.address AS Address, s.city AS City, s.postal_code AS PostalCode,
        s.country_code AS CountryCode, s.latitude_microdegrees AS LatitudeMicrodegrees,
        s.longitude_microdegrees AS LongitudeMicrodegrees, s.time_zone AS TimeZone, s.added_utc_ms AS AddedUtcMs,
        s.is_published AS IsPublished
        """;

    private const string Select = $"""
        SELECT {Columns},
               (SELECT COUNT(*) FROM charger c WHERE c.site_id = s.site_id) AS Chargers,
               (SELECT COUNT(*) FROM bill b WHERE b.site_id = s.site_id) AS Bills
        FROM site s
        """;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The sites in a database.</summary>
    public SiteRegistry(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Adds a site without defect; false when the id is taken.</summary>
    public bool TryAdd(Site site)
    {
        Guard.IsTrue(site.FindDefect() == null, "a site without defect");
        using DbConnection connection = _database.Open();
        return connection.Execute(
                "INSERT INTO site (site_id, name, address, city, postal_code, country_code, latitude_microdegrees, "
                    + "longitude_microdegrees, time_zone, added_utc_ms) VALUES (@SiteId, @Name, @Address, @City, @PostalCode, "
                    + "@CountryCode, @LatitudeMicrodegrees, @LongitudeMicrodegrees, @TimeZone, @AddedUtcMs) ON CONFLICT DO NOTHING",
                RowOf(site) with
                {
                    AddedUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
                }
            ) == 1;
    }

    /// <summary>Replaces all of a site but its id; false when there is none.</summary>
    public bool TrySet(Site site)
    {
        Guard.IsTrue(site.FindDefect() == null, "a site without defect");
        using DbConnection connection = _database.Open();
        return connection.Execute(
                "UPDATE site SET name = @Name, address = @Address, city = @City, postal_code = @PostalCode, country_code = @CountryCode, "
                    + "latitude_microdegrees = @LatitudeMicrodegrees, longitude_microdegrees = @LongitudeMicrodegrees, "
                    + "time_zone = @TimeZone WHERE site_id = @SiteId",
                RowOf(site)
            ) == 1;
    }

    /// <summary>Says whether partners may show a site to everybody; false when there is none.</summary>
    public bool TryPublish(string siteId, bool isPublished)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            "UPDATE site SET is_published = @published WHERE site_id = @siteId",
            new { siteId, published = isPublished ? 1 : 0 }) == 1;
    }

    /// <summary>A site by its id; null when there is none.</summary>
    public Site? Find(string? siteId)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<SiteRow>($"SELECT {Columns} FROM site s WHERE s.site_id = @siteId", new { siteId })?.ToSite();
    }

    /// <summary>The first sites by name, at most <see cref="CountMax"/>.</summary>
    public IReadOnlyList<SiteRow> List()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<SiteRow>($"{Select} ORDER BY s.name, s.site_id LIMIT {CountMax}")];
    }

    private static SiteRow RowOf(Site site)
    {
        return new SiteRow
        {
            SiteId = site.SiteId,
            Name = site.Name,
            Address = site.Address,
            City = site.City,
            PostalCode = site.PostalCode,
            CountryCode = site.CountryCode,
            LatitudeMicrodegrees = site.Coordinates?.LatitudeMicrodegrees,
            LongitudeMicrodegrees = site.Coordinates?.LongitudeMicrodegrees,
            TimeZone = site.TimeZone,
        };
    }
}

/// <summary>A site in a list.</summary>
public sealed record SiteRow
{
    /// <summary>Id.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Lines of the address, parted by '|'.</summary>
    public string Address { get; init; } = "";

    /// <summary>City.</summary>
    public string City { get; init; } = "";

    /// <summary>Postal code.</summary>
    public string PostalCode { get; init; } = "";

    /// <summary>Country, two letters.</summary>
    public string CountryCode { get; init; } = "";

    /// <summary>Degrees north in millionths; null where nobody has said it.</summary>
    public long? LatitudeMicrodegrees { get; init; }

    /// <summary>Degrees east in millionths; null where nobody has said it.</summary>
    public long? LongitudeMicrodegrees { get; init; }

    /// <summary>Zone by the tz database.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>When added, unix ms.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>1 where partners may show it to everybody.</summary>
    public long IsPublished { get; init; } = 1;

    /// <summary>Chargers there.</summary>
    public long Chargers { get; init; }

    /// <summary>Bills of sessions there, credit notes among them.</summary>
    public long Bills { get; init; }

    /// <summary>The site itself.</summary>
    public Site ToSite()
    {
        return new Site
        {
            SiteId = SiteId,
            Name = Name,
            Address = Address,
            City = City,
            PostalCode = PostalCode,
            CountryCode = CountryCode,
            Coordinates =
                LatitudeMicrodegrees is long latitude && LongitudeMicrodegrees is long longitude
                    ? new GeoLocation(latitude, longitude)
                    : null,
            TimeZone = TimeZone,
            AddedUtcMs = AddedUtcMs,
            IsPublished = IsPublished != 0,
        };
    }
}
