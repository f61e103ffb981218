using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Pages.Accounts;

/// <summary>What somebody typed about an account or a site.</summary>
public sealed class PartyForm
{
    /// <summary>Id; only where it is added.</summary>
    public string? Id { get; set; }

    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>What is mailed there.</summary>
    public string? MailedDocuments { get; set; }

    /// <summary>Address, a line each.</summary>
    public string? Address { get; set; }

    /// <summary>City.</summary>
    public string? City { get; set; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; set; }

    /// <summary>Country, two letters.</summary>
    public string? CountryCode { get; set; }

    /// <summary>Degrees north and east of a site, parted by a comma.</summary>
    public string? Coordinates { get; set; }

    /// <summary>VAT number.</summary>
    public string? VatNumber { get; set; }

    /// <summary>Buyer reference of an account.</summary>
    public string? BuyerReference { get; set; }

    /// <summary>Zone by the tz database.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The form of an account.</summary>
    public static PartyForm Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new PartyForm
        {
            Id = account.AccountId,
            Name = account.Name,
            Email = account.Email,
            MailedDocuments = account.MailedDocuments,
            Address = LinesOf(account.Address),
            City = account.City,
            PostalCode = account.PostalCode,
            CountryCode = account.CountryCode,
            VatNumber = account.VatNumber,
            BuyerReference = account.BuyerReference,
            TimeZone = account.TimeZone,
        };
    }

    /// <summary>The form of a site.</summary>
    public static PartyForm Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new PartyForm
        {
            Id = site.SiteId,
            Name = site.Name,
            Address = LinesOf(site.Address),
            City = site.City,
            PostalCode = site.PostalCode,
            CountryCode = site.CountryCode,
            Coordinates = site.Coordinates?.ToString(),
            TimeZone = site.TimeZone,
        };
    }

    /// <summary>The account that was typed.</summary>
    public Account ToAccount(string? id = null)
    {
        return new Account
        {
            AccountId = id ?? TextOf(Id),
            Name = TextOf(Name),
            Email = TextOf(Email),
            MailedDocuments = MailedDocuments ?? Core.Registry.Accounts.MailedDocuments.None,
            Address = AddressOf(),
            City = TextOf(City),
            PostalCode = TextOf(PostalCode),
            CountryCode = TextOf(CountryCode).ToUpperInvariant(),
            VatNumber = TextOf(VatNumber),
            BuyerReference = TextOf(BuyerReference),
            TimeZone = TextOf(TimeZone),
        };
    }

    /// <summary>The site that was typed; null with what is wrong and how to mend it.</summary>
    public Site? ToSite(out string? defect, string? id = null)
    {
        defect = null;
        GeoLocation coordinates = default;
        if (TextOf(Coordinates).Length > 0 && !GeoLocation.TryParse(TextOf(Coordinates), out coordinates))
        {
            defect = GeoLocation.Defect(TextOf(Coordinates));
            return null;
        }

        Site site = new()
        {
            SiteId = id ?? TextOf(Id),
            Name = TextOf(Name),
            Address = AddressOf(),
            City = TextOf(City),
            PostalCode = TextOf(PostalCode),
            CountryCode = TextOf(CountryCode),
            Coordinates = TextOf(Coordinates).Length == 0 ? null : coordinates,
            TimeZone = TextOf(TimeZone),
        };
        defect = site.FindDefect();
        return defect == null ? site : null;
    }

    private static string LinesOf(string address)
    {
        return string.Join('\n', AddressLines.Of(address));
    }

    private string AddressOf()
    {
        return string.Join('|', TextOf(Address).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static string TextOf(string? typed)
    {
        return typed?.Trim() ?? "";
    }
}
