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

    private const string Select = """
        SELECT s.site_id AS SiteId, s.name AS Name, s.address AS Address, s.time_zone AS TimeZone, s.added_utc_ms AS AddedUtcMs,
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
                "INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) "
                    + "VALUES (@SiteId, @Name, @Address, @TimeZone, @AddedUtcMs) ON CONFLICT DO NOTHING",
                site with
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
        return connection.Execute("UPDATE site SET name = @Name, address = @Address, time_zone = @TimeZone WHERE site_id = @SiteId", site)
            == 1;
    }

    /// <summary>A site by its id; null when there is none.</summary>
    public Site? Find(string? siteId)
    {
        using DbConnection connection = _database.Open();
        SiteRow? row = connection.QueryFirstOrDefault<SiteRow>(Select + " WHERE s.site_id = @siteId", new { siteId });
        return row == null
            ? null
            : new Site
            {
                SiteId = row.SiteId,
                Name = row.Name,
                Address = row.Address,
                TimeZone = row.TimeZone,
                AddedUtcMs = row.AddedUtcMs,
            };
    }

    /// <summary>The first sites by name, at most <see cref="CountMax"/>.</summary>
    public IReadOnlyList<SiteRow> List()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<SiteRow>($"{Select} ORDER BY s.name, s.site_id LIMIT {CountMax}")];
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

    /// <summary>Zone by the tz database.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>When added, unix ms.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>Chargers there.</summary>
    public long Chargers { get; init; }

    /// <summary>Bills of sessions there, credit notes among them.</summary>
    public long Bills { get; init; }
}
