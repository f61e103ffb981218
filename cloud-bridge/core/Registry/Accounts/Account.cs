using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Who is billed: an owner with a charger at home, a fleet, or somebody who claims sessions at public chargers.</summary>
public sealed record Account
{
    /// <summary>Most characters of an id.</summary>
    public const int IdLengthMax = 36;

    private const int CityLengthMax = 45;
    private const int PostalCodeLengthMax = 10;
    private const int BuyerReferenceLengthMax = 100;

    /// <summary>Its id: 1 to 36 of A-Z a-z 0-9 . _ -, stands in addresses of pages and never changes.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Name on the bills, 1 to 120 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where its documents go; empty when not known.</summary>
    public string Email { get; init; } = "";

    /// <summary>Which of them are mailed, one of <see cref="Accounts.MailedDocuments"/>.</summary>
    public string MailedDocuments { get; init; } = Accounts.MailedDocuments.None;

    /// <summary>Documents issued from this instant on are mailed, unix ms; null where none are. Set by the registry.</summary>
    public long? MailedFromUtcMs { get; init; }

    /// <summary>Street and what else stands above the city, lines parted by '|', at most 400 characters (EN 16931, BT-50, BT-51).</summary>
    public string Address { get; init; } = "";

    /// <summary>City, at most 45 characters (BT-52); empty where nobody has said it.</summary>
    public string City { get; init; } = "";

    /// <summary>Postal code, at most 10 characters (BT-53); empty where there is none.</summary>
    public string PostalCode { get; init; } = "";

    /// <summary>Country, two letters of ISO 3166-1 (BT-55); empty where nobody has said it.</summary>
    public string CountryCode { get; init; } = "";

    /// <summary>VAT number (BT-48); empty when there is none.</summary>
    public string VatNumber { get; init; } = "";

    /// <summary>By what its bookkeeping finds an invoice's place, such as an order or a cost centre (BT-10); empty when there is
    /// none.</summary>
    public string BuyerReference { get; init; } = "";

    /// <summary>Zone by the tz database in which its months begin and end.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>When added, unix ms; set by the registry.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>The first thing that cannot be used, with how to mend it; null when all is well.</summary>
    public string? FindDefect()
    {
        if (!PartyText.IsId(AccountId))
        {
            return $"'{AccountId}' is no account id: give 1 to {IdLengthMax} of A-Z a-z 0-9 . _ -";
        }
        if (Email.Length > 0 && !IsEmail(Email))
        {
            return $"'{Email}' is no e-mail address: give one like olga@example.org, or leave it empty";
        }
        if (!Accounts.MailedDocuments.All.Contains(MailedDocuments))
        {
            return $"'{MailedDocuments}' is nothing that is mailed: give {string.Join(", ", Accounts.MailedDocuments.All)}";
        }
        if (MailedDocuments != Accounts.MailedDocuments.None && Email.Length == 0)
        {
            return $"There is no address to mail {MailedDocuments} to: give an e-mail address too";
        }
        if (VatNumber.Length > 40 || VatNumber.Any(char.IsControl))
        {
            return "The VAT number must have at most 40 characters";
        }
        if (City.Length > CityLengthMax || City.Any(char.IsControl))
        {
            return $"The city must have at most {CityLengthMax} characters";
        }
        if (PostalCode.Length > PostalCodeLengthMax || PostalCode.Any(char.IsControl))
        {
            return $"The postal code must have at most {PostalCodeLengthMax} characters";
        }
        if (CountryCode.Length > 0 && Countries.ThreeLettersOf(CountryCode) == null)
        {
            return $"'{CountryCode}' is no country: give the two letters of ISO 3166-1, e.g. DE";
        }
        if (BuyerReference.Length > BuyerReferenceLengthMax || BuyerReference.Any(char.IsControl))
        {
            return $"The buyer reference must have at most {BuyerReferenceLengthMax} characters";
        }
        return PartyText.FindDefect(Name, Address, TimeZone);
    }

    private static bool IsEmail(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= 254
            && at > 0
            && at == text.LastIndexOf('@')
            && at < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
