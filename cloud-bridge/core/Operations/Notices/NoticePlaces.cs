using System.Data.Common;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Names and zones of the sites and accounts that messages speak of, read once for a transaction.</summary>
internal sealed class NoticePlaces
{
    private readonly Dictionary<string, (string Name, string TimeZone)?> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _zones = new(StringComparer.Ordinal);
    private readonly DbConnection _connection;

    public NoticePlaces(DbConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The name of an incident's site; null when it has none.</summary>
    public string? SiteOf(Incident incident)
    {
        return Site(incident)?.Name;
    }

    /// <summary>The zone in which a contact reads of an incident: an owner in that of the account, staff in that of the site.</summary>
    public string ZoneFor(Contact contact, Incident incident)
    {
        string? zone = contact.Role == Role.Owner ? AccountZone(contact.AccountId) : Site(incident)?.TimeZone;
        return zone ?? contact.TimeZone;
    }

    private (string Name, string TimeZone)? Site(Incident incident)
    {
        if (incident.SiteId == null)
        {
            return null;
        }

        if (!_sites.TryGetValue(incident.SiteId, out (string, string)? site))
        {
            site = _connection
                .Query<(string, string)?>("SELECT name, time_zone FROM site WHERE site_id = @SiteId", incident)
                .FirstOrDefault();
            _sites[incident.SiteId] = site;
        }

        return site;
    }

    private string? AccountZone(string? accountId)
    {
        if (accountId == null)
        {
            return null;
        }

        if (!_zones.TryGetValue(accountId, out string? zone))
        {
            zone = _connection.QueryFirstOrDefault<string>(
                "SELECT time_zone FROM account WHERE account_id = @accountId",
                new { accountId });
            _zones[accountId] = zone;
        }

        return zone;
    }
}
