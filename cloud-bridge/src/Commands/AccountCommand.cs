using System.CommandLine;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"account add, list, show, set, assign": who is billed, and whose sessions a charger's are.</summary>
public static class AccountCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> id = new("ID") { Description = "the account, 1 to 36 of A-Z a-z 0-9 . _ -" };
        Option<string> name = new("--name") { Description = "name on the bills", HelpName = "TEXT" };
        Option<string> email = new("--email") { Description = "e-mail address", HelpName = "ADDRESS" };
        Option<string> mail = new("--mail")
        {
            Description = "what is mailed to it from now on: none, bills or statements",
            HelpName = "WHAT",
        };
        Option<string> address = new("--address") { Description = "street and what stands above the city, parted by |", HelpName = "TEXT" };
        Option<string> city = new("--city") { Description = "city", HelpName = "TEXT" };
        Option<string> postalCode = new("--postal-code") { Description = "postal code", HelpName = "TEXT" };
        Option<string> country = new("--country") { Description = "country, two letters of ISO 3166-1, e.g. DE", HelpName = "CODE" };
        Option<string> vat = new("--vat-number") { Description = "VAT number", HelpName = "TEXT" };
        Option<string> reference = new("--buyer-reference")
        {
            Description = "an order or a cost centre, for its electronic invoices",
            HelpName = "TEXT",
        };
        Option<string> zone = new("--zone") { Description = "time zone of its months [default: setting TimeZone]", HelpName = "ZONE" };
        Option<string> charger = new("--charger")
        {
            Description = "the charger",
            HelpName = "ID",
            Required = true,
        };
        Option<string> from = new("--from")
        {
            Description = "first day in the account's zone, e.g. 2026-03-01 [default: now]",
            HelpName = "DAY",
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> own = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Account Changed(ParseResult result, Account old)
        {
            return old with
            {
                Name = result.GetValue(name) ?? old.Name,
                Email = result.GetValue(email) ?? old.Email,
                MailedDocuments = result.GetValue(mail) ?? old.MailedDocuments,
                Address = result.GetValue(address) ?? old.Address,
                City = result.GetValue(city) ?? old.City,
                PostalCode = result.GetValue(postalCode) ?? old.PostalCode,
                CountryCode = result.GetValue(country)?.ToUpperInvariant() ?? old.CountryCode,
                VatNumber = result.GetValue(vat) ?? old.VatNumber,
                BuyerReference = result.GetValue(reference) ?? old.BuyerReference,
                TimeZone = result.GetValue(zone) ?? old.TimeZone,
            };
        }

        Option<string>[] written = [name, email, mail, address, city, postalCode, country, vat, reference, zone, database];
        Command add = new("add", "Adds an account.") { id, own };
        AddAll(add, written);
        add.SetAction(result =>
            Add(
                result,
                Changed(
                    result,
                    new Account { AccountId = result.GetValue(id)!, TimeZone = CommandLine.SettingsOf(result).Operator.TimeZone })));
        Command set = new("set", "Changes what is given, for bills from now on.") { id };
        AddAll(set, written);
        set.SetAction(result => Set(result, Changed(result, Find(result, result.GetValue(id)!))));
        Command list = new("list", "Lists the accounts.") { database };
        list.SetAction(List);
        Command show = new("show", "Shows an account with its chargers and people.") { id, database };
        show.SetAction(result => Show(result, Find(result, result.GetValue(id)!)));
        Argument<string> whose = new("ID") { Description = "the account, or - for the operator again" };
        Command assign = new("assign", "Makes sessions that begin at a charger from a day on the account's.")
        {
            whose,
            charger,
            from,
            database,
            own,
        };
        assign.SetAction(result => Assign(result, result.GetValue(whose)!, result.GetValue(charger)!, result.GetValue(from)));
        return new Command("account", "Accounts: who is billed.") { add, list, show, set, assign };
    }

    /// <summary>An account that is there.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    internal static Account Find(ParseResult result, string id)
    {
        return RegistryOf(result).Find(id)
            ?? throw new RefusedException($"There is no account '{id}': cloud-bridge account list shows which there are");
    }

    private static void AddAll(Command command, IEnumerable<Option<string>> options)
    {
        foreach (Option<string> option in options)
        {
            command.Add(option);
        }
    }

    private static int Add(ParseResult result, Account account)
    {
        Check(account);
        if (!RegistryOf(result).TryAdd(account))
        {
            throw new RefusedException(
                $"There is an account {account.AccountId} already: choose another id, or change it with "
                    + $"cloud-bridge account set {account.AccountId}");
        }

        result.InvocationConfiguration.Output.WriteLine($"Account {account.AccountId} ({account.Name}, {account.TimeZone}) is added.");
        return ExitCode.Well;
    }

    private static int Set(ParseResult result, Account account)
    {
        Check(account);
        RegistryOf(result).TrySet(account);
        result.InvocationConfiguration.Output.WriteLine(
            $"Account {account.AccountId} ({account.Name}, {account.TimeZone}) is changed, for bills from now on.");
        return ExitCode.Well;
    }

    private static void Check(Account account)
    {
        if (account.FindDefect() is string defect)
        {
            throw new RefusedException(defect);
        }
    }

    private static int List(ParseResult result)
    {
        IReadOnlyList<AccountRow> rows = RegistryOf(result).List();
        foreach (AccountRow row in rows)
        {
            result.InvocationConfiguration.Output.WriteLine(
                $"{row.AccountId}  {row.Name}  {row.Chargers} chargers  {row.People} people  {row.Bills} bills");
        }

        result.InvocationConfiguration.Output.WriteLine($"{rows.Count} {(rows.Count == 1 ? "account" : "accounts")}.");
        return ExitCode.Well;
    }

    private static int Show(ParseResult result, Account account)
    {
        Database database = PersonCommand.DatabaseOf(result);
        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Account     {account.AccountId}");
        output.WriteLine($"Name        {account.Name}");
        output.WriteLine($"E-mail      {account.Email}");
        output.WriteLine($"Mailed      {MailedWords(database, account)}");
        output.WriteLine($"Address     {string.Join(", ", BilledParty.Of(account).Lines)}");
        output.WriteLine($"Country     {account.CountryCode}");
        output.WriteLine($"VAT number  {account.VatNumber}");
        output.WriteLine($"Reference   {account.BuyerReference}");
        output.WriteLine($"Time zone   {account.TimeZone}");
        foreach (OwnedStretch stretch in new ChargerOwners(database).HistoryOfAccount(account.AccountId))
        {
            string until = stretch.UntilUtcMs == null ? "" : $" until before {Quantity.Time(stretch.UntilUtcMs.Value, account.TimeZone)}";
            output.WriteLine($"Charger     {stretch.ChargerId} from {Quantity.Time(stretch.FromUtcMs, account.TimeZone)}{until}");
        }

        foreach (string person in RegistryOf(result).PeopleOf(account.AccountId))
        {
            output.WriteLine($"Person      {person}");
        }

        return ExitCode.Well;
    }

    private static string MailedWords(Database database, Account account)
    {
        return account.MailedFromUtcMs is not long fromUtcMs ? MailedDocuments.None
            : $"{account.MailedDocuments} issued from {Quantity.Time(fromUtcMs, account.TimeZone)} on"
                + (new AccountContacts(database).IsStopped(account) ? ", stopped by the link in a mail" : "");
    }

    private static int Assign(ParseResult result, string id, string chargerId, string? from)
    {
        Account? account = id == BillFilter.Nobody ? null : Find(result, id);
        Database database = PersonCommand.DatabaseOf(result);
        if (!new ChargerRegistry(database, TimeProvider.System).Has(chargerId))
        {
            throw new RefusedException($"There is no charger '{chargerId}': add it first with cloud-bridge charger add {chargerId}");
        }

        string zone = account?.TimeZone ?? CommandLine.SettingsOf(result).Operator.TimeZone;
        long fromUtcMs = FirstDay.InstantOf(from, zone, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
            ?? throw new RefusedException($"'{from}' is no day: give one like 2026-03-01");
        new ChargerOwners(database).Assign(chargerId, account?.AccountId, fromUtcMs);
        result.InvocationConfiguration.Output.WriteLine(
            $"Sessions that begin at {chargerId} from {Quantity.Time(fromUtcMs, zone)} on belong to "
                + $"{account?.AccountId ?? "the operator"}.");
        return ExitCode.Well;
    }

    private static AccountRegistry RegistryOf(ParseResult result)
    {
        return new AccountRegistry(PersonCommand.DatabaseOf(result), TimeProvider.System);
    }
}
