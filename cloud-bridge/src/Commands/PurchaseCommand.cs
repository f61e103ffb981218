using System.CommandLine;
using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Settings;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"purchase set SITE|all FILE --from DATE" and "purchase list": what the operator pays for energy; reports make the margin of
/// it.</summary>
public static class PurchaseCommand
{
    /// <summary>Stands for every site.</summary>
    private const string All = "all";

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> site = new("SITE") { Description = $"id of the site, or {All}" };
        Argument<string> file = new("FILE") { Description = "OCPI 2.2.1 tariff with ENERGY prices by times, dates and days of the week" };
        Option<string> from = new("--from")
        {
            Description = "for sessions that begin on this day or later, e.g. 2026-03-01",
            HelpName = "DATE",
            Required = true,
        };
        Option<string> zone = new("--zone")
        {
            Description = "time zone of the tariff [default: the site's, or setting TimeZone]",
            HelpName = "ZONE",
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> timeZone = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Command set = new(
            "set",
            "Sets what energy costs at a site or at all; the newest setting that names a session's site and day counts.")
        {
            site,
            file,
            from,
            zone,
            database,
            timeZone,
        };
        set.SetAction(result => Set(result, result.GetValue(site)!, result.GetValue(file)!, result.GetValue(from)!, result.GetValue(zone)));
        Command list = new("list", "Lists what was set, newest first.") { database, timeZone };
        list.SetAction(List);
        return new Command("purchase", "What the operator pays for energy.") { set, list };
    }

    private static int Set(ParseResult result, string site, string file, string from, string? zoneName)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        byte[] json = TariffCommand.Read(file);
        Database database = new(settings.Database);
        database.Migrate();
        string siteZone = site == All ? settings.Operator.TimeZone : ZoneOf(database, site);
        if (!ZoneName.TryFind(zoneName ?? siteZone, out DateTimeZone? zone, out string defect))
        {
            throw new RefusedException($"--zone: {defect}");
        }

        NodaTime.Text.ParseResult<LocalDate> day = NodaTime.Text.LocalDatePattern.Iso.Parse(from);
        Instant start = day.Success
            ? day.Value.AtStartOfDayInZone(zone!).ToInstant()
            : throw new RefusedException($"'{from}' is no day: give one like 2026-03-01");
        PurchaseTariff? set = new PurchaseBook(database, TimeProvider.System).Set(
            site == All ? PurchaseTariff.EverySite : site,
            json,
            zone!,
            start,
            out IReadOnlyList<TariffDefect> defects);
        if (set == null)
        {
            throw new RefusedException($"{file} was not set: " + string.Join("; ", defects.Select(one => $"{one.JsonPath} {one.Reason}")));
        }

        result.InvocationConfiguration.Output.WriteLine(
            $"Energy of sessions from {from} on at {(site == All ? "all sites" : site)} costs what "
                + $"{set.TariffId} says ({set.Currency}, {set.TimeZone}).");
        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        Database database = new(CommandLine.SettingsOf(result).Database);
        database.Migrate();
        IReadOnlyList<PurchaseTariff> tariffs = new PurchaseBook(database, TimeProvider.System).All();
        foreach (PurchaseTariff tariff in tariffs)
        {
            string site = tariff.SiteId == PurchaseTariff.EverySite ? "all sites" : tariff.SiteId;
            result.InvocationConfiguration.Output.WriteLine(
                $"{tariff.Revision}  {site}  {tariff.TariffId}  {tariff.Currency}  from "
                    + $"{Quantity.Time(tariff.FromUtcMs, tariff.TimeZone)}");
        }

        result.InvocationConfiguration.Output.WriteLine($"{tariffs.Count} {(tariffs.Count == 1 ? "setting" : "settings")}.");
        return ExitCode.Well;
    }

    private static string ZoneOf(Database database, string siteId)
    {
        return new SiteRegistry(database, TimeProvider.System).Find(siteId)?.TimeZone
            ?? throw new RefusedException($"There is no site '{siteId}': give the id of one, or {All}");
    }
}
