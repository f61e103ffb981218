using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"site add, list, set": where chargers are.</summary>
public static class SiteCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> id = new("ID") { Description = "the site, 1 to 36 of A-Z a-z 0-9 . _ -" };
        Option<string> name = new("--name") { Description = "name on the bills", HelpName = "TEXT" };
        Option<string> address = new("--address") { Description = "postal address, lines parted by |", HelpName = "TEXT" };
        Option<string> city = new("--city") { Description = "city", HelpName = "TEXT" };
        Option<string> postalCode = new("--postal-code") { Description = "postal code", HelpName = "TEXT" };
        Option<string> country = new("--country") { Description = "country, two letters of ISO 3166-1, e.g. DE", HelpName = "CODE" };
        Option<string> coordinates = new("--coordinates")
        {
            Description = "degrees north and east, e.g. 51.340632,12.374733",
            HelpName = "LAT,LON",
        };
        Option<string> zone = new("--zone") { Description = "time zone [default: setting TimeZone]", HelpName = "ZONE" };
        Option<string> publish = new("--publish") { Description = "whether OCPI partners may show it to everybody", HelpName = "yes|no" };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Site Changed(ParseResult result, Site old)
        {
            return old with
            {
                Name = result.GetValue(name) ?? old.Name,
                Address = result.GetValue(address) ?? old.Address,
                City = result.GetValue(city) ?? old.City,
                PostalCode = result.GetValue(postalCode) ?? old.PostalCode,
                CountryCode = result.GetValue(country) ?? old.CountryCode,
                Coordinates = result.GetValue(coordinates) is string typed ? CoordinatesOf(typed) : old.Coordinates,
                TimeZone = result.GetValue(zone) ?? old.TimeZone,
            };
        }

        Command add = new("add", "Adds a site.")
        {
            id,
            name,
            address,
            city,
            postalCode,
            country,
            coordinates,
            zone,
            database,
            CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)),
        };
        add.SetAction(result =>
            Add(
                result,
                Changed(result, new Site { SiteId = result.GetValue(id)!, TimeZone = CommandLine.SettingsOf(result).Operator.TimeZone })));
        Command set = new("set", "Changes what is given, for bills from now on.")
        {
            id,
            name,
            address,
            city,
            postalCode,
            country,
            coordinates,
            zone,
            publish,
            database,
        };
        set.SetAction(result => Set(result, Changed(result, Find(result, result.GetValue(id)!)), result.GetValue(publish)));
        Command list = new("list", "Lists the sites.") { database };
        list.SetAction(List);
        return new Command("site", "Sites: where chargers are.") { add, list, set };
    }

    /// <summary>A site that is there.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    internal static Site Find(ParseResult result, string id)
    {
        return RegistryOf(result).Find(id)
            ?? throw new RefusedException($"There is no site '{id}': cloud-bridge site list shows which there are");
    }

    private static int Add(ParseResult result, Site site)
    {
        Check(site);
        if (!RegistryOf(result).TryAdd(site))
        {
            throw new RefusedException(
                $"There is a site {site.SiteId} already: choose another id, or change it with cloud-bridge site set {site.SiteId}");
        }

        result.InvocationConfiguration.Output.WriteLine($"Site {site.SiteId} ({site.Name}, {site.TimeZone}) is added.");
        TellMissing(result, site);
        return ExitCode.Well;
    }

    private static int Set(ParseResult result, Site site, string? publish)
    {
        Check(site);
        if (publish is not (null or "yes" or "no"))
        {
            throw new RefusedException($"--publish is '{publish}': give yes or no");
        }

        RegistryOf(result).TrySet(site);
        if (publish != null)
        {
            RegistryOf(result).TryPublish(site.SiteId, publish == "yes");
        }

        result.InvocationConfiguration.Output.WriteLine(
            $"Site {site.SiteId} ({site.Name}, {site.TimeZone}) is changed, for bills from now on.");
        TellMissing(result, site);
        return ExitCode.Well;
    }

    private static GeoLocation CoordinatesOf(string typed)
    {
        return GeoLocation.TryParse(typed, out GeoLocation location) ? location : throw new RefusedException(GeoLocation.Defect(typed));
    }

    private static void TellMissing(ParseResult result, Site site)
    {
        if (site.FindMissing() is string missing)
        {
            result.InvocationConfiguration.Output.WriteLine($"{missing} cloud-bridge site set {site.SiteId} --help shows how.");
        }
    }

    private static void Check(Site site)
    {
        if (site.FindDefect() is string defect)
        {
            throw new RefusedException(defect);
        }
    }

    private static int List(ParseResult result)
    {
        IReadOnlyList<SiteRow> rows = RegistryOf(result).List();
        foreach (SiteRow row in rows)
        {
            result.InvocationConfiguration.Output.WriteLine(
                $"{row.SiteId}  {row.Name}  {string.Join(", ", AddressLines.Of(row.Address))}  {row.TimeZone}  {row.Chargers} chargers");
        }

        result.InvocationConfiguration.Output.WriteLine($"{rows.Count} {(rows.Count == 1 ? "site" : "sites")}.");
        return ExitCode.Well;
    }

    private static SiteRegistry RegistryOf(ParseResult result)
    {
        return new SiteRegistry(PersonCommand.DatabaseOf(result), TimeProvider.System);
    }
}
