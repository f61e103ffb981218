using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Issuers;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>The command line: without a command it runs the bridge. Whatever cannot be done is one line on standard error and exit code
/// 2.</summary>
public static class CommandLine
{
    /// <summary>Exit code of a wrong flag, setting or file.</summary>
    public const int Refused = 2;

    private static readonly Dictionary<Setting, Option<string>> Flags = SettingTable.All.ToDictionary(setting => setting, OptionOf);

    /// <summary>Runs what the arguments ask for.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new(
            "ChargeAgent cloud bridge: takes the sessions of chargers over MQTT and issues bills. Without a command it runs the bridge.");
        foreach (Option<string> flag in Flags.Values)
        {
            root.Add(flag);
        }

        root.SetAction((result, cancellationToken) => RunCommand.RunAsync(SettingsOf(result), cancellationToken));
        root.Add(ChargerCommand.Create());
        root.Add(SiteCommand.Create());
        root.Add(AccountCommand.Create());
        root.Add(PersonCommand.Create());
        root.Add(TokenCommand.Create());
        root.Add(PartnerCommand.Create());
        root.Add(HomeCommand.Create());
        root.Add(ContactCommand.Create());
        root.Add(BrokerCommand.Create());
        root.Add(TariffCommand.Create());
        root.Add(PurchaseCommand.Create());
        root.Add(FixedCostCommand.Create());
        root.Add(RateCommand.Create());
        root.Add(IssuerCommand.Create());
        root.Add(BillCommand.Create());
        root.Add(HeldCommand.Create());
        root.Add(QuarantineCommand.Create());
        root.Add(ClockCommand.Create(TimeProvider.System));
        root.Add(IncidentCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(StatementCommand.Create());
        root.Add(SigningCommands.CreateKey());
        root.Add(SigningCommands.CreateSign());
        root.Add(SigningCommands.CreateCheck());
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"cloud-bridge: {parsed.Errors[0].Message} All commands and flags: cloud-bridge --help");
            return Refused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RefusedException e)
        {
            await Console.Error.WriteLineAsync("cloud-bridge: " + e.Message);
            return Refused;
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            await Console.Error.WriteLineAsync(
                $"cloud-bridge: The database failed ({e.Message.ReplaceLineEndings(" ")}), and what was not finished is undone: look "
                    + $"whether it runs, has room and is not locked, and try again.");
            return Refused;
        }
    }

    /// <summary>The flag of a setting, for a command that needs only this one.</summary>
    public static Option<string> FlagOf(string key)
    {
        return Flags.Single(pair => pair.Key.Key == key).Value;
    }

    /// <summary>The settings of appsettings.json beside the program, the environment and the flags that were given.</summary>
    /// <exception cref="RefusedException">One cannot be used.</exception>
    public static BridgeSettings SettingsOf(ParseResult result)
    {
        Dictionary<string, string> given = [];
        foreach ((Setting setting, Option<string> flag) in Flags)
        {
            string? value = result.GetValue(flag) ?? (setting.IsSwitch && result.GetResult(flag) != null ? "true" : null);
            if (value != null)
            {
                given[setting.Key] = value;
            }
        }

        return SettingReader.Read(AppContext.BaseDirectory, given);
    }

    /// <summary>The settings of a command that issues documents: issuer and series are as the database says.</summary>
    /// <exception cref="RefusedException">One cannot be used, or names another issuer or series, or the clock is in doubt.</exception>
    public static BridgeSettings IssuingSettingsOf(ParseResult result)
    {
        BridgeSettings settings = SettingsOf(result);
        Database database = new(settings.Database);
        database.Migrate();
        new IssuerRegistry(database).Follow(settings.Operator);
        ClockCommand.RequireBelieved(database, TimeProvider.System);
        return settings;
    }

    private static Option<string> OptionOf(Setting setting)
    {
        string value = setting.Get(new BridgeSettings());
        return new Option<string>(setting.Flag)
        {
            Description = value.Length == 0 ? setting.Help : $"{setting.Help} [default: {value}]",
            HelpName = setting.Value,
            Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
    }
}
