using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Registry.Issuers;

/// <summary>Who issues the bills of sessions in a country.</summary>
public sealed record Issuer
{
    private const int TextLengthMax = 120;
    private const int AddressLengthMax = 400;
    private const int VatNumberLengthMax = 40;
    private const int PaymentDaysMax = 365;

    /// <summary>The sites it issues for, two letters of ISO 3166-1; empty where no other is named.</summary>
    public string CountryCode { get; init; } = "";

    /// <summary>Name, 1 to 120 characters (EN 16931, BT-27).</summary>
    public string Name { get; init; } = "";

    /// <summary>Street and what else stands above the city, lines parted by '|', at most 400 characters (BT-35, BT-36).</summary>
    public string Address { get; init; } = "";

    /// <summary>City (BT-37); empty when not known.</summary>
    public string City { get; init; } = "";

    /// <summary>Postal code (BT-38); empty when not known.</summary>
    public string PostalCode { get; init; } = "";

    /// <summary>Country of the address, two letters of ISO 3166-1 (BT-40); empty when not known.</summary>
    public string AddressCountryCode { get; init; } = "";

    /// <summary>VAT number in that country (BT-31); empty when there is none.</summary>
    public string VatNumber { get; init; } = "";

    /// <summary>Why no VAT is charged where a tariff states none (BT-120), e.g. the article of a law; empty when not known.</summary>
    public string VatAbsenceReason { get; init; } = "";

    /// <summary>Where bills are paid to, ISO 13616 (BT-84); empty when not known.</summary>
    public string Iban { get; init; } = "";

    /// <summary>Whom to ask about a bill (BT-43); empty when not known.</summary>
    public string Email { get; init; } = "";

    /// <summary>Days from issue until a bill is to be paid, 0 to 365 (BT-9).</summary>
    public int PaymentDays { get; init; } = BillIssuer.PaymentDaysUsual;

    /// <summary>What bill numbers begin with; meant only where <see cref="CountryCode"/> is empty, and one for all countries.</summary>
    public string BillNumberPrefix { get; init; } = "";

    /// <summary>How its bills name it.</summary>
    public BillIssuer OnBills()
    {
        return new BillIssuer(Name, AddressLines.Of(Address), VatNumber)
        {
            City = NullIfEmpty(City),
            PostalCode = NullIfEmpty(PostalCode),
            CountryCode = NullIfEmpty(AddressCountryCode),
            VatAbsenceReason = NullIfEmpty(VatAbsenceReason),
            Iban = NullIfEmpty(Iban),
            Email = NullIfEmpty(Email),
            PaymentDays = PaymentDays == BillIssuer.PaymentDaysUsual ? null : PaymentDays,
        };
    }

    /// <summary>The first thing that cannot be used, with how to mend it; null when all is well.</summary>
    public string? FindDefect()
    {
        return CountryCode.Length > 0 && Countries.ThreeLettersOf(CountryCode) == null
                ? $"'{CountryCode}' is no country: give two capital letters of ISO 3166-1, e.g. DE"
            : AddressCountryCode.Length > 0 && Countries.ThreeLettersOf(AddressCountryCode) == null
                ? $"'{AddressCountryCode}' is no country: give two capital letters of ISO 3166-1, e.g. DE"
            : Name.Trim().Length is 0 or > TextLengthMax || Name.Any(char.IsControl)
                ? $"The name must have 1 to {TextLengthMax} characters: it stands on every bill"
            : Address.Length > AddressLengthMax || Address.Any(char.IsControl)
                ? $"The address must have at most {AddressLengthMax} characters, its lines parted by |"
            : new[] { City, PostalCode, VatAbsenceReason, Email }.Any(text => text.Length > TextLengthMax || text.Any(char.IsControl))
                ? $"City, postal code, reason and e-mail must each have at most {TextLengthMax} characters"
            : VatNumber.Length > VatNumberLengthMax || VatNumber.Any(char.IsControl)
                ? $"The VAT number must have at most {VatNumberLengthMax} characters"
            : BillNumberPrefix.Length > 16 || !BillNumberPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? $"'{BillNumberPrefix}' cannot begin a number: give at most 16 of A-Z a-z 0-9 and -"
            : Iban.Length > 0 && !IsIban(Iban)
                ? $"'{Iban}' is no IBAN: its check digits are wrong, or a character is missing"
            : PaymentDays is < 0 or > PaymentDaysMax ? $"A bill must be to be paid within 0 to {PaymentDaysMax} days"
            : null;
    }

    // ISO 13616: the first four characters go to the end, letters are 10 to 35, and the number is 1 modulo 97.
    private static bool IsIban(string iban)
    {
        if (iban.Length is < 15 or > 34 || !iban.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)))
        {
            return false;
        }

        int rest = 0;
        foreach (char c in iban[4..] + iban[..4])
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    private static string? NullIfEmpty(string text)
    {
        return text.Length == 0 ? null : text;
    }
}
