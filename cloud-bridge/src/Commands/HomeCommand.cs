using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.HomeAssistant;
using CloudBridge.Settings;
using Firmware.Core.Ports;

namespace CloudBridge.Commands;

/// <summary>"home add, list, remove, acl": who may read an account's chargers over MQTT, such as a home owner's Home Assistant.</summary>
public static class HomeCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "what the home is called, 1 to 32 of a-z 0-9 . _ -" };
        Option<string> account = new("--account")
        {
            Description = "the account whose chargers it may read",
            HelpName = "ID",
            Required = true,
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Command add = new("add", "Lets a home read an account's chargers, and prints its user and password once.")
        {
            name,
            account,
            database,
        };
        add.SetAction(result => Add(result, result.GetValue(name)!, result.GetValue(account)!));
        Command list = new("list", "Lists the homes with their accounts.") { database };
        list.SetAction(List);
        Command remove = new("remove", "Removes a home; the embedded broker closes its connection within seconds.") { name, database };
        remove.SetAction(result => Remove(result, result.GetValue(name)!));
        Command acl = new("acl", "Prints mosquitto's access list of all homes, to add to cloud-bridge/deploy/acl.")
        {
            database,
            CommandLine.FlagOf(nameof(HomeSettings.HomeAssistantPrefix)),
        };
        acl.SetAction(PrintAcl);
        return new Command("home", "Home Assistants that may read an account's chargers.") { add, list, remove, acl };
    }

    private static int Add(ParseResult result, string name, string accountId)
    {
        if (!HomeCredentials.IsName(name))
        {
            throw new RefusedException($"'{name}' cannot be a home's name: give 1 to 32 of a-z 0-9 . _ -");
        }

        Account account = AccountCommand.Find(result, accountId);
        string password = CredentialsOf(result).Add(name, account.AccountId)
            ?? throw new RefusedException(
                $"There is a home {name} already: choose another name, or remove it first with cloud-bridge home remove {name}");
        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Account    {account.AccountId}");
        output.WriteLine($"User       {HomeCredentials.Start}{name}");
        output.WriteLine($"Client id  {HomeCredentials.Start}{name}");
        output.WriteLine($"Password   {password}");
        output.WriteLine("Enter them in Home Assistant now: the password is not shown again. The bridge needs --home-assistant.");
        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        IReadOnlyList<Home> homes = CredentialsOf(result).All();
        foreach (Home home in homes)
        {
            result.InvocationConfiguration.Output.WriteLine($"{home.Name}  of {home.AccountId}");
        }

        result.InvocationConfiguration.Output.WriteLine($"{homes.Count} {(homes.Count == 1 ? "home" : "homes")}.");
        return ExitCode.Well;
    }

    private static int Remove(ParseResult result, string name)
    {
        if (!CredentialsOf(result).TryRemove(name))
        {
            throw new RefusedException($"There is no home {name}: cloud-bridge home list shows which there are");
        }

        result.InvocationConfiguration.Output.WriteLine($"{name} is removed.");
        return ExitCode.Well;
    }

    private static int PrintAcl(ParseResult result)
    {
        Database database = PersonCommand.DatabaseOf(result);
        HomeTopics topics = new(CommandLine.SettingsOf(result).Home.HomeAssistantPrefix);
        ChargerOwners owners = new(database);
        TextWriter output = result.InvocationConfiguration.Output;
        foreach (Home home in new HomeCredentials(database, TimeProvider.System).All())
        {
            output.WriteLine($"user {home.User}");
            output.WriteLine($"topic write {topics.Birth}");
            foreach (string chargerId in owners.ChargersOf(home.AccountId, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()))
            {
                output.WriteLine($"topic read {topics.ConfigOf(chargerId)}");
                output.WriteLine($"topic read {Topics.Of(chargerId, Topic.Status)}");
                output.WriteLine($"topic read {Topics.Of(chargerId, Topic.Live)}");
            }
        }

        return ExitCode.Well;
    }

    private static HomeCredentials CredentialsOf(ParseResult result)
    {
        return new HomeCredentials(PersonCommand.DatabaseOf(result), TimeProvider.System);
    }
}
