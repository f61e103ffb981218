using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"incident list", "incident show N", "incident acknowledge N": what is wrong, and who has it in hand.</summary>
public static class IncidentCommand
{
    private const int ListMax = 1000;

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<long> number = new("N") { Description = "number of the incident" };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> zone = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Option<bool> all = new("--all") { Description = "also those that are over" };
        Option<string> by = new("--by") { Description = "who has it in hand [default: the user of this machine]", HelpName = "NAME" };
        Option<string> note = new("--note") { Description = "a note for the others", HelpName = "TEXT" };
        Command list = new("list", "Lists the open incidents, the worst first.") { all, database, zone };
        list.SetAction(result => List(CommandLine.SettingsOf(result), result.GetValue(all), result.InvocationConfiguration.Output));
        Command show = new("show", "Shows one incident: what it means, what to do first, and what happened.") { number, database, zone };
        show.SetAction(result => Show(CommandLine.SettingsOf(result), result.GetValue(number), result.InvocationConfiguration.Output));
        Command acknowledge = new("acknowledge", "Says that somebody has an incident in hand.") { number, by, note, database };
        acknowledge.SetAction(result =>
        {
            string name = (result.GetValue(by) ?? Environment.UserName).Trim();
            return Acknowledge(
                CommandLine.SettingsOf(result),
                result.GetValue(number),
                name,
                result.GetValue(note),
                result.InvocationConfiguration.Output);
        });
        return new Command("incident", "What is wrong or worth knowing, from its beginning to its end.") { list, show, acknowledge };
    }

    private static int List(BridgeSettings settings, bool hasAll, TextWriter output)
    {
        IncidentArchive archive = ArchiveOf(settings);
        IncidentFilter filter = new() { IsOpen = !hasAll };
        IReadOnlyList<Incident> incidents = archive.List(filter, 0, ListMax);
        foreach (Incident incident in incidents)
        {
            string hand = incident.AcknowledgedBy == null ? "" : $"  ({incident.AcknowledgedBy} has it in hand)";
            output.WriteLine(
                $"{incident.IncidentId}  {Quantity.Time(incident.RaisedUtcMs, settings.Operator.TimeZone)}  "
                    + $"{(incident.IsOpen ? incident.Severity : "over")}  {IncidentWords.Title(incident)}{hand}");
        }

        long count = archive.Count(filter);
        output.WriteLine(
            count > incidents.Count
                ? $"The first {incidents.Count} of {count} incidents."
                : $"{count} {(count == 1 ? "incident" : "incidents")}.");
        return ExitCode.Well;
    }

    private static int Show(BridgeSettings settings, long number, TextWriter output)
    {
        IncidentArchive archive = ArchiveOf(settings);
        Incident incident = archive.Find(number)
            ?? throw new RefusedException($"There is no incident {number}: cloud-bridge incident list --all shows which there are");
        output.WriteLine(IncidentWords.Title(incident));
        output.WriteLine($"Severity  {incident.Severity}");
        output.WriteLine($"Began     {Quantity.Time(incident.RaisedUtcMs, settings.Operator.TimeZone)}");
        output.WriteLine(
            incident.ClearedUtcMs is long cleared
                ? $"Ended     {Quantity.Time(cleared, settings.Operator.TimeZone)}, after {Quantity.Duration(incident.DurationMs(cleared))}"
                : "Ended     not yet");
        output.WriteLine($"In hand   {incident.AcknowledgedBy ?? "nobody"} {incident.AcknowledgeNote}".TrimEnd());
        output.WriteLine($"Meaning   {IncidentWords.Meaning(incident)}");
        output.WriteLine($"Do first  {IncidentWords.Remedy(incident)}");
        output.WriteLine($"Facts     {incident.FactsJson}");
        foreach (IncidentEvent happened in archive.EventsOf(number))
        {
            output.WriteLine(
                $"{Quantity.Time(happened.AtUtcMs, settings.Operator.TimeZone)}  {happened.Action}  {happened.PersonName}".TrimEnd());
        }

        return ExitCode.Well;
    }

    private static int Acknowledge(BridgeSettings settings, long number, string by, string? note, TextWriter output)
    {
        if (by.Length is 0 or > IncidentDesk.NameLengthMax)
        {
            throw new RefusedException(
                $"Nothing was changed: say who has it in hand with --by NAME, at most {IncidentDesk.NameLengthMax} characters");
        }

        Database database = new(settings.Database);
        database.Migrate();
        string? refused = new IncidentDesk(database, TimeProvider.System, () => { }).Acknowledge(number, by, note);
        output.WriteLine(refused ?? $"{by} has incident {number} in hand.");
        return refused == null ? ExitCode.Well : ExitCode.NotWell;
    }

    private static IncidentArchive ArchiveOf(BridgeSettings settings)
    {
        Database database = new(settings.Database);
        database.Migrate();
        return new IncidentArchive(database);
    }
}
