using System.CommandLine;
using Hardware.Bench.CommandLine;
using Spectre.Console;

namespace Hardware.Bench.Chaos;

/// <summary><c>chaos --chargers N --sessions M --seed S [--broker mosquitto] [--database postgres] [--bridges K]</c>.</summary>
public static class ChaosCommand
{
    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        ChaosSettings defaults = new();
        Option<int> chargers = new("--chargers")
        {
            Description = "Chargers.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.ChargerCount,
        };
        Option<int> sessions = new("--sessions")
        {
            Description = "Sessions of all chargers together.",
            HelpName = "M",
            DefaultValueFactory = _ => defaults.SessionCount,
        };
        Option<int> seed = new("--seed")
        {
            Description = "The same seed makes the same decisions.",
            HelpName = "S",
            DefaultValueFactory = _ => defaults.Seed,
        };
        Option<string> broker = new("--broker")
        {
            Description = "embedded: the bridge's own; mosquitto: Debian's, as a process that is killed too.",
            HelpName = "BROKER",
            DefaultValueFactory = _ => defaults.Broker,
        };
        Option<string> database = new("--database")
        {
            Description = "sqlite: a file; postgres: Debian's PostgreSQL, as a process that is killed too.",
            HelpName = "DATABASE",
            DefaultValueFactory = _ => defaults.Database,
        };
        Option<int> bridges = new("--bridges")
        {
            Description = "Bridges that share one mosquitto and one PostgreSQL.",
            HelpName = "K",
            DefaultValueFactory = _ => defaults.BridgeCount,
        };
        Command command = new(
            "chaos",
            "Kills and cuts whatever can be killed and cut while chargers charge. Exit 0 when nothing was lost, doubled or billed wrongly.")
        {
            chargers,
            sessions,
            seed,
            broker,
            database,
            bridges,
        };
        command.SetAction(
            async (result, cancelled) =>
            {
                ChaosSettings settings = new()
                {
                    ChargerCount = result.GetValue(chargers),
                    SessionCount = result.GetValue(sessions),
                    Seed = result.GetValue(seed),
                    Broker = result.GetValue(broker)!,
                    Database = result.GetValue(database)!,
                    BridgeCount = result.GetValue(bridges),
                };
                string? defect = settings.FindDefect();
                if (defect != null)
                {
                    await Console.Error.WriteLineAsync(defect);
                    return ExitCode.BadInput;
                }

                return await new ChaosRun(settings, AnsiConsole.Console, Console.Out, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
