using NodaTime;

namespace CloudBridge.Core.Foundation.Settings;

/// <summary>Who runs the bridge and issues its bills. Out of range means refused at start, never adjusted.</summary>
public sealed class OperatorSettings
{
    /// <summary>Time zone of the operator: years of bill numbers, times where no tariff names a zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Who issues the bills.</summary>
    public string IssuerName { get; set; } = "ChargeAgent";

    /// <summary>Postal address of the issuer, lines parted by "|".</summary>
    public string IssuerAddress { get; set; } = "";

    /// <summary>VAT number of the issuer.</summary>
    public string IssuerVatNumber { get; set; } = "";

    /// <summary>What bill numbers begin with; one prefix is one gapless series per year.</summary>
    public string BillNumberPrefix { get; set; } = "";

    /// <summary>PEM file with the private key that signs statements; empty means that they are not signed.</summary>
    public string StatementKeyFile { get; set; } = "";

    /// <summary>The only currency that tariffs may have, by ISO 4217; empty means any.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Sessions of 0 kWh and 0.00 get a numbered bill; otherwise they are kept as sessions, and nobody is billed.</summary>
    public bool ZeroBills { get; set; } = true;

    /// <summary>The operator's zone, after <see cref="FindDefect"/> found none.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) == null)
        {
            return $"TimeZone is '{TimeZone}', which the tz database does not know: give a name like Europe/Berlin or UTC";
        }

        if (IssuerName.Length is 0 or > 120)
        {
            return "IssuerName must have 1 to 120 characters: it stands on every bill";
        }

        if (IssuerAddress.Length > 400)
        {
            return "IssuerAddress must have at most 400 characters";
        }

        if (IssuerVatNumber.Length > 40)
        {
            return "IssuerVatNumber must have at most 40 characters";
        }

        if (BillNumberPrefix.Length > 16 || !BillNumberPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return $"BillNumberPrefix is '{BillNumberPrefix}': give at most 16 of A-Z a-z 0-9 and -";
        }

        if (Currency.Length != 0 && !(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper)))
        {
            return $"Currency is '{Currency}': give three capital letters of ISO 4217, e.g. EUR, or leave it empty for any";
        }

        return null;
    }
}
