using System.CommandLine;
using Hardware.Bench.CommandLine;
using Spectre.Console;

namespace Hardware.Bench.Replay;

/// <summary><c>replay --sessions FILE.csv --tariff FILE.json --zone ZONE --out DIR [--database FILE] [--accounts]</c>.</summary>
public static class ReplayCommand
{
    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        Option<string> sessions = new("--sessions")
        {
            Description = "CSV file with session_id, station_id, connected_utc, disconnected_utc, energy_kwh.",
            HelpName = "FILE.csv",
            Required = true,
        };
        Option<string> tariff = new("--tariff")
        {
            Description = "File with an OCPI 2.2.1 tariff.",
            HelpName = "FILE.json",
            Required = true,
        };
        Option<string> zone = new("--zone")
        {
            Description = "Time zone of the stations, such as America/Los_Angeles.",
            HelpName = "ZONE",
            Required = true,
        };
        Option<string> output = new("--out")
        {
            Description = "Directory for bills.csv and the bills as JSON.",
            HelpName = "DIR",
            Required = true,
        };
        Option<string?> database = new("--database")
        {
            Description = "Keep the bridge's database here, to look at it with cloud-bridge --database FILE; an empty or new one.",
            HelpName = "FILE|STRING",
        };
        Option<bool> accounts = new("--accounts")
        {
            Description = "Make each station an account of its own, which is billed and gets monthly statements.",
        };
        Command command = new(
            "replay",
            "Replays recorded sessions through agents, MQTT and bridge, as fast as it goes. Exit 0 when "
                + "each session is billed exactly once.")
        {
            sessions,
            tariff,
            zone,
            output,
            database,
            accounts,
        };
        command.SetAction(
            (result, cancelled) =>
            {
                ReplaySettings settings = new(
                    result.GetValue(sessions)!,
                    result.GetValue(tariff)!,
                    result.GetValue(zone)!,
                    result.GetValue(output)!,
                    result.GetValue(database),
                    result.GetValue(accounts));
                return new ReplayRun(settings, AnsiConsole.Console, Terminal.IsThere, Console.Out, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
