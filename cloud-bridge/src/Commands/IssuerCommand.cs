using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Issuers;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"issuer set, list": who issues bills, for the sites of each country.</summary>
public static class IssuerCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Option<string> country = new("--country")
        {
            Description = "for sites of this country only, two letters of ISO 3166-1 [default: where no other is named]",
            HelpName = "CODE",
            DefaultValueFactory = _ => "",
        };
        Option<string> name = new("--name") { Description = "name on the bills", HelpName = "TEXT" };
        Option<string> address = new("--address") { Description = "street and what stands above the city, parted by |", HelpName = "TEXT" };
        Option<string> city = new("--city") { Description = "city of the address", HelpName = "TEXT" };
        Option<string> postalCode = new("--postal-code") { Description = "postal code of the address", HelpName = "TEXT" };
        Option<string> addressCountry = new("--address-country")
        {
            Description = "country of the address, two letters of ISO 3166-1",
            HelpName = "CODE",
        };
        Option<string> vatNumber = new("--vat-number") { Description = "VAT number in that country", HelpName = "TEXT" };
        Option<string> reason = new("--no-vat-reason")
        {
            Description = "why no VAT is charged where a tariff states none, e.g. the article of a law",
            HelpName = "TEXT",
        };
        Option<string> iban = new("--iban") { Description = "where bills are paid to", HelpName = "IBAN" };
        Option<string> email = new("--email") { Description = "whom to ask about a bill", HelpName = "ADDRESS" };
        Option<int?> days = new("--payment-days")
        {
            Description = "days from issue until a bill is to be paid [default: 14]",
            HelpName = "DAYS",
        };
        Option<string> prefix = new("--bill-number-prefix")
        {
            Description = "what numbers begin with, for all countries; another one begins another series",
            HelpName = "TEXT",
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Command set = new("set", "Writes down who issues, for documents from now on; what is not given stays as it is.")
        {
            country,
            name,
            address,
            city,
            postalCode,
            addressCountry,
            vatNumber,
            reason,
            iban,
            email,
            days,
            prefix,
            database,
        };
        set.SetAction(result =>
        {
            IssuerRegistry issuers = RegistryOf(result);
            string code = result.GetValue(country)!.ToUpperInvariant();
            Issuer old = (code.Length == 0 ? issuers.Known() : issuers.List().FirstOrDefault(issuer => issuer.CountryCode == code))
                ?? new Issuer { CountryCode = code };
            Issuer changed = old with
            {
                Name = result.GetValue(name) ?? old.Name,
                Address = result.GetValue(address) ?? old.Address,
                City = result.GetValue(city) ?? old.City,
                PostalCode = result.GetValue(postalCode) ?? old.PostalCode,
                AddressCountryCode = result.GetValue(addressCountry)?.ToUpperInvariant() ?? old.AddressCountryCode,
                VatNumber = result.GetValue(vatNumber) ?? old.VatNumber,
                VatAbsenceReason = result.GetValue(reason) ?? old.VatAbsenceReason,
                Iban = result.GetValue(iban)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() ?? old.Iban,
                Email = result.GetValue(email) ?? old.Email,
                BillNumberPrefix = code.Length == 0 ? result.GetValue(prefix) ?? old.BillNumberPrefix : "",
                PaymentDays = result.GetValue(days) ?? old.PaymentDays,
            };
            if (changed.FindDefect() is { } defect)
            {
                throw new RefusedException(defect);
            }

            issuers.Set(changed);
            result.InvocationConfiguration.Output.WriteLine(Line(changed));
            return ExitCode.Well;
        });
        Command list = new("list", "Lists who issues.") { database };
        list.SetAction(result =>
        {
            foreach (Issuer issuer in RegistryOf(result).List())
            {
                result.InvocationConfiguration.Output.WriteLine(Line(issuer));
            }

            return ExitCode.Well;
        });
        return new Command("issuer", "Who issues bills, for the sites of each country.") { set, list };
    }

    private static string Line(Issuer issuer)
    {
        string[] parts =
        [
            issuer.CountryCode.Length == 0 ? "everywhere else" : issuer.CountryCode,
            issuer.Name,
            .. issuer.OnBills().Lines,
            issuer.AddressCountryCode,
            issuer.VatNumber.Length == 0 ? "no VAT number" : issuer.VatNumber,
            issuer.Iban,
            issuer.CountryCode.Length == 0 ? $"numbers {issuer.BillNumberPrefix}YYYY-NNNNNN" : "",
        ];
        return string.Join("  ", parts.Where(part => part.Length > 0));
    }

    private static IssuerRegistry RegistryOf(ParseResult result)
    {
        Database database = new(CommandLine.SettingsOf(result).Database);
        database.Migrate();
        return new IssuerRegistry(database);
    }
}
