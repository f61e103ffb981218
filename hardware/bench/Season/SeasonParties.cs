using System.Data.Common;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Issuers;
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
    private readonly OperatorSettings _settings;

    /// <summary>Into an empty database; chargers go through the registry of the bridge that will know them.</summary>
    public SeasonParties(Database database, OperatorSettings settings, ChargerRegistry chargers, SeasonClock clock)
    {
        _settings = settings;
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

        EnterIssuers();
        AccountRegistry accounts = new(_database, _clock);
        foreach (SeasonAccount account in world.Accounts)
        {
            (string street, string postalCode, string city, string countryCode) = PartsOf(account.Address);
            Account entered = new()
            {
                AccountId = account.Id,
                Name = account.Name,
                Email = account.Email,
                Address = street,
                City = city,
                PostalCode = postalCode,
                CountryCode = countryCode,
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

    // Each country's sites are of a company there, so that VAT stands under a number of that country.
    private void EnterIssuers()
    {
        IssuerRegistry issuers = new(_database);
        issuers.Adopt(_settings);
        Issuer own = issuers.Find("")! with
        {
            City = "Leipzig",
            PostalCode = "04109",
            AddressCountryCode = "DE",
            VatAbsenceReason = "Free of charge, no supply for consideration",
            Iban = "DE89370400440532013000",
            Email = "bills@example.org",
        };
        issuers.Set(own);
        issuers.Set(own with
        {
            CountryCode = "CH",
            Name = "Stadtstrom Season AG",
            Address = "Bahnhofstrasse 1",
            City = "Zurich",
            PostalCode = "8001",
            AddressCountryCode = "CH",
            VatNumber = "CHE-000.000.000 MWST",
            Iban = "CH9300762011623852957",
        });
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
        (_, string postalCode, string city, string countryCode) = PartsOf(site.Address);
        Guard.IsTrue(GeoLocation.TryParse(site.Coordinates, out GeoLocation coordinates), "a place on the earth");
        return new Site
        {
            SiteId = site.Id,
            Name = site.Name,
            Address = site.Address,
            City = city,
            PostalCode = postalCode,
            CountryCode = countryCode,
            Coordinates = coordinates,
            TimeZone = site.ZoneName,
        };
    }

    private static (string Street, string PostalCode, string City, string CountryCode) PartsOf(string address)
    {
        string[] lines = address.Split('|');
        string[] city = lines[^2].Split(' ', 2);
        return (string.Join('|', lines[..^2]), city[0], city[1], lines[^1] == "Switzerland" ? "CH" : "DE");
    }
}
