using System.Text.Json.Serialization;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Whom a bill is made out to, as it was on the day of issue.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Lines of the address.</param>
/// <param name="VatNumber">VAT number; empty when there is none.</param>
public sealed record BilledParty(string AccountId, string Name, IReadOnlyList<string> Address, string VatNumber)
{
    /// <summary>City; null when nobody has said it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>Postal code; null when nobody has said it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PostalCode { get; init; }

    /// <summary>Country, two letters of ISO 3166-1; null when nobody has said it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CountryCode { get; init; }

    /// <summary>By what its bookkeeping finds an invoice's place (EN 16931, BT-10); null when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BuyerReference { get; init; }

    /// <summary>A business, which gets electronic invoices: it has a VAT number or a buyer reference.</summary>
    [JsonIgnore]
    public bool IsBusiness => VatNumber.Length > 0 || BuyerReference != null;

    /// <summary>All lines of the address as it is written on an envelope.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines => AddressLines.WithCity(Address, PostalCode, City);

    /// <summary>The party of an account.</summary>
    public static BilledParty Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new BilledParty(account.AccountId, account.Name, AddressLines.Of(account.Address), account.VatNumber)
        {
            City = NullIfEmpty(account.City),
            PostalCode = NullIfEmpty(account.PostalCode),
            CountryCode = NullIfEmpty(account.CountryCode),
            BuyerReference = NullIfEmpty(account.BuyerReference),
        };
    }

    private static string? NullIfEmpty(string text)
    {
        return text.Length == 0 ? null : text;
    }
}

/// <summary>Where a billed session took place, as it was on the day of issue.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Lines of the address.</param>
public sealed record BilledSite(string SiteId, string Name, IReadOnlyList<string> Address)
{
    /// <summary>City; null when nobody has said it, and on bills from before it was written down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>Postal code; null when nobody has said it, and on bills from before it was written down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PostalCode { get; init; }

    /// <summary>Its country, two letters of ISO 3166-1; null when nobody has said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CountryCode { get; init; }

    /// <summary>All lines of the address as it is written on an envelope.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines => AddressLines.WithCity(Address, PostalCode, City);
}

/// <summary>Whom a session belongs to, and where it was.</summary>
/// <param name="Recipient">Who is billed; null for the operator's own.</param>
/// <param name="Site">The site; null when the charger has none.</param>
/// <param name="Issuer">Who issues for the site's country; null where nobody is written down, and the settings say.</param>
public sealed record SessionParties(BilledParty? Recipient, BilledSite? Site, BillIssuer? Issuer = null)
{
    /// <summary>Nobody's session at no site.</summary>
    public static SessionParties None { get; } = new(null, null);
}
