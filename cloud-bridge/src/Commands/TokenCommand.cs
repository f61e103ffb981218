using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"token add, list, revoke": programs that may use the API.</summary>
public static class TokenCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "what the program is called, of a-z 0-9 . _ - + @" };
        Option<string> role = new("--role")
        {
            Description = $"{Role.Words} [default: {Role.Operator}]",
            HelpName = "ROLE",
            DefaultValueFactory = _ => Role.Operator,
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Command add = new("add", "Makes a token and prints it once.") { name, role, database };
        add.SetAction(result => Add(result, result.GetValue(name)!, PersonCommand.RoleIn(result, role)));
        Command list = new("list", "Lists the tokens with their roles.")
        {
            database,
            CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)),
        };
        list.SetAction(List);
        Command revoke = new("revoke", "Revokes a token: it opens nothing from the next request on.") { name, database };
        revoke.SetAction(result => Revoke(result, result.GetValue(name)!));
        return new Command("token", "Programs that may use the API.") { add, list, revoke };
    }

    private static int Add(ParseResult result, string name, string role)
    {
        if (!Person.IsName(name))
        {
            throw new RefusedException($"'{name}' cannot be a name: give 1 to 120 of a-z 0-9 . _ - + @");
        }

        string token = TokensOf(result).Add(name, role)
            ?? throw new RefusedException(
                $"There is a token {name} already: choose another name, or revoke it first with cloud-bridge token revoke {name}");
        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Name   {name}");
        output.WriteLine($"Role   {role}");
        output.WriteLine($"Token  {token}");
        output.WriteLine("Send it as header Authorization: Bearer TOKEN. Keep it now: it is not shown again.");
        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        IReadOnlyList<ApiToken> tokens = TokensOf(result).All();
        foreach (ApiToken token in tokens)
        {
            result.InvocationConfiguration.Output.WriteLine(
                $"{token.Name}  {token.Role}  since {Quantity.Time(token.AddedUtcMs, settings.Operator.TimeZone)}");
        }

        result.InvocationConfiguration.Output.WriteLine($"{tokens.Count} {(tokens.Count == 1 ? "token" : "tokens")}.");
        return ExitCode.Well;
    }

    private static int Revoke(ParseResult result, string name)
    {
        if (!TokensOf(result).TryRevoke(name))
        {
            throw new RefusedException($"There is no token {name}: cloud-bridge token list shows which there are");
        }

        result.InvocationConfiguration.Output.WriteLine($"{name} is revoked.");
        return ExitCode.Well;
    }

    private static ApiTokens TokensOf(ParseResult result)
    {
        return new ApiTokens(PersonCommand.DatabaseOf(result), TimeProvider.System);
    }
}
