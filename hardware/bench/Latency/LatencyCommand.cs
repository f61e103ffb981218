using System.CommandLine;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Latency;

/// <summary><c>latency --chargers N [--faults M] [--seed S]</c>.</summary>
public static class LatencyCommand
{
    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        LatencySettings defaults = new();
        Option<int> chargers = new("--chargers")
        {
            Description = "Chargers that charge in real time, each with its owner's open page.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.ChargerCount,
        };
        Option<int> faults = new("--faults")
        {
            Description = "Chargers that trip, one after the other. Without it, half of them.",
            HelpName = "M",
            DefaultValueFactory = _ => defaults.FaultCount,
        };
        Option<int> seed = new("--seed")
        {
            Description = "The same seed makes the same decisions.",
            HelpName = "S",
            DefaultValueFactory = _ => defaults.Seed,
        };
        Command command = new(
            "latency",
            "Measures how long it takes from a fault line to the owner's open page and to a received e-mail. "
                + "Exit 0 when each fault was seen on both.")
        {
            chargers,
            faults,
            seed,
        };
        command.SetAction(
            async (result, cancelled) =>
            {
                LatencySettings settings = new()
                {
                    ChargerCount = result.GetValue(chargers),
                    FaultCount = result.GetValue(faults),
                    Seed = result.GetValue(seed),
                };
                string? defect = settings.FindDefect();
                if (defect != null)
                {
                    await Console.Error.WriteLineAsync(defect);
                    return ExitCode.BadInput;
                }

                return await new LatencyRun(settings, Console.Out, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
