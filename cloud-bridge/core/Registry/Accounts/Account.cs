namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Who is billed: an owner with a charger at home, a fleet, or somebody who claims sessions at public chargers.</summary>
public sealed record Account
{
    /// <summary>Most characters of an id.</summary>
    public const int IdLengthMax = 36;

    /// <summary>Its id: 1 to 36 of A-Z a-z 0-9 . _ -, stands in addresses of pages and never changes.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Name on the bills, 1 to 120 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where statements go; empty when not known.</summary>
    public string Email { get; init; } = "";

    /// <summary>Postal address, lines parted by '|', at most 400 characters.</summary>
    public string Address { get; init; } = "";

    /// <summary>VAT number; empty when there is none.</summary>
    public string VatNumber { get; init; } = "";

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
        if (VatNumber.Length > 40 || VatNumber.Any(char.IsControl))
        {
            return "The VAT number must have at most 40 characters";
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
