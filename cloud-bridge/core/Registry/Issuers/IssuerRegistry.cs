using System.Data.Common;
using System.Text.Json;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using Dapper;
using Firmware.Core.Promises;

namespace CloudBridge.Core.Registry.Issuers;

/// <summary>
/// Who issues bills, and in which series. It stands in the database, so that no command can issue another issuer's document by want of a
/// flag: a bridge writes down what its settings say, and whoever issues beside it does as is written there.
/// </summary>
public sealed class IssuerRegistry
{
    private const string Columns = """
        country_code AS CountryCode, name AS Name, address AS Address, city AS City, postal_code AS PostalCode,
        address_country_code AS AddressCountryCode, vat_number AS VatNumber, vat_absence_reason AS VatAbsenceReason, iban AS Iban,
        email AS Email, payment_days AS PaymentDays, bill_number_prefix AS BillNumberPrefix
        """;

    private readonly Database _database;

    /// <summary>The issuers in a database.</summary>
    public IssuerRegistry(Database database)
    {
        _database = database;
    }

    /// <summary>Who issues for the sites of a country; null when nobody is written down.</summary>
    public Issuer? Find(string? countryCode)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<Issuer>(
            $"SELECT {Columns} FROM issuer WHERE country_code IN ('', @countryCode) ORDER BY country_code DESC LIMIT 1",
            new { countryCode = countryCode ?? "" });
    }

    /// <summary>All issuers, that of no country first.</summary>
    public IReadOnlyList<Issuer> List()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<Issuer>($"SELECT {Columns} FROM issuer ORDER BY country_code")];
    }

    /// <summary>Writes an issuer without defect down, for documents from now on.</summary>
    public void Set(Issuer issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        Guard.IsTrue(issuer.FindDefect() == null, "an issuer without defect");
        using DbConnection connection = _database.Open();
        connection.Execute(
            """
            INSERT INTO issuer (country_code, name, address, city, postal_code, address_country_code, vat_number, vat_absence_reason, iban,
                email, payment_days, bill_number_prefix)
            VALUES (@CountryCode, @Name, @Address, @City, @PostalCode, @AddressCountryCode, @VatNumber, @VatAbsenceReason, @Iban, @Email,
                @PaymentDays, @BillNumberPrefix)
            ON CONFLICT (country_code) DO UPDATE SET name = excluded.name, address = excluded.address, city = excluded.city,
                postal_code = excluded.postal_code, address_country_code = excluded.address_country_code,
                vat_number = excluded.vat_number, vat_absence_reason = excluded.vat_absence_reason, iban = excluded.iban,
                email = excluded.email, payment_days = excluded.payment_days, bill_number_prefix = excluded.bill_number_prefix
            """,
            issuer);
    }

    /// <summary>A bridge starts: what its settings say is written down, and what they leave open is as it is written.</summary>
    public void Adopt(OperatorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        OperatorSettings unset = new();
        Issuer? known = Known();
        Issuer issuer = (known ?? new Issuer()) with
        {
            Name = Either(settings.IssuerName, unset.IssuerName, known?.Name),
            Address = Either(settings.IssuerAddress, unset.IssuerAddress, known?.Address),
            VatNumber = Either(settings.IssuerVatNumber, unset.IssuerVatNumber, known?.VatNumber),
            BillNumberPrefix = Either(settings.BillNumberPrefix, unset.BillNumberPrefix, known?.BillNumberPrefix),
        };
        if (issuer.FindDefect() is { } defect)
        {
            throw new RefusedException($"The issuer in the settings cannot be used: {defect}.");
        }

        if (issuer != known || Find("") == null)
        {
            Set(issuer);
        }

        Fill(settings, issuer);
    }

    /// <summary>Somebody issues beside a bridge: as is written down.</summary>
    /// <exception cref="RefusedException">The settings name another issuer or series.</exception>
    public void Follow(OperatorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Known() is not { } issuer)
        {
            return;
        }

        OperatorSettings unset = new();
        Refuse("issuer", settings.IssuerName, unset.IssuerName, issuer.Name);
        Refuse("issuer's address", settings.IssuerAddress, unset.IssuerAddress, issuer.Address);
        Refuse("issuer's VAT number", settings.IssuerVatNumber, unset.IssuerVatNumber, issuer.VatNumber);
        Refuse("series of numbers", settings.BillNumberPrefix, unset.BillNumberPrefix, issuer.BillNumberPrefix);
        Fill(settings, issuer);
    }

    /// <summary>Who issues where no country has its own; databases from before issuers were written down say it with their last bill. Null
    /// where neither is.</summary>
    public Issuer? Known()
    {
        if (Find("") is { } issuer)
        {
            return issuer;
        }

        using DbConnection connection = _database.Open();
        (string Series, string Body)? last = connection.QueryFirstOrDefault<(string, string)?>(
            "SELECT series, body FROM bill ORDER BY issued_utc_ms DESC, bill_number DESC LIMIT 1");
        if (last == null)
        {
            return null;
        }

        using JsonDocument body = JsonDocument.Parse(last.Value.Body);
        JsonElement named = body.RootElement.GetProperty("issuer");
        return new Issuer
        {
            Name = named.GetProperty("name").GetString()!,
            Address = string.Join('|', named.GetProperty("address").EnumerateArray().Select(line => line.GetString())),
            VatNumber = named.GetProperty("vatNumber").GetString()!,
            BillNumberPrefix = last.Value.Series,
        };
    }

    private static string Either(string given, string unset, string? known)
    {
        return given == unset && known != null ? known : given;
    }

    private static void Refuse(string what, string given, string unset, string known)
    {
        if (given != unset && AddressLines.Of(given).SequenceEqual(AddressLines.Of(known)) == false)
        {
            throw new RefusedException(
                $"The {what} of this database is '{known}', and '{given}' was given: leave it out, or change it for all documents from now "
                    + "on with cloud-bridge issuer set.");
        }
    }

    private static void Fill(OperatorSettings settings, Issuer issuer)
    {
        settings.IssuerName = issuer.Name;
        settings.IssuerAddress = issuer.Address;
        settings.IssuerVatNumber = issuer.VatNumber;
        settings.BillNumberPrefix = issuer.BillNumberPrefix;
    }
}
