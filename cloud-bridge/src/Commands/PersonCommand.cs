using System.CommandLine;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"person add, list, account, remove, password, link": the people who may sign in to the pages. A bridge that runs need not be
/// started again.</summary>
public static class PersonCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "name or e-mail address, of a-z 0-9 . _ - + @" };
        Option<string> role = new("--role") { Description = Role.Words, HelpName = "ROLE", Required = true };
        Option<string> account = new("--account") { Description = "the account whose bills are the person's to see", HelpName = "ID" };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Command add = new("add", "Adds somebody and prints a password once.") { name, role, account, database };
        add.SetAction(result => Add(result, NameIn(result, name), RoleIn(result, role), result.GetValue(account)));
        Argument<string> accountId = new("ID") { Description = "the account, or - for none" };
        Command move = new("account", "Lets somebody belong to an account, or to none.") { name, accountId, database };
        move.SetAction(result => Move(result, NameIn(result, name), result.GetValue(accountId)!));
        Command list = new("list", "Lists the people with their roles.")
        {
            database,
            CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)),
        };
        list.SetAction(List);
        Command remove = new("remove", "Removes somebody, who is signed out at once.") { name, database };
        remove.SetAction(result =>
            Tell(result, RegistryOf(result).TryRemove(NameIn(result, name)), NameIn(result, name), "is removed and signed out"));
        Command password = new("password", "Gives somebody a new password, prints it once, and signs the person out everywhere.")
        {
            name,
            database,
        };
        password.SetAction(result => GivePassword(result, NameIn(result, name)));
        Command link = new("link", "Prints a link that signs somebody in once, within a quarter of an hour.")
        {
            name,
            database,
            CommandLine.FlagOf(nameof(PagesSettings.PagesUrl)),
        };
        link.SetAction(result => MakeLink(result, NameIn(result, name)));
        return new Command("person", "People who may sign in to the pages.") { add, list, move, remove, password, link };
    }

    /// <summary>The role that was given.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    internal static string RoleIn(ParseResult result, Option<string> role)
    {
        string text = result.GetValue(role)!;
        return Role.IsRole(text) ? text : throw new RefusedException($"'{text}' is no role: give {Role.Words}");
    }

    /// <summary>The database of a command, its schema up to date.</summary>
    internal static Database DatabaseOf(ParseResult result)
    {
        Database database = new(CommandLine.SettingsOf(result).Database);
        database.Migrate();
        return database;
    }

    private static int Move(ParseResult result, string name, string accountId)
    {
        string? id = accountId == BillFilter.Nobody ? null : AccountCommand.Find(result, accountId).AccountId;
        return Tell(
            result,
            PersonMove.TryMove(DatabaseOf(result), name, id),
            name,
            id == null ? "belongs to no account" : $"belongs to account {id}");
    }

    private static int Add(ParseResult result, string name, string role, string? account)
    {
        string? accountId = account == null ? null : AccountCommand.Find(result, account).AccountId;
        string password = PersonRegistry.NewPassword();
        if (!RegistryOf(result).TryAdd(name, role, password, accountId))
        {
            throw new RefusedException($"{name} is there already: cloud-bridge person password {name} gives a new password");
        }

        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Name      {name}");
        output.WriteLine($"Role      {role}");
        output.WriteLine($"Password  {password}");
        output.WriteLine("Keep the password now: it is not shown again.");
        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        IReadOnlyList<Person> people = RegistryOf(result).All();
        foreach (Person person in people)
        {
            result.InvocationConfiguration.Output.WriteLine(
                $"{person.Name}  {person.Role}{(person.AccountId == null ? "" : $" of {person.AccountId}")}  since "
                    + $"{Quantity.Time(person.AddedUtcMs, settings.Operator.TimeZone)}");
        }

        result.InvocationConfiguration.Output.WriteLine($"{people.Count} {(people.Count == 1 ? "person" : "people")} may sign in.");
        return ExitCode.Well;
    }

    private static int GivePassword(ParseResult result, string name)
    {
        string password = PersonRegistry.NewPassword();
        bool isThere = RegistryOf(result).TrySetPassword(name, password);
        return Tell(result, isThere, name, $"has the new password {password}{Environment.NewLine}Keep it now: it is not shown again.");
    }

    private static int MakeLink(ParseResult result, string name)
    {
        Database database = DatabaseOf(result);
        string? path = new SignInLinks(database, new PersonRegistry(database, TimeProvider.System), TimeProvider.System).Create(name);
        if (path == null)
        {
            return Tell(result, false, name, "");
        }

        result.InvocationConfiguration.Output.WriteLine(CommandLine.SettingsOf(result).Pages.PagesUrl.TrimEnd('/') + path);
        result.InvocationConfiguration.Output.WriteLine($"It signs {name} in once, within {SignInLinks.Lifetime.TotalMinutes} minutes.");
        return ExitCode.Well;
    }

    private static int Tell(ParseResult result, bool isThere, string name, string what)
    {
        if (!isThere)
        {
            throw new RefusedException($"There is nobody called {name}: cloud-bridge person list shows who is there");
        }

        result.InvocationConfiguration.Output.WriteLine($"{name} {what}");
        return ExitCode.Well;
    }

    private static PersonRegistry RegistryOf(ParseResult result)
    {
        return new PersonRegistry(DatabaseOf(result), TimeProvider.System);
    }

    private static string NameIn(ParseResult result, Argument<string> name)
    {
        string text = Person.NameOf(result.GetValue(name)!);
        return Person.IsName(text) ? text : throw new RefusedException($"'{text}' cannot be a name: give 1 to 120 of a-z 0-9 . _ - + @");
    }
}
