using System.CommandLine;
using CloudBridge.Previews;
using CloudBridge.Publishing;
using CloudBridge.Storage;
using CloudBridge.Tariffs;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"tariff publish FILE", "draft", "withdraw" and "what-if": what a bridge that runs on the same database sends within seconds.</summary>
public static class TariffCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "OCPI 2.2.1 tariff as JSON" };
    private static readonly Option<string> Zone = new("--zone") { Description = "time zone of the chargers, e.g. Europe/Berlin [default: setting TimeZone]", HelpName = "ZONE" };
    private static readonly Option<string> Charger = new("--charger") { Description = "only this charger", HelpName = "ID" };
    private static readonly Option<string> Site = new("--site") { Description = "only the chargers of this site", HelpName = "ID" };
    private static readonly Option<string> Connector = new("--connector") { Description = "only chargers with this connector type, e.g. IEC_62196_T2_COMBO", HelpName = "TYPE" };
    private static readonly Option<string> From = new("--from") { Description = "for sessions that begin from this instant on, which may lie ahead, e.g. 2026-03-01T00:00:00Z [default: now]", HelpName = "TIME" };
    private static readonly Option<string> By = new("--by") { Description = "who does it [default: the user of this machine]", HelpName = "NAME" };
    private static readonly Option<string> Month = new("--month") { Description = "month to compare, e.g. 2019-03", HelpName = "MONTH", Required = true };
    private static readonly Option<string> Csv = new("--csv") { Description = "write all bills with their change into this file", HelpName = "FILE" };

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Command publish = WithSettings(new Command("publish", "Publishes a tariff to all chargers, or to those that the flags name; the most specific wins.") { File, Zone, Charger, Site, Connector, From, By });
        publish.SetAction(Publish);
        Command draft = WithSettings(new Command("draft", "Checks a tariff and keeps it as a draft for the pages; says what has to be mended.") { File, Zone, By });
        draft.SetAction(Draft);
        Command withdraw = WithSettings(new Command("withdraw", "Takes back what the named chargers were given: what is less specific holds there then.") { Charger, Site, Connector, From, By });
        withdraw.SetAction(Withdraw);
        Command whatIf = WithSettings(new Command("what-if", "Prices the billed sessions of a month under a tariff that is not published, and says what would change.") { File, Month, Zone, Charger, Site, Connector, Csv });
        whatIf.SetAction(Compare);
        return new Command("tariff", "Tariffs for the chargers.") { publish, draft, withdraw, whatIf };
    }

    private static Command WithSettings(Command command)
    {
        command.Add(CommandLine.FlagOf(nameof(BridgeSettings.Database)));
        command.Add(CommandLine.FlagOf(nameof(BridgeSettings.TimeZone)));
        command.Add(CommandLine.FlagOf(nameof(BridgeSettings.Currency)));
        return command;
    }

    private static int Publish(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string file = result.GetValue(File)!;
        byte[] json = Read(file);
        Database database = Open(settings);
        TariffScope scope = ScopeOf(result, database);
        Instant start = StartOf(result);
        PublishedTariff? tariff = BookOf(database, settings).Publish(json, result.GetValue(Zone) ?? settings.TimeZone, start, scope, ByOf(result), out IReadOnlyList<TariffDefect> defects);
        if (tariff == null)
        {
            throw new BridgeStartException($"{file} was not published: " + InWords(defects));
        }

        string when = start > Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) ? $" from {start} on" : "";
        result.InvocationConfiguration.Output.WriteLine($"Tariff {tariff.Device.Id} version {tariff.Device.Version} ({tariff.Device.Currency}, {tariff.TimeZone}) goes to {scope.Words}{when}.");
        return ExitCode.Well;
    }

    private static int Draft(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string text = System.Text.Encoding.UTF8.GetString(Read(result.GetValue(File)!));
        Database database = Open(settings);
        string zone = result.GetValue(Zone) ?? settings.TimeZone;
        TariffDraft draft = new TariffDrafts(database, TimeProvider.System).Add(text, zone, ByOf(result), out string refused)
            ?? throw new BridgeStartException("The draft was not kept: " + refused);
        bool isGood = BookOf(database, settings).TryRead(System.Text.Encoding.UTF8.GetBytes(text), zone, out _, out _, out IReadOnlyList<TariffDefect> defects);
        result.InvocationConfiguration.Output.WriteLine($"Draft {draft.Number} is kept; it stands at /tariffs/drafts/{draft.Number} and {(isGood ? "can be published." : "has to be mended:")}");
        foreach (TariffDefect defect in defects)
        {
            result.InvocationConfiguration.Output.WriteLine("  " + defect);
        }

        return isGood ? ExitCode.Well : ExitCode.NotWell;
    }

    private static int Withdraw(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        Database database = Open(settings);
        TariffScope scope = ScopeOf(result, database);
        if (!BookOf(database, settings).TryWithdraw(scope, StartOf(result), ByOf(result)))
        {
            throw new BridgeStartException($"There is no tariff for {scope.Words} to take back");
        }

        result.InvocationConfiguration.Output.WriteLine($"The tariff for {scope.Words} is taken back.");
        return ExitCode.Well;
    }

    private static int Compare(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        string file = result.GetValue(File)!;
        Database database = Open(settings);
        if (!BookOf(database, settings).TryRead(Read(file), result.GetValue(Zone) ?? settings.TimeZone, out OcpiTariff? tariff, out DateTimeZone? zone, out IReadOnlyList<TariffDefect> defects))
        {
            throw new BridgeStartException($"{file} cannot be priced with: " + InWords(defects));
        }

        YearMonth month = WhatIfResult.ReadMonth(result.GetValue(Month)) ?? throw new BridgeStartException($"'{result.GetValue(Month)}' is no month: give one like 2019-03");
        WhatIfResult compared = new WhatIf(database).Compare(tariff!, zone!, month, ScopeOf(result, database));
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
        return new TariffBook(database, TimeProvider.System, settings.Currency);
    }

    private static TariffScope ScopeOf(ParseResult result, Database database)
    {
        TariffScope scope = TariffScope.Read(result.GetValue(Charger), result.GetValue(Site), result.GetValue(Connector), out string defect) ?? throw new BridgeStartException(defect);
        string? missing = new PlaceHistory(database, TimeProvider.System).FindMissing(scope);
        return missing == null ? scope : throw new BridgeStartException(missing);
    }

    private static Instant StartOf(ParseResult result)
    {
        string? from = result.GetValue(From);
        return from == null ? Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) : InstantOf(from);
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
            throw new BridgeStartException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static Instant InstantOf(string text)
    {
        NodaTime.Text.ParseResult<Instant> parsed = NodaTime.Text.InstantPattern.ExtendedIso.Parse(text);
        return parsed.Success ? parsed.Value : throw new BridgeStartException($"'{text}' is no instant: give UTC like 2026-03-01T00:00:00Z");
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="BridgeStartException">It cannot be read.</exception>
    internal static byte[] Read(string file)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BridgeStartException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
