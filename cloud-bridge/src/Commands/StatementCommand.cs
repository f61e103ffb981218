using System.CommandLine;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Settings;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"statement make", "statement list", "statement sign" and "statement export": what accounts get each month.</summary>
public static class StatementCommand
{
    private const int ListMax = 1000;

    private static readonly string[] IssuerSettings =
    [
        nameof(BridgeSettings.Database),
        nameof(OperatorSettings.StatementKeyFile),
        nameof(OperatorSettings.TimeZone),
        nameof(OperatorSettings.IssuerName),
        nameof(OperatorSettings.IssuerAddress),
        nameof(OperatorSettings.IssuerVatNumber),
        nameof(OperatorSettings.BillNumberPrefix),
    ];

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Option<string> month = new("--month") { Description = "the month, e.g. 2019-03", HelpName = "YYYY-MM", Required = true };
        Option<string?> account = new("--account") { Description = "one account only", HelpName = "ID" };
        Command make = new(
            "make",
            "Makes the statements of a month that is over, which the bridge does by itself at noon of the first day after.")
        {
            month,
            account,
        };
        AddIssuerSettings(make);
        make.SetAction(result =>
            Make(
                CommandLine.IssuingSettingsOf(result),
                result.GetValue(month)!,
                result.GetValue(account),
                result.InvocationConfiguration.Output));

        Command list = new("list", "Lists the statements, newest month first.")
        {
            account,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        list.SetAction(result => List(CommandLine.SettingsOf(result), result.GetValue(account), result.InvocationConfiguration.Output));

        Command sign = new(
            "sign",
            "Signs the statements that were issued without a key, which a running bridge with a key does by itself.");
        AddIssuerSettings(sign);
        sign.SetAction(result => Sign(CommandLine.IssuingSettingsOf(result), result.InvocationConfiguration.Output));

        Argument<string> number = new("NUMBER") { Description = "number of a statement, e.g. S2019-000001" };
        Option<string> directory = new("--out")
        {
            Description = "directory for the files [default: here]",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Command export = new(
            "export",
            "Writes a statement as PDF, CSV and JSON, with signature and public key, and for a business as e-invoice.")
        {
            number,
            directory,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        export.SetAction(result =>
            Export(
                CommandLine.SettingsOf(result),
                result.GetValue(number)!,
                result.GetValue(directory)!,
                result.InvocationConfiguration.Output));
        return new Command("statement", "Monthly statements of accounts.") { make, list, sign, export };
    }

    private static void AddIssuerSettings(Command command)
    {
        foreach (string setting in IssuerSettings)
        {
            command.Add(CommandLine.FlagOf(setting));
        }
    }

    private static int Make(BridgeSettings settings, string monthText, string? account, TextWriter output)
    {
        if (!StatementMonth.TryParse(monthText, out YearMonth? month))
        {
            throw new RefusedException($"--month is '{monthText}': give year and month, e.g. 2019-03");
        }

        Database database = Open(settings);
        if (account != null && new AccountRegistry(database, TimeProvider.System).Find(account) == null)
        {
            throw new RefusedException($"There is no account '{account}': cloud-bridge account list shows which there are");
        }

        using StatementSeal? seal = StatementSeal.Open(settings.Operator);
        StatementRun run = new(database, settings.Operator, TimeProvider.System, seal);
        List<StatementResult> results = [.. run.FindFor(month.Value, account).Select(run.Make)];
        if (results.Count == 0)
        {
            output.WriteLine(
                $"No statement of {monthText} is due: no bill of {account ?? "any account"} in that month is without one.");
            return ExitCode.Well;
        }

        foreach (StatementResult result in results)
        {
            output.WriteLine(result.Sentence);
        }

        int made = results.Count(result => result.Statement != null);
        string unsigned = made > 0 && seal == null
            ? ", not signed: make a key with cloud-bridge key create and name it with --statement-key-file"
            : "";
        output.WriteLine($"{made} statements of {monthText} made{unsigned}.");
        return made == results.Count ? ExitCode.Well : ExitCode.NotWell;
    }

    private static int List(BridgeSettings settings, string? account, TextWriter output)
    {
        foreach (StatementSummary row in new StatementArchive(Open(settings)).List(account, null, 0, ListMax))
        {
            output.WriteLine(
                $"{row.Number}  {row.Month}  {row.AccountId}  {row.Sessions} sessions  {Quantity.Energy(row.EnergyMilliwattHours)}  "
                    + $"{Quantity.Money(row.TotalInclMinor, row.CurrencyDecimals)} {row.Currency}{(row.IsSigned ? "" : "  not signed")}");
        }

        return ExitCode.Well;
    }

    private static int Sign(BridgeSettings settings, TextWriter output)
    {
        using StatementSeal seal = StatementSeal.Open(settings.Operator)
            ?? throw new RefusedException("There is no key: make one with cloud-bridge key create and name it with --statement-key-file");
        StatementRun run = new(Open(settings), settings.Operator, TimeProvider.System, seal);
        int count = 0;
        for (int signed = run.SignUnsigned(); signed > 0; signed = run.SignUnsigned())
        {
            count += signed;
        }

        output.WriteLine($"{count} statements signed.");
        return ExitCode.Well;
    }

    private static int Export(BridgeSettings settings, string number, string directory, TextWriter output)
    {
        IssuedStatement issued = new StatementArchive(Open(settings)).Find(number)
            ?? throw new RefusedException($"There is no statement {number}: see cloud-bridge statement list");
        try
        {
            Directory.CreateDirectory(directory);
            foreach (StatementFile file in StatementFile.All.Where(file => file.Content(issued) != null))
            {
                string path = Path.Combine(directory, number + file.End);
                File.WriteAllBytes(path, file.Content(issued)!);
                output.WriteLine(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{directory} cannot be written: {e.Message}", e);
        }

        Statement statement = issued.Read();
        if (statement.Account.IsBusiness && StatementInvoice.Of(statement, out string? problem) == null)
        {
            output.WriteLine($"No electronic invoice. {problem}");
        }

        return ExitCode.Well;
    }

    private static Database Open(BridgeSettings settings)
    {
        Database database = new(settings.Database);
        database.Migrate();
        return database;
    }
}
