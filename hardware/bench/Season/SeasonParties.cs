using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using Dapper;
using Firmware.Core.Promises;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>Enters who is there, through the bridge's registries: sites with their chargers, accounts, who owns which charger from when on,
/// who claimed which session.</summary>
public sealed class SeasonParties
{
    private const int ClaimedAfterMs = 120000;

    private readonly Database _database;
    private readonly ChargerRegistry _chargers;
    private readonly SeasonClock _clock;

    /// <summary>Into an empty database; chargers go through the registry of the bridge that will know them.</summary>
    public SeasonParties(Database database, ChargerRegistry chargers, SeasonClock clock)
    {
        _database = database;
        _chargers = chargers;
        _clock = clock;
    }

    /// <summary>Enters all of a world; each charger on the day on which it goes into service.</summary>
    public void Enter(SeasonWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        SiteRegistry sites = new(_database, _clock);
        foreach (SeasonSite site in world.Sites)
        {
            Guard.IsTrue(sites.TryAdd(SiteOf(site)), "the site is new");
        }

        AccountRegistry accounts = new(_database, _clock);
        foreach (SeasonAccount account in world.Accounts)
        {
            Account entered = new()
            {
                AccountId = account.Id,
                Name = account.Name,
                Email = account.Email,
                Address = account.Address,
                VatNumber = account.VatNumber,
                TimeZone = account.ZoneName,
            };
            Guard.IsTrue(accounts.TryAdd(entered), "the account is new");
        }

        Instant now = _clock.Now;
        foreach (SeasonCharger charger in world.Chargers)
        {
            _clock.Now = charger.InService.Start;
            Enter(charger);
        }

        _clock.Now = now;
        Claim(world);
    }

    private void Enter(SeasonCharger charger)
    {
        Guard.IsTrue(_chargers.TryAdd(charger.Id, charger.DeviceKey), "the charger is new");
        ChargerPlaces places = new(_database, new Hearing(TimeProvider.System));
        places.SetSite(charger.Id, charger.Site.Id);
        places.SetConnectorType(charger.Id, ChargerHistory.ConnectorType);
        places.SetRating(charger.Id, "", "", null, charger.Site.RatedAmps);
        ChargerOwners owners = new(_database);
        if (charger.Owner != null)
        {
            owners.Assign(charger.Id, charger.Owner.Id, charger.InService.Start.ToUnixTimeMilliseconds());
        }

        if (charger.NextOwner != null)
        {
            owners.Assign(charger.Id, charger.NextOwner.Id, charger.NextOwnerFromUtcMs);
        }
    }

    // Claims are made at the charger's link while a session runs, which here nobody can open.
    private void Claim(SeasonWorld world)
    {
        using DbConnection connection = _database.Open();
        Database.BeginWrite(connection);
        foreach (SeasonCharger charger in world.Chargers)
        {
            connection.Execute(
                "INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms) "
                    + "VALUES (@Id, @number, @accountId, @claimedUtcMs)",
                charger
                    .Visits.Select(
                        (visit, index) =>
                            new
                            {
                                charger.Id,
                                number = index + 1,
                                accountId = visit.Claimant?.Id,
                                claimedUtcMs = Math.Min(visit.PlugInUtcMs + ClaimedAfterMs, visit.UnplugUtcMs),
                            })
                    .Where(claim => claim.accountId != null));
        }

        Database.Commit(connection);
    }

    private static Site SiteOf(SeasonSite site)
    {
        string[] lines = site.Address.Split('|');
        string[] city = lines[1].Split(' ', 2);
        Guard.IsTrue(GeoLocation.TryParse(site.Coordinates, out GeoLocation coordinates), "a place on the earth");
        return new Site
        {
            SiteId = site.Id,
            Name = site.Name,
            Address = site.Address,
            City = city[1],
            PostalCode = city[0],
            CountryCode = lines[2] == "Switzerland" ? "CH" : "DE",
            Coordinates = coordinates,
            TimeZone = site.ZoneName,
        };
    }
}
