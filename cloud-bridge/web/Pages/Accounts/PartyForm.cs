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

    /// <summary>Address, a line each.</summary>
    public string? Address { get; set; }

    /// <summary>VAT number.</summary>
    public string? VatNumber { get; set; }

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
            Address = LinesOf(account.Address),
            VatNumber = account.VatNumber,
            TimeZone = account.TimeZone,
        };
    }

    /// <summary>The form of a site.</summary>
    public static PartyForm Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new PartyForm { Id = site.SiteId, Name = site.Name, Address = LinesOf(site.Address), TimeZone = site.TimeZone };
    }

    /// <summary>The account that was typed.</summary>
    public Account ToAccount(string? id = null)
    {
        return new Account
        {
            AccountId = id ?? TextOf(Id),
            Name = TextOf(Name),
            Email = TextOf(Email),
            Address = AddressOf(),
            VatNumber = TextOf(VatNumber),
            TimeZone = TextOf(TimeZone),
        };
    }

    /// <summary>The site that was typed.</summary>
    public Site ToSite(string? id = null)
    {
        return new Site { SiteId = id ?? TextOf(Id), Name = TextOf(Name), Address = AddressOf(), TimeZone = TextOf(TimeZone) };
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
