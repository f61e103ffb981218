using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Accounts and sites over HTTP. PUT adds or replaces; the id is the address's.</summary>
public static class AccountApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/accounts", (AccountRegistry accounts) => TypedResults.Ok(accounts.List()))
            .WithTags("Accounts")
            .WithSummary("Accounts by name.");
        api.MapGet("/accounts/{id}", GetAccount)
            .WithTags("Accounts")
            .WithSummary("One account.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/accounts/{id}", PutAccount)
            .WithTags("Accounts")
            .WithSummary("Adds or replaces an account; it counts for bills from now on.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPut("/chargers/{id}/owner", PutOwner)
            .WithTags("Chargers")
            .WithSummary("Gives a charger's sessions from an instant on to an account, or without one to the operator.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPut("/chargers/{id}/place", PutPlace)
            .WithTags("Chargers")
            .WithSummary("Sets a charger's site and connector type; null is none, and a connector the charger tells itself.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/sites", (SiteRegistry sites) => TypedResults.Ok(sites.List())).WithTags("Sites").WithSummary("Sites by name.");
        api.MapPut("/sites/{id}", PutSite)
            .WithTags("Sites")
            .WithSummary("Adds or replaces a site.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Results<Ok<Account>, ProblemHttpResult> GetAccount(AccountRegistry accounts, string id)
    {
        Account? account = accounts.Find(id);
        return account == null ? Missing($"There is no account {id}.") : TypedResults.Ok(account);
    }

    private static Results<Ok<Account>, ProblemHttpResult> PutAccount(AccountRegistry accounts, string id, PartyBody body)
    {
        // Whoever does not say what electronic invoices need changes nothing of that.
        Account known = accounts.Find(id) ?? new Account();
        Account account = known with
        {
            AccountId = id,
            Name = body.Name ?? "",
            Email = body.Email ?? "",
            MailedDocuments = body.MailedDocuments ?? known.MailedDocuments,
            Address = body.Address ?? "",
            City = body.City ?? known.City,
            PostalCode = body.PostalCode ?? known.PostalCode,
            CountryCode = body.CountryCode ?? known.CountryCode,
            BuyerReference = body.BuyerReference ?? known.BuyerReference,
            VatNumber = body.VatNumber ?? "",
            TimeZone = body.TimeZone ?? "",
        };
        if (account.FindDefect() is string defect)
        {
            return Refused(defect);
        }

        if (!accounts.TryAdd(account))
        {
            accounts.TrySet(account);
        }

        return TypedResults.Ok(accounts.Find(id)!);
    }

    private static Results<Ok<Site>, ProblemHttpResult> PutSite(SiteRegistry sites, string id, SiteBody body)
    {
        GeoLocation coordinates = default;
        if (body.Coordinates != null && !GeoLocation.TryParse(body.Coordinates, out coordinates))
        {
            return Refused(GeoLocation.Defect(body.Coordinates));
        }

        // Whoever does not say where it is changes nothing of that.
        Site known = sites.Find(id) ?? new Site();
        Site site = known with
        {
            SiteId = id,
            Name = body.Name ?? "",
            Address = body.Address ?? "",
            City = body.City ?? known.City,
            PostalCode = body.PostalCode ?? known.PostalCode,
            CountryCode = body.CountryCode ?? known.CountryCode,
            Coordinates = body.Coordinates == null ? known.Coordinates : coordinates,
            TimeZone = body.TimeZone ?? "",
        };
        if (site.FindDefect() is string defect)
        {
            return Refused(defect);
        }

        if (!sites.TryAdd(site))
        {
            sites.TrySet(site);
        }

        return TypedResults.Ok(sites.Find(id)!);
    }

    private static Results<NoContent, ProblemHttpResult> PutOwner(
        ChargerRegistry chargers,
        AccountRegistry accounts,
        ChargerOwners owners,
        TimeProvider clock,
        string id,
        OwnerBody body)
    {
        if (!chargers.Has(id))
        {
            return Missing($"There is no charger {id}.");
        }

        if (body.AccountId != null && accounts.Find(body.AccountId) == null)
        {
            return Refused($"There is no account '{body.AccountId}'.");
        }

        owners.Assign(id, body.AccountId, body.FromUtcMs ?? clock.GetUtcNow().ToUnixTimeMilliseconds());
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ProblemHttpResult> PutPlace(
        ChargerRegistry chargers,
        SiteRegistry sites,
        ChargerPlaces places,
        string id,
        PlaceBody body)
    {
        if (!chargers.Has(id))
        {
            return Missing($"There is no charger {id}.");
        }

        string? defect =
            body.SiteId != null && sites.Find(body.SiteId) == null
                ? $"There is no site '{body.SiteId}'."
                : ChargerPlaces.FindDefect(body.ConnectorType);
        if (defect != null)
        {
            return Refused(defect);
        }

        places.SetSite(id, body.SiteId);
        places.SetConnectorType(id, body.ConnectorType);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Missing(string words)
    {
        return TypedResults.Problem(words, statusCode: StatusCodes.Status404NotFound);
    }

    private static ProblemHttpResult Refused(string words)
    {
        return TypedResults.Problem(words, statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>What is known of an account. Mailed documents, city, postal code, country and buyer reference stay as they
/// are where they are null.</summary>
/// <param name="Name">Name.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="MailedDocuments">What is mailed there from now on: none, bills or statements.</param>
/// <param name="Address">Street and what else stands above the city, lines parted by '|'.</param>
/// <param name="City">City.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="CountryCode">Country, two letters of ISO 3166-1.</param>
/// <param name="VatNumber">VAT number.</param>
/// <param name="BuyerReference">By what its bookkeeping finds an invoice's place, such as an order (EN 16931, BT-10).</param>
/// <param name="TimeZone">Zone by the tz database.</param>
public sealed record PartyBody(
    string? Name,
    string? Email,
    string? MailedDocuments,
    string? Address,
    string? City,
    string? PostalCode,
    string? CountryCode,
    string? VatNumber,
    string? BuyerReference,
    string? TimeZone);

/// <summary>What is known of a site. City, postal code, country and coordinates stay as they are where they are null.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Address, lines parted by '|', street and number first.</param>
/// <param name="City">City.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="CountryCode">Country, two letters of ISO 3166-1.</param>
/// <param name="Coordinates">Degrees north and east parted by a comma, as 51.340632,12.374733.</param>
/// <param name="TimeZone">Zone by the tz database.</param>
public sealed record SiteBody(
    string? Name,
    string? Address,
    string? City,
    string? PostalCode,
    string? CountryCode,
    string? Coordinates,
    string? TimeZone);

/// <summary>Whose a charger's sessions are.</summary>
/// <param name="AccountId">The account; null for the operator.</param>
/// <param name="FromUtcMs">Sessions that begin from this instant on, unix ms; null for now.</param>
public sealed record OwnerBody(string? AccountId, long? FromUtcMs);

/// <summary>Where a charger is, and with which connector.</summary>
/// <param name="SiteId">The site; null for none.</param>
/// <param name="ConnectorType">ConnectorType of OCPI 2.2.1; null to learn it from the charger.</param>
public sealed record PlaceBody(string? SiteId, string? ConnectorType);
