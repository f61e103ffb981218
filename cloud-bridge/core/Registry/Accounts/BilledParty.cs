using System.Text.Json.Serialization;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Whom a bill is made out to, as it was on the day of issue.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Lines of the address.</param>
/// <param name="VatNumber">VAT number; empty when there is none.</param>
public sealed record BilledParty(string AccountId, string Name, IReadOnlyList<string> Address, string VatNumber);

/// <summary>Where a billed session took place, as it was on the day of issue.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Lines of the address.</param>
public sealed record BilledSite(string SiteId, string Name, IReadOnlyList<string> Address)
{
    /// <summary>Its country, two letters of ISO 3166-1; null when nobody has said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CountryCode { get; init; }
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
