using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Settings;
using Firmware.Core.Ports;

namespace CloudBridge.Commands;

/// <summary>"charger add, set, label, renew, revoke, unlock-word": a charger's keys, its place and connector, and the label with its
/// link.</summary>
public static class ChargerCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> id = new("ID") { Description = "1 to 36 of A-Z a-z 0-9 . _ -" };
        Command add = new("add", "Adds a charger and prints its keys once.") { id, CommandLine.FlagOf(nameof(BridgeSettings.Database)) };
        add.SetAction(result => Add(CommandLine.SettingsOf(result), result.GetValue(id)!));
        Option<string> site = new("--site") { Description = "the site, or - for none", HelpName = "ID" };
        Option<string> connector = new("--connector-type")
        {
            Description = "ConnectorType of OCPI 2.2.1, e.g. IEC_62196_T2, or - to learn it from the charger",
            HelpName = "TYPE",
        };
        ChargerRating rating = new();
        Command set = new("set", "Sets a charger's site, its connector, and what that can deliver.")
        {
            id,
            site,
            connector,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        rating.AddTo(set);
        set.SetAction(result => Set(result, result.GetValue(id)!, result.GetValue(site), result.GetValue(connector), rating));
        Option<bool> renew = new("--renew") { Description = "make a new code: labels printed before claim nothing any more" };
        Command label = new("label", "Prints a charger's label as SVG: QR code of its link, and the code that claims a session.")
        {
            id,
            renew,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(PagesSettings.PagesUrl)),
            CommandLine.FlagOf(nameof(PagesSettings.PublicUrl)),
        };
        label.SetAction(result => Label(result, result.GetValue(id)!, result.GetValue(renew)));
        return new Command("charger", "Chargers that may send.")
        {
            add,
            set,
            label,
            ChargerKeyCommands.Renew(),
            ChargerKeyCommands.Revoke(),
            ChargerKeyCommands.UnlockWord(),
        };
    }

    private static int Set(ParseResult result, string id, string? siteId, string? connectorType, ChargerRating rating)
    {
        ChargerPlaces places = new(PersonCommand.DatabaseOf(result), new Hearing(TimeProvider.System));
        Find(places, id);
        string? type = connectorType == "-" ? null : connectorType;
        if (ChargerPlaces.FindDefect(type) is string defect)
        {
            throw new RefusedException(defect);
        }

        rating.Set(result, places, id);
        if (siteId != null)
        {
            places.SetSite(id, siteId == "-" ? null : SiteCommand.Find(result, siteId).SiteId);
        }

        if (connectorType != null)
        {
            places.SetConnectorType(id, type);
        }

        PlacedCharger charger = Find(places, id);
        result.InvocationConfiguration.Output.WriteLine(
            $"Charger {id}: site {charger.SiteId ?? "none"}, connector {charger.ConnectorType ?? "learned from its next status"}.");
        if (ConnectorRating.FindMissing(charger) is string missing)
        {
            result.InvocationConfiguration.Output.WriteLine(missing);
        }

        return ExitCode.Well;
    }

    private static int Label(ParseResult result, string id, bool isRenewed)
    {
        Database database = PersonCommand.DatabaseOf(result);
        ChargerPlaces places = new(database, new Hearing(TimeProvider.System));
        Find(places, id);
        if (isRenewed)
        {
            places.RenewLabel(id);
        }

        string code = new LabelCode(new ServerKeys(database)).Of(id, Find(places, id).LabelNumber);
        result.InvocationConfiguration.Output.WriteLine(LabelDrawing.Draw(CommandLine.SettingsOf(result).Pages, id, code));
        return ExitCode.Well;
    }

    private static PlacedCharger Find(ChargerPlaces places, string id)
    {
        return places.Find(id)
            ?? throw new RefusedException($"There is no charger '{id}': add it first with cloud-bridge charger add {id}");
    }

    private static int Add(BridgeSettings settings, string id)
    {
        if (!Topics.IsChargerId(id))
        {
            throw new RefusedException($"'{id}' is no charger id: give 1 to 36 of A-Z a-z 0-9 . _ -, not . or ..");
        }

        Database database = new(settings.Database);
        database.Migrate();
        ChargerSecrets secrets = ChargerSecrets.New();
        if (!new ChargerRegistry(database, TimeProvider.System).TryAdd(id, secrets.DeviceKey, secrets.Password))
        {
            throw new RefusedException($"Charger {id} is there already: choose another id, or make new keys with "
                + $"cloud-bridge charger renew {id}");
        }

        ChargerKeyCommands.Print(Console.Out, id, secrets);
        return 0;
    }
}
