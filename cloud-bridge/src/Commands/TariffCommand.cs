using System.CommandLine;
using CloudBridge.Chargers;
using CloudBridge.Publishing;
using CloudBridge.Storage;
using CloudBridge.Tariffs;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary>"tariff publish FILE --zone ZONE": publishes an OCPI tariff; a bridge that runs on the same database sends it within seconds.</summary>
public static class TariffCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "OCPI 2.2.1 tariff as JSON" };
        Option<string> zone = new("--zone") { Description = "time zone of the chargers, e.g. Europe/Berlin [default: setting TimeZone]", HelpName = "ZONE" };
        Option<string> charger = new("--charger") { Description = "only this charger [default: all]", HelpName = "ID" };
        Option<string> from = new("--from") { Description = "for sessions that begin from this instant on, e.g. 2026-03-01T00:00:00Z [default: now]", HelpName = "TIME" };
        Command publish = new("publish", "Publishes a tariff to the chargers.") 
        {
            file,
            zone,
            charger,
            from,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(BridgeSettings.TimeZone)),
            CommandLine.FlagOf(nameof(BridgeSettings.Currency)),
        };
        publish.SetAction(result => Publish(CommandLine.SettingsOf(result), result.GetValue(file)!, result.GetValue(zone), result.GetValue(charger), result.GetValue(from)));
        return new Command("tariff", "Tariffs for the chargers.") { publish };
    }

    private static int Publish(BridgeSettings settings, string file, string? zone, string? chargerId, string? from)
    {
        byte[] json = Read(file);
        Database database = new(settings.Database);
        database.Migrate();
        if (chargerId != null && !new ChargerRegistry(database, TimeProvider.System).Has(chargerId))
        {
            throw new BridgeStartException($"There is no charger '{chargerId}': add it first with cloud-bridge charger add {chargerId}");
        }

        TariffBook book = new(database, TimeProvider.System, settings.Currency);
        Instant start = from == null ? Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) : InstantOf(from);
        PublishedTariff? tariff = book.Publish(json, zone ?? settings.TimeZone, start, chargerId ?? TariffBook.EveryCharger, out IReadOnlyList<TariffDefect> defects);
        if (tariff == null)
        {
            throw new BridgeStartException($"{file} was not published: " + string.Join("; ", defects.Select(defect => $"{defect.JsonPath} {defect.Reason}")));
        }

        Console.WriteLine($"Tariff {tariff.Device.Id} version {tariff.Device.Version} ({tariff.Device.Currency}, {tariff.TimeZone}) goes to {chargerId ?? "all chargers"}.");
        return 0;
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
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BridgeStartException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
