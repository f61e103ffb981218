using System.CommandLine;
using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Settings;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"tariff publish FILE", "draft", "withdraw" and "what-if": what a bridge that runs on the same database sends within
/// seconds.</summary>
public static class TariffCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "OCPI 2.2.1 tariff as JSON" };
    private static readonly Option<string> Zone = new("--zone")
    {
        Description = "time zone of the chargers, e.g. Europe/Berlin [default: setting TimeZone]",
        HelpName = "ZONE",
    };
    private static readonly Option<string> Charger = new("--charger") { Description = "only this charger", HelpName = "ID" };
    private static readonly Option<string> Site = new("--site") { Description = "only the chargers of this site", HelpName = "ID" };
    private static readonly Option<string> Connector = new("--connector")
    {
        Description = "only chargers with this connector type, e.g. IEC_62196_T2_COMBO",
        HelpName = "TYPE",
    };
    private static readonly Option<string> From = new("--from")
    {
        Description =
            "for sessions that begin from then on, which may lie ahead: local time of the zone, e.g. "
                + "2026-03-01T18:00, or UTC with a Z [default: now]",
        HelpName = "TIME",
    };
    private static readonly Option<string> By = new("--by")
    {
        Description = "who does it [default: the user of this machine]",
        HelpName = "NAME",
    };
    private static readonly Option<string> Month = new("--month")
    {
        Description = "month to compare, e.g. 2019-03",
        HelpName = "MONTH",
        Required = true,
    };
    private static readonly Option<string> Csv = new("--csv")
    {
        Description = "write all bills with their change into this file",
        HelpName = "FILE",
    };

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Command publish = WithSettings(
            new Command("publish", "Publishes a tariff to all chargers, or to those that the flags name; the most specific wins.")
            {
                File,
                Zone,
                Charger,
                Site,
                Connector,
                From,
                By,
            });
        publish.SetAction(PublishAsync);
        Command draft = WithSettings(
            new Command("draft", "Checks a tariff and keeps it as a draft for the pages; says what has to be mended.") { File, Zone, By });
        draft.SetAction(Draft);
        Command withdraw = WithSettings(
            new Command("withdraw", "Takes back what the named chargers were given: what is less specific holds there then.")
            {
                Charger,
                Site,
                Connector,
                From,
                By,
            });
        withdraw.SetAction(WithdrawAsync);
        Command whatIf = WithSettings(
            new Command(
                "what-if",
                "Prices the billed sessions of a month under a tariff that is not published, and says what would change.")
            {
                File,
                Month,
                Zone,
                Charger,
                Site,
                Connector,
                Csv,
            });
        whatIf.SetAction(Compare);
        return new Command("tariff", "Tariffs for the chargers.") { publish, draft, withdraw, whatIf };
    }

    private static Command WithSettings(Command command)
    {
        command.Add(CommandLine.FlagOf(nameof(BridgeSettings.Database)));
        command.Add(CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)));
        command.Add(CommandLine.FlagOf(nameof(OperatorSettings.Currency)));
        return command;
    }

    private static async Task<int> PublishAsync(ParseResult result, CancellationToken cancellationToken)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string file = result.GetValue(File)!;
        byte[] json = Read(file);
        Database database = Open(settings);
        TariffPublication published = await PublisherOf(database, settings)
            .PublishAsync(json, result.GetValue(Zone) ?? settings.Operator.TimeZone, OrderOf(result), cancellationToken);
        if (published.Tariff is not { } tariff)
        {
            throw new RefusedException(published.Problem.Length > 0 ? published.Problem : $"{file} was not published: {published.Words}");
        }

        string when = published.From > Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) ? $" from {published.From} on" : "";
        result.InvocationConfiguration.Output.WriteLine(
            $"Tariff {tariff.Device.Id} version {tariff.Device.Version} ({tariff.Device.Currency}, "
                + $"{tariff.TimeZone}) goes to {published.Scope!.Words}{when}.");
        return ExitCode.Well;
    }

    private static int Draft(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string text = System.Text.Encoding.UTF8.GetString(Read(result.GetValue(File)!));
        Database database = Open(settings);
        string zone = result.GetValue(Zone) ?? settings.Operator.TimeZone;
        TariffDraft draft = new TariffDrafts(database, TimeProvider.System).Add(text, zone, ByOf(result), out string refused)
            ?? throw new RefusedException("The draft was not kept: " + refused);
        bool isGood = BookOf(database, settings)
            .TryRead(System.Text.Encoding.UTF8.GetBytes(text), zone, out _, out _, out IReadOnlyList<TariffDefect> defects);
        result.InvocationConfiguration.Output.WriteLine(
            $"Draft {draft.Number} is kept; it stands at /tariffs/drafts/{draft.Number} and "
                + $"{(isGood ? "can be published." : "has to be mended:")}");
        foreach (TariffDefect defect in defects)
        {
            result.InvocationConfiguration.Output.WriteLine("  " + defect);
        }

        return isGood ? ExitCode.Well : ExitCode.NotWell;
    }

    private static async Task<int> WithdrawAsync(ParseResult result, CancellationToken cancellationToken)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        TariffPublication withdrawn = await PublisherOf(Open(settings), settings).WithdrawAsync(OrderOf(result), cancellationToken);
        if (!withdrawn.IsDone)
        {
            throw new RefusedException(withdrawn.Problem);
        }

        result.InvocationConfiguration.Output.WriteLine($"The tariff for {withdrawn.Scope!.Words} is taken back.");
        return ExitCode.Well;
    }

    private static int Compare(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string file = result.GetValue(File)!;
        Database database = Open(settings);
        if (
            !BookOf(database, settings)
                .TryRead(
                    Read(file),
                    result.GetValue(Zone) ?? settings.Operator.TimeZone,
                    out OcpiTariff? tariff,
                    out DateTimeZone? zone,
                    out IReadOnlyList<TariffDefect> defects))
        {
            throw new RefusedException($"{file} cannot be priced with: " + InWords(defects));
        }

        YearMonth month = WhatIfResult.ReadMonth(result.GetValue(Month))
            ?? throw new RefusedException($"'{result.GetValue(Month)}' is no month: give one like 2019-03");
        WhatIfResult compared = new WhatIf(database).Compare(tariff!, zone!, month, ScopeOf(result, database, settings));
        foreach (string line in WhatIfWords.Of(compared))
        {
            result.InvocationConfiguration.Output.WriteLine(line);
        }

        if (result.GetValue(Csv) is { } csv)
        {
            WriteCsv(csv, compared);
        }

        return ExitCode.Well;
    }

    private static Database Open(BridgeSettings settings)
    {
        Database database = new(settings.Database);
        database.Migrate();
        return database;
    }

    private static TariffBook BookOf(Database database, BridgeSettings settings)
    {
        return new TariffBook(database, TimeProvider.System, settings.Operator.Currency);
    }

    private static TariffPublisher PublisherOf(Database database, BridgeSettings settings)
    {
        return new TariffPublisher(BookOf(database, settings), new PlaceHistory(database, TimeProvider.System), null, TimeProvider.System);
    }

    private static TariffOrder OrderOf(ParseResult result)
    {
        return new TariffOrder(
            result.GetValue(Charger),
            result.GetValue(Site),
            result.GetValue(Connector),
            result.GetValue(From),
            ByOf(result));
    }

    private static TariffScope ScopeOf(ParseResult result, Database database, BridgeSettings settings)
    {
        return PublisherOf(database, settings).ScopeOf(OrderOf(result), out TariffPublication? refused)
            ?? throw new RefusedException(refused!.Problem);
    }

    private static string ByOf(ParseResult result)
    {
        return (result.GetValue(By) ?? Environment.UserName).Trim();
    }

    private static string InWords(IReadOnlyList<TariffDefect> defects)
    {
        return string.Join("; ", defects.Select(defect => $"{defect.JsonPath} {defect.Reason}"));
    }

    private static void WriteCsv(string path, WhatIfResult result)
    {
        try
        {
            using StreamWriter output = new(path);
            result.WriteCsv(output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    internal static byte[] Read(string file)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
